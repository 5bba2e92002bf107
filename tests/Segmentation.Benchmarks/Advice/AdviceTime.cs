using System.Diagnostics;
using Segmentation.Choice;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Benchmarks.Advice;

/// <summary>What advice adds to the choice of k: the test for groups and the refits.</summary>
static class AdviceTime
{
    const int Repeats = 11;
    const int Seed = 7;

    static readonly (int Rows, int Features)[] Sizes = [(200, 3), (1_000, 6), (10_000, 6), (100_000, 6)];

    public static Table Measure()
    {
        var table = new Table(
            $"What advice adds, five groups, k = 2 to 10 and k = 5; median of {Repeats}, in turns",
            "rows × features", "sweep without advice", "with it", "added", "k given, without", "with it", "added");
        foreach (var (rows, features) in Sizes)
        {
            var (without, with) = InTurns(Groups(rows, features), null);
            var (givenWithout, givenWith) = InTurns(Groups(rows, features), 5);
            table.Add(
                $"{rows:#,0} × {features}", Table.Time(without), Table.Time(with), Table.Time(with - without),
                Table.Time(givenWithout), Table.Time(givenWith), Table.Time(givenWith - givenWithout));
        }
        return table;
    }

    static (double Without, double With) InTurns(Matrix rows, int? k)
    {
        var times = new List<double>[] { [], [] };
        for (var i = 0; i <= Repeats; i++)
            foreach (var level in (AdviceLevel[])[AdviceLevel.None, AdviceLevel.Full])
            {
                var clock = Stopwatch.StartNew();
                KChooser.Choose(rows, new() { K = k, Advice = level }, new Progress<EngineEvent>(), default);
                if (i > 0) times[level == AdviceLevel.Full ? 1 : 0].Add(clock.Elapsed.TotalSeconds);
            }
        return (StageBenchmark.Median(times[0]), StageBenchmark.Median(times[1]));
    }

    static Matrix Groups(int rows, int features)
    {
        var draws = new Draws(Seed);
        var matrix = new Matrix(rows, features);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < features; j++)
                matrix[i, j] = draws.Normal() + (6 * ((i + j) % 5));
        return Scaler.Scale(matrix, Scaling.Standard, Transform.None, default).Values;
    }
}
