namespace Segmentation.Tests.Profiles;

/// <summary>Customers at random: columns of every kind that sentences have to be careful with.</summary>
static class RandomTable
{
    static readonly Func<Random, double[], Column>[] Kinds =
    [
        (random, pull) => new("z_score", Standardized(Values(pull, p => p + Normal(random)))),
        (random, pull) => new("Balance", Values(pull, p => -50 + (8 * p) + (10 * Normal(random)))),
        (random, pull) => new("newsletter", Flags(random, pull)),
        (random, pull) => new("has_car", Flags(random, pull)),
        (random, pull) => new("Year of birth", Values(pull, p => Math.Round(1970 + (9 * p) + (8 * Normal(random))))),
        (random, pull) => new("Recency", Values(pull, p => Math.Round(60 * Math.Exp((0.8 * p) + Normal(random))))),
        (random, pull) => new("Frequency", Values(pull, p => 1 + Math.Round(Math.Exp(p + Normal(random))))),
        (random, pull) => new("Spend", Values(pull, p => 80 * Math.Exp(p + Normal(random)))),
        (random, pull) => new("Basket", Values(pull, p => 30 * Math.Exp((2 * p) + Normal(random))), Log: true),
        (random, pull) => new("Visits", Values(pull, p => Math.Floor(Math.Exp(p + Normal(random)))), Log: true),
        (random, pull) => new("Weight (kg)", Values(pull, p => 70 + (6 * p) + (9 * Normal(random)))),
        (random, pull) => new("Weight (lb)", Values(pull, p => 150 + (12 * p) + (20 * Normal(random)))),
        (random, pull) => new("Annual Income (k$)", Values(pull, p => Math.Abs(60 + (15 * p) + (9 * Normal(random))))),
        (random, pull) => new("Spending Score", Values(pull, p => Math.Abs(50 + (15 * p) + (9 * Normal(random))))),
        (random, pull) => new("Latitude", Values(pull, p => 48.01 + (0.001 * (p + Normal(random))))),
        (random, pull) => new("Tiny", Values(pull, p => 1e-13 * Math.Exp(p + Normal(random)))),
        (random, pull) => new("Huge", Values(pull, p => 4e17 * (5 + p + Normal(random)))),
        (random, pull) => new("Offset", Values(pull, p => 1_700_000_000 + p + Normal(random))),
        (random, pull) => new("Mostly zero", Values(pull, p => random.NextDouble() < 0.04 + (0.02 * p) ? 5 : 0)),
        (random, pull) => new("Days since signup", Values(pull, p => 400 + (90 * p) + (90 * Normal(random)))),
    ];

    /// <summary>Up to seven columns, one to five segments.</summary>
    public static (Column[] Columns, byte[] Labels) Make(int seed)
    {
        var random = new Random(seed);
        var (k, rows) = (random.Next(1, 6), random.Next(40, 160));
        var labels = Enumerable.Range(0, rows).Select(i => (byte)(i < k ? i : random.Next(k))).ToArray();
        Array.Sort(labels);
        var columns = Kinds.OrderBy(_ => random.Next()).Take(random.Next(1, 8)).Select(kind =>
        {
            var strength = random.Next(4) * 0.6;
            var pulls = Enumerable.Range(0, k).Select(_ => strength * Normal(random)).ToArray();
            return kind(random, [.. labels.Select(label => pulls[label])]);
        }).ToList();
        if (random.Next(3) == 0) columns.Add(Copy(random, columns[0]));
        return ([.. columns.Where(column => column.Values.Distinct().Count() > 1)], labels);
    }

    static Column Copy(Random random, Column column)
    {
        var sign = random.Next(2) == 0 ? -1.1 : 1.1;
        var spread = column.Values.Max() - column.Values.Min();
        return new("Copy", [.. column.Values.Select(value => (sign * value) + (0.02 * spread * Normal(random)))]);
    }

    static double[] Values(double[] pull, Func<double, double> of) => Array.ConvertAll(pull, of.Invoke);

    static double[] Flags(Random random, double[] pull) =>
        Values(pull, p => random.NextDouble() < 1 / (1 + Math.Exp(-3 * p)) ? 1 : 0);

    static double[] Standardized(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => (value - mean) / deviation);
    }

    static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
