using System.Globalization;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Rows that stand alone in a file of which only a sample is looked at here.</summary>
public sealed class ExtremeRowsTests(BothEngines engines) : IClassFixture<BothEngines>
{
    const int Each = 20_000;
    const int Extreme = 120;

    // Three groups of 20,000 around 10, 20 and 30, and 120 rows at a million, of which the sample has most.
    [Fact]
    public async Task All_of_them_are_set_apart_though_only_a_sample_is_looked_at()
    {
        var file = engines.FileOf(Text());
        var spec = new SegmentationSpec
        {
            KRange = [2, 4],
            NInit = 3,
            Cleaning = new() { Extremes = ExtremesPolicy.Apart },
        };

        foreach (var answer in new[] { await engines.LocallyAsync(file, spec), await engines.OnSparkAsync(file, spec) })
        {
            var rows = answer.Result.Rows;
            Assert.Equal(((3 * Each) + Extreme, 3 * Each, Extreme), (rows.Read, rows.Used, rows.SetApart));
            Assert.Equal((Extreme, Extreme), (answer.Result.Extremes!.Count, answer.Result.Extremes.SetApart));
            Assert.Equal(ExtremeRows.MostListed, answer.Result.Extremes.Rows.Count);
            Assert.Equal([Each, Each, Each], answer.Result.Segments.Select(segment => segment.Size));
            var lines = answer.Text("assignments.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal((3 * Each) + Extreme + 1, lines.Length);
            Assert.Equal(Extreme, lines.Count(line => line.EndsWith(",,Extreme values,,")));
            Assert.Equal(Extreme, lines.Count(line => line.StartsWith("1000")));
        }
    }

    static string Text() => string.Join('\n', Lines().Prepend("visits")) + "\n";

    static IEnumerable<string> Lines()
    {
        for (var i = 0; i < Each; i++)
            for (var group = 1; group <= 3; group++)
            {
                yield return ((10 * group) + ((i * 37 % 1_000) / 1_000.0)).ToString("F3", CultureInfo.InvariantCulture);
                if (group == 3 && i % 160 == 0 && i / 160 < Extreme) yield return $"{1_000_000 + (i / 160)}";
            }
    }
}
