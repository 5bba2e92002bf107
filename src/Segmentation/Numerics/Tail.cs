namespace Segmentation.Numerics;

/// <summary>Upper tails of distributions: the probability of a value at least this large.</summary>
/// <remarks>Relative accuracy 1e-6 or better down to 1e-300, 0 below the smallest number. Continued fractions and
/// series: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 6.1.40, 6.5.29, 6.5.31, 26.5.8;
/// evaluated after W. J. Lentz, Appl. Opt. 15 (1976) 668–671.</remarks>
static class Tail
{
    const int MostTerms = 100_000;
    const double Tiny = 1e-300;

    /// <summary>P(X ≥ f) of the F distribution with a and b degrees of freedom, both positive.</summary>
    public static double F(double f, double a, double b)
    {
        if (double.IsNaN(f)) return double.NaN;
        if (f <= 0) return 1;
        return double.IsInfinity(f) ? 0 : Beta(b / (b + a * f), a * f / (b + a * f), b / 2, a / 2);
    }

    /// <summary>P(X ≥ x) of the chi-squared distribution with <paramref name="freedom"/> degrees of freedom.</summary>
    public static double ChiSquared(double x, double freedom)
    {
        if (double.IsNaN(x)) return double.NaN;
        return x <= 0 ? 1 : UpperGamma(freedom / 2, x / 2);
    }

    /// <summary>Regularized incomplete beta function of x, with y = 1 − x passed as well, for accuracy.</summary>
    static double Beta(double x, double y, double a, double b)
    {
        var front = Math.Exp(a * Math.Log(x) + b * Math.Log(y) + LogGamma(a + b) - LogGamma(a) - LogGamma(b));
        return x < (a + 1) / (a + b + 2)
            ? front / a * BetaFraction(x, a, b)
            : 1 - front / b * BetaFraction(y, b, a);
    }

    static double BetaFraction(double x, double a, double b)
    {
        double Term(int i)
        {
            if (i == 0) return 1;
            var m = i / 2;
            return i % 2 == 0
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        }
        return Fraction(Term, _ => 1);
    }

    static double UpperGamma(double a, double x)
    {
        var front = Math.Exp(a * Math.Log(x) - x - LogGamma(a));
        if (x >= a + 1) return front * Fraction(i => i == 0 ? 1 : -i * (i - a), i => x - a + 2 * i - 1);

        var (term, sum) = (1 / a, 1 / a);
        for (var i = 1; i < MostTerms && Math.Abs(term) > 1e-17 * sum; i++) sum += term *= x / (a + i);
        return 1 - front * sum;
    }

    /// <summary>t₀ / (n₁ + t₁ / (n₂ + t₂ / (n₃ + …))).</summary>
    static double Fraction(Func<int, double> numerator, Func<int, double> denominator)
    {
        var (value, c, d) = (Tiny, Tiny, 0.0);
        for (var i = 1; i < MostTerms; i++)
        {
            var (top, bottom) = (numerator(i - 1), denominator(i));
            d = bottom + top * d;
            if (Math.Abs(d) < Tiny) d = Tiny;
            c = bottom + top / c;
            if (Math.Abs(c) < Tiny) c = Tiny;
            d = 1 / d;
            value *= c * d;
            if (Math.Abs(c * d - 1) < 1e-15) break;
        }
        return value;
    }

    /// <summary>ln Γ(x) for x &gt; 0: Stirling's series from 15 on, the recurrence below.</summary>
    public static double LogGamma(double x)
    {
        var shift = 1.0;
        for (; x < 15; x++) shift *= x;
        var (inverse, square) = (1 / x, 1 / (x * x));
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680
            - square * (1.0 / 1188 - square * (691.0 / 360360))))));
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series - Math.Log(shift);
    }
}
