using System.Globalization;
using System.Text;
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

    [Theory]
    [InlineData("$1,234.50|-$5|($12.00)|$ (3)|$ 7|$100 USD|8|$-9|\u2212$4|10-|$ -|5 €")]
    [InlineData("1.200,50 kr|980,- kr|12 000 kr|(7 kr)|5 kr|6|8 KR|90- kr|90 kr-|\u00A0+7,--\u202F|n/a kr|--5 kr")]
    [InlineData("12 yrs|1 yr|3.5 yrs|7yrs|8|1,234 yrs|(2 yrs)|yrs 9|1e1 yrs|- 4 yrs|unknown|4 months")]
    [InlineData("1,23,456.5|12,34,567|1,234|1'234|1\u2019234.5|1\u202F234|120.-|(5)|( 5 )|+5|5-|12,34,56")]
    public async Task Numbers_in_every_dress_are_read_alike(string cells)
    {
        var some = cells.Split('|');
        var rows = Enumerable.Range(0, 30).Select(i => $"r{i};{some[i % (some.Length - 1)]};{i % 2 * 50 + (i % 7)}\n");
        var spark = await SparkAsync("name;x;y\n" + string.Concat(rows) + $"last;{some[^1]};3\n");
        Assert.Equal([new(IssueCodes.NotANumber, "x", 1)],
            spark.Result.Rows.Reasons.Where(reason => reason.Code == IssueCodes.NotANumber));
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

    [Fact]
    public async Task Rows_that_repeat_are_left_out_alike()
    {
        var spark = await engines.SameAsync(
            engines.FileOf("id,x,y,note\r\n" + string.Concat(
                "a,1,10,n\r\n", " \"a\",1,10,n\r\n", "b,2,11,\"two\r\nlines\"\r\n", "b,2,11,\"two\r\nlines\"\r\n",
                "c,,12,\r\n", "c,3,12,\r\n", "c,3,13,\r\n", "-,4,14,\r\n", "N/A,5,14,\r\n", ",6,14,\r\n", ",6,14,\r\n",
                "d,x,90,\r\n", "e,40,90,\r\n", "f,41,91,\r\n", "A,42,92,\r\n", "g,43,92,\r\n", "a,44,93,\r\n")),
            Two with
            {
                Cleaning = new() { Duplicates = DuplicatePolicy.First },
                Roles = new Dictionary<string, ColumnRole> { ["id"] = ColumnRole.Id },
            });
        Assert.Equal(
            [
                new(IssueCodes.DuplicateId, "id", 3), new(IssueCodes.DuplicateRow, null, 2),
                new(IssueCodes.MissingValue, "x", 1), new(IssueCodes.NotANumber, "x", 1),
            ],
            spark.Spark.Result.Rows.Reasons);
        Assert.Equal((17, 10), (spark.Spark.Result.Rows.Read, spark.Spark.Result.Rows.Used));
        Assert.Contains("\"id\"\" has \"\"a\"\"", spark.Spark.Text("excluded.csv"));
    }

    [Fact]
    public async Task Rows_left_out_behind_many_that_are_filled_are_listed_alike()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 3_000; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"r{i},{(i < 1_200 ? "" : i % 500 == 0 ? "x" : $"{i % 2 * 50 + (i % 7)}")},{i % 2 * 90 + (i % 5)}\n");
        var (_, spark) = await engines.SameAsync(
            engines.FileOf(text.ToString()), Two with { Cleaning = new() { Missing = MissingPolicy.Median } });
        Assert.Equal((1_200, 3), (spark.Result.Rows.Imputed, spark.Result.Rows.Excluded));
        Assert.Equal(4, spark.Text("excluded.csv").TrimEnd('\n').Split('\n').Length);
    }

    // Whole numbers; a few times large ones, whole and not; some far out; values on the edges of their bins.
    [Fact]
    public async Task Every_value_falls_into_the_same_bin()
    {
        var text = new StringBuilder("name,age,spend,visits,income,rating\n");
        for (var i = 0; i < 200; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"c{i},{18 + (i % 50)},{Math.Exp(i / 40.0):F2},{Math.Floor(Math.Exp(i / 35.0))},"
                + $"{(i < 196 ? 100 + (i % 20) : (i % 2) * 5000)},{0.5 + (i % 25 * 0.25)}\n");

        var (local, spark) = await engines.SameAsync(
            engines.FileOf(text.ToString()), new() { K = 4 });

        Assert.Equal(
            local.Text(ResultParts.Distributions.FileName), spark.Text(ResultParts.Distributions.FileName));
        var features = spark.Part(ResultParts.Distributions).Features;
        Assert.Equal([false, true, true, false, false], features.Select(each => each.Log));
        Assert.Equal((2, 2), (features[3].Below.Sum(), features[3].Above.Sum()));
        Assert.Equal(Enumerable.Repeat(8L, 24), features[4].All.Select((count, b) => b < 23 ? count : count - 8));
        Assert.All(features, each => Assert.Equal(
            200, each.All.Sum() + each.Below.Sum() + each.Above.Sum()));
    }

    static string Rows(params string[] numbers) => string.Concat(numbers.Select((number, i) => $"r{i},{number},11\n"));

    async Task<Answer> SparkAsync(string text) => (await engines.SameAsync(engines.FileOf(text), Two)).Spark;
}
