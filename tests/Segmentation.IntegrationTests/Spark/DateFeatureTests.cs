using System.Globalization;
using System.Text;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Dates as features are the same days on both engines.</summary>
public sealed class DateFeatureTests(BothEngines engines) : IClassFixture<BothEngines>
{
    [Theory]
    [InlineData("2026-03-01|2026-3-31 10:00|2026/01/02|2025-12-31T23:59:59Z|2026-Feb-03|n/a|2026-02-30|2024-02-29")]
    [InlineData("31.1.2026|1.2.2026|02-03-2026|3/4/26|12/13/2026|15. März 2026|1 AOÛT 2025|1 juin 2025|")]
    [InlineData("1/31/2026|2/28/2026|3/4/2026|5/6/2026|31/12/2025|July 4, 2025|4-Dez-25|\"Oct 4, 2025\"|1.1.1799")]
    [InlineData("20260101|20260203|20251231|20250706")]
    public async Task Every_way_of_writing_a_date_gives_the_same_days(string cells)
    {
        var (_, spark) = await engines.SameAsync(File(cells, "joined"), new() { K = 2, Dates = Recency("joined") });
        var feature = spark.Result.Features[0].Name;
        Assert.StartsWith("joined (days before 20", feature);
        Assert.Equal(1, spark.Result.Features[0].All.Min);
        Assert.Equal(["x"], spark.Result.Parameters.Features!);
    }

    [Theory]
    [InlineData("1767225600|1769904000|1772323200|1772323199")]
    [InlineData("1767225600000|1769904000000|1772323200000|1772323199999")]
    [InlineData("46023|46054.5|46082|45658.25")]
    public async Task Times_that_are_numbers_are_counted_from_the_day_that_was_asked_for(string cells)
    {
        var (_, spark) = await engines.SameAsync(
            File(cells, "last seen date"),
            new() { K = 2, Dates = Recency("last seen date"), AsOf = new(2026, 3, 31), Features = ["x"] });
        Assert.Equal("last seen date (days before 2026-03-31)", spark.Result.Features[0].Name);
        Assert.Equal(30, spark.Result.Features[0].All.Min);
    }

    static Dictionary<string, DateUse> Recency(string name) => new() { [name] = DateUse.Recency };

    string File(string cells, string name)
    {
        var some = cells.Split('|');
        var text = new StringBuilder($"id;{name};x\r\n");
        for (var i = 0; i < 60; i++)
            text.Append(CultureInfo.InvariantCulture, $"c{i:D2};{some[i % some.Length]};{(i % 2 * 50) + (i % 7)}\r\n");
        return engines.FileOf(text.ToString());
    }
}
