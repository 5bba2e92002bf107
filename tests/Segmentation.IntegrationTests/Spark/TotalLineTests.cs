using System.Globalization;
using System.Text;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>A total at the end of a file that is larger than what is looked at closely.</summary>
public sealed class TotalLineTests(BothEngines engines) : IClassFixture<BothEngines>
{
    const int Rows = 60_000;

    [Theory]
    [InlineData("\n", "Total,30000,60000,\n")]
    [InlineData("\r\n", "\"Grand total:\",30000,60000,\r\n\r\n  \r\n")]
    [InlineData("\n", ",Sum,,60000")]
    public async Task The_total_of_a_large_file_is_left_out_on_both_engines(string lineEnd, string total)
    {
        var (local, spark) = await engines.BothAsync(engines.FileOf(Table(lineEnd) + total), new() { K = 3 });

        Assert.Equal(Rows, spark.Result.Rows.Read);
        Assert.Equal(Rows, spark.Result.Rows.Used);
        foreach (var part in (string[])["rows", "issues", "dialect", "columns"])
            Assert.Equal(local.Json[part]!.ToJsonString(), spark.Json[part]!.ToJsonString());
        Assert.Equal(Rows + 2, spark.Result.Issues.Single(issue => issue.Code == IssueCodes.TotalRow).Row);
        Assert.Equal(Rows, spark.Rows().Length);
    }

    [Theory]
    [InlineData("Total,30000,60000\n")]
    [InlineData("\"Total\nof all\",30000,60000,\n")]
    [InlineData("Totally,30000,60000,\n")]
    public async Task What_is_no_total_is_a_row_on_both_engines(string last)
    {
        var (local, spark) = await engines.BothAsync(engines.FileOf(Table("\n") + last), new() { K = 3 });

        Assert.Equal(Rows + 1, spark.Result.Rows.Read);
        foreach (var part in (string[])["rows", "issues"])
            Assert.Equal(local.Json[part]!.ToJsonString(), spark.Json[part]!.ToJsonString());
        Assert.DoesNotContain(spark.Result.Issues, issue => issue.Code == IssueCodes.TotalRow);
    }

    static string Table(string lineEnd)
    {
        var text = new StringBuilder("name,visits,spend,note").Append(lineEnd);
        for (var i = 0; i < Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"n{i:D6},{(i % 3 * 50) + (i % 7)},{(i % 3 * 900) + (i % 97)},")
                .Append(lineEnd);
        return text.ToString();
    }
}
