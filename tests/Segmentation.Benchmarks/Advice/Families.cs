using Segmentation.Numerics;

namespace Segmentation.Benchmarks.Advice;

/// <summary>A kind of data: how rows of it are made, and how many groups they have.</summary>
/// <param name="Groups">1: none.</param>
sealed record Family(string Name, int Groups, Func<Draws, int, Matrix> Make)
{
    /// <summary>The mixtures that are hardest: groups that touch, or whose raw values are skewed.</summary>
    public bool IsHardest { get; init; }
}

/// <summary>Kinds of data without groups, and mixtures of normal groups.</summary>
static class Families
{
    /// <summary>The kinds that the rule was made with.</summary>
    public static IEnumerable<Family> Known =>
    [
        new("uniform, 2 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(2, r.Uniform))),
        new("uniform, 5 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(5, r.Uniform))),
        new("normal, 2 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(2, r.Normal))),
        new("normal, 10 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(10, r.Normal))),
        new("heavy tails (t, 3 degrees), 3 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(3, () => r.T(3)))),
        new("normal, correlated 0.8, 3 features", 1, (r, n) => Draws.Rows(n, () => Shared(r, 3, 0.8))),
        new("log-normal, 3 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(3, () => Math.Exp(r.Normal())))),
        new("recency, frequency, money", 1, (r, n) => Draws.Rows(n, () => Rfm(r))),
        new("exponential, 2 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(2, r.Exponential))),
        new("Poisson, 3 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(3, () => r.Poisson(4)))),
        new("half zeros, 1 of 2 features", 1, (r, n) => Draws.Rows(n,
            () => [r.Uniform() < 0.5 ? 0 : r.Exponential(), r.Normal()])),
        new("correlated counts, 3 features", 1, (r, n) => Draws.Rows(n, () =>
        {
            var shared = r.Normal();
            return Draws.Each(3, () => r.Poisson(Math.Exp(1.2 + 0.5 * shared + 0.2 * r.Normal())));
        })),
    ];

    /// <summary>Kinds that nothing was adjusted to.</summary>
    public static IEnumerable<Family> Unseen =>
    [
        new("disc, 2 features", 1, (r, n) => Draws.Rows(n, () => InBall(r, 2))),
        new("ball, 3 features", 1, (r, n) => Draws.Rows(n, () => InBall(r, 3))),
        new("triangle, 2 features", 1, (r, n) => Draws.Rows(n, () =>
        {
            var (a, b) = (r.Uniform(), r.Uniform());
            return a + b > 1 ? [1 - a, 1 - b] : [a, b];
        })),
        new("gamma (2), 4 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(4, () => r.Gamma(2)))),
        new("Laplace, 3 features", 1, (r, n) => Draws.Rows(n, () => Draws.Each(3, r.Laplace))),
        new("answers from 1 to 5, correlated 0.5, 6 features", 1, (r, n) => Draws.Rows(n,
            () => Array.ConvertAll(Shared(r, 6, 0.5), x => Math.Clamp(Math.Round(3 + x), 1, 5)))),
        new("one column, normal", 1, (r, n) => Draws.Rows(n, () => Draws.Each(1, r.Normal))),
        new("age and income, correlated 0.4", 1, (r, n) => Draws.Rows(n, () =>
        {
            var x = Shared(r, 2, 0.4);
            return [Math.Round(Math.Clamp(45 + 15 * x[0], 18, 95)), 100 * Math.Round(Math.Exp(10 + 0.5 * x[1]) / 100)];
        })),
    ];

    /// <summary>Normal groups: number, features, least distance of two centres in deviations.</summary>
    public static IEnumerable<Family> Mixtures =>
    [
        Mixture(2, 2, 3) with { IsHardest = true }, Mixture(2, 2, 4), Mixture(2, 2, 5), Mixture(3, 2, 4),
        Mixture(5, 2, 4), Mixture(5, 2, 6), Mixture(4, 5, 4), Mixture(4, 5, 5), Mixture(3, 10, 4),
        new("2 groups, one of 10 %", 2, (r, n) => Mix(r, n, 2, 2, 5, 0.1)),
        new("2 groups, one of 5 %", 2, (r, n) => Mix(r, n, 2, 2, 6, 0.05)),
        new("3 groups beside 3 features of noise", 3, (r, n) => WithNoise(r, Mix(r, n, 3, 2, 5), 3)),
        new("3 groups, log-normal", 3, (r, n) => Exponentials(Mix(r, n, 3, 3, 5))) { IsHardest = true },
    ];

    static Family Mixture(int k, int d, double apart) => new(
        $"{k} groups, {d} features, {apart} deviations apart", k, (r, n) => Mix(r, n, k, d, apart));

    static double[] Shared(Draws r, int d, double correlation)
    {
        var shared = r.Normal();
        return Draws.Each(d, () => Math.Sqrt(correlation) * shared + Math.Sqrt(1 - correlation) * r.Normal());
    }

    static double[] Rfm(Draws r)
    {
        var shared = r.Normal();
        return
        [
            Math.Round(90 * r.Exponential()), 1 + r.Poisson(Math.Exp(0.5 + 0.8 * shared)),
            Math.Round(Math.Exp(4 + 0.6 * shared + 0.7 * r.Normal()), 2),
        ];
    }

    static double[] InBall(Draws r, int d)
    {
        while (true)
        {
            var point = Draws.Each(d, () => 2 * r.Uniform() - 1);
            if (point.Sum(x => x * x) <= 1) return point;
        }
    }

    /// <param name="small">Share of the second of two groups; 0: all are as likely.</param>
    static Matrix Mix(Draws r, int rows, int k, int d, double apart, double small = 0)
    {
        var centres = Centres(r, k, d, apart);
        return Draws.Rows(rows, () =>
        {
            var group = small > 0 ? (r.Uniform() < small ? 1 : 0) : r.Below(k);
            return Array.ConvertAll(centres[group], x => x + r.Normal());
        });
    }

    static double[][] Centres(Draws r, int k, int d, double apart)
    {
        double[][] centres = [];
        var nearest = 0.0;
        for (var attempt = 0; attempt < 50; attempt++)
        {
            centres = [.. Enumerable.Range(0, k).Select(_ => Draws.Each(d, r.Normal))];
            var distances = Pairs(centres).Order().ToArray();
            nearest = distances[0];
            if (nearest > 0.5 * (distances[(distances.Length - 1) / 2] + distances[distances.Length / 2]) / 2) break;
        }
        return Array.ConvertAll(centres, centre => Array.ConvertAll(centre, x => x * apart / nearest));
    }

    static IEnumerable<double> Pairs(double[][] centres)
    {
        for (var a = 0; a < centres.Length; a++)
            for (var b = 0; b < a; b++)
                yield return Math.Sqrt(centres[a].Zip(centres[b], (x, y) => (x - y) * (x - y)).Sum());
    }

    static Matrix Exponentials(Matrix rows)
    {
        var made = new Matrix(rows.Rows, rows.Columns);
        for (var i = 0; i < rows.Rows; i++)
            for (var j = 0; j < rows.Columns; j++) made[i, j] = Math.Exp(0.6 * rows[i, j]);
        return made;
    }

    static Matrix WithNoise(Draws r, Matrix rows, int features)
    {
        var deviation = Math.Sqrt(Enumerable.Range(0, rows.Columns)
            .Select(j => FeatureMoments.Of(rows.Column(j)))
            .Average(moments => moments.Squares / moments.Count));
        var made = new Matrix(rows.Rows, rows.Columns + features);
        for (var i = 0; i < rows.Rows; i++)
            for (var j = 0; j < made.Columns; j++)
                made[i, j] = j < rows.Columns ? rows[i, j] : r.Normal() * deviation;
        return made;
    }
}
