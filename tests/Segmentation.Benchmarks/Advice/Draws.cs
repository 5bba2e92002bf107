using Segmentation.Numerics;

namespace Segmentation.Benchmarks.Advice;

/// <summary>Random numbers of many distributions.</summary>
sealed class Draws(int seed)
{
    readonly Random _random = new(seed);

    public double Uniform() => _random.NextDouble();

    public int Below(int end) => _random.Next(end);

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    public double Exponential() => -Math.Log(1 - Uniform());

    /// <summary>Sum of as many exponential numbers.</summary>
    public double Gamma(int shape)
    {
        var sum = 0.0;
        for (var i = 0; i < shape; i++) sum += Exponential();
        return sum;
    }

    public double Laplace() => Exponential() * (Uniform() < 0.5 ? -1 : 1);

    /// <summary>Student's t.</summary>
    public double T(int freedom) => Normal() / Math.Sqrt(ChiSquared(freedom) / freedom);

    double ChiSquared(int freedom)
    {
        var sum = 0.0;
        for (var i = 0; i < freedom; i++)
        {
            var normal = Normal();
            sum += normal * normal;
        }
        return sum;
    }

    public double Poisson(double mean)
    {
        var (count, left) = (-1, 1.0);
        for (var limit = Math.Exp(-mean); left > limit; count++) left *= 1 - Uniform();
        return count;
    }

    /// <summary>Rows by a function that makes one.</summary>
    public static Matrix Rows(int rows, Func<double[]> row)
    {
        var made = Enumerable.Range(0, rows).Select(_ => (IReadOnlyList<double>)row()).ToArray();
        return Matrix.FromRows(made);
    }

    public static double[] Each(int count, Func<double> value) => [.. Enumerable.Range(0, count).Select(_ => value())];
}
