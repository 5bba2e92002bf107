using Segmentation.Data;
using Segmentation.Output;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Every word and limit that both engines share, on both.</summary>
public sealed class SharedRuleTests(BothEngines engines) : IClassFixture<BothEngines>
{
    const string Header = "name,x,y\n";

    /// <summary>Two groups of three.</summary>
    const string Six = "a,1,10\nb,2,11\nc,3,12\nd,40,90\ne,41,91\nf,42,92\n";

    static readonly SegmentationSpec Two = new() { K = 2 };

    [Fact]
    public async Task Every_missing_text_is_missing_in_any_case()
    {
        string[] texts =
            [.. CellText.MissingMarkers, .. CellText.MissingMarkers.Select(text => text.ToUpperInvariant())];
        var spark = await SparkAsync(Header + Six + Six + Six + Six + Rows(texts));
        Assert.Equal([new(IssueCodes.MissingValue, "x", texts.Length)], spark.Result.Rows.Reasons);
    }

    [Fact]
    public async Task Every_beginning_of_a_formula_gets_an_apostrophe()
    {
        var starts = SafeCsv.FormulaStarts.Where(start => start is not ('\r' or '\n')).ToArray();
        var spark = await SparkAsync(Header + Six + string.Concat(starts.Select(start => $"\"{start}x\",2,11\n")));
        Assert.All(starts, start => Assert.Contains($"\"'{start}x\"", spark.Text("assignments.safe.csv")));
    }

    [Fact]
    public async Task The_longest_number_is_a_number_and_one_digit_more_is_none()
    {
        var longest = new string('0', DatasetLimits.LongestNumber - 1) + "2";
        var spark = await SparkAsync(Header + Six + Six + Rows(longest, "0" + longest));
        Assert.Equal((13, 1), (spark.Result.Rows.Used, spark.Result.Rows.Reasons[0].Count));
    }

    [Fact]
    public async Task The_longest_cell_is_read_and_one_byte_more_is_refused()
    {
        var longest = new string('x', DatasetLimits.LongestCell);
        Assert.Equal(7, (await SparkAsync(Header + Six + $"{longest},2,11\n")).Result.Rows.Used);
        var refused = await engines.RefusedAsync(engines.FileOf(Header + Six + $"{longest}x,2,11\n"));
        Assert.Equal(DataErrors.FieldTooLong.Code, refused.Code);
    }

    static string Rows(params string[] numbers) => string.Concat(numbers.Select((number, i) => $"r{i},{number},11\n"));

    async Task<Answer> SparkAsync(string text) => (await engines.SameAsync(engines.FileOf(text), Two)).Spark;
}
