using Segmentation.Settings;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Files that are read otherwise than they would be, on both engines.</summary>
public sealed class AskedReadingTests(BothEngines engines) : IClassFixture<BothEngines>
{
    static readonly SegmentationSpec Three = new() { K = 3 };

    [Theory]
    [InlineData(MissingPolicy.Drop)]
    [InlineData(MissingPolicy.Median)]
    public async Task Words_and_numbers_are_missing_on_both(MissingPolicy missing)
    {
        string[] odd = ["999", "999,0", "€ 999", "-1", "FEHLT", "fehlt €", "ÜBEL", "übel", "it's", "n/a", "99,9"];
        var file = engines.FileOf("x;y\n" + Rows(40, i => $"{(i % 3 * 50) + (i % 7)},5 €;{i % 5}")
            + string.Concat(odd.Select(cell => $"{cell};1\n")));
        var reading = ReadingSettings.WithMissing(new(), ["999", "-1", "fehlt", "Übel", "it's"])!;
        var spark = await engines.SameAsync(
            file, Three with { Cleaning = new() { Missing = missing } }, reading);

        var (used, excluded) = (spark.Result.Rows.Used, spark.Result.Rows.Excluded);
        // übel is another word: only letters of the alphabet are read in either case.
        Assert.Equal(missing == MissingPolicy.Drop ? (41, 10) : (50, 1), ((int)used, (int)excluded));
    }

    [Theory]
    [InlineData(ThousandsMark.None, 3)]
    [InlineData(ThousandsMark.Point, 2)]
    [InlineData(ThousandsMark.Space, 2)]
    [InlineData(ThousandsMark.Apostrophe, 2)]
    public async Task Only_the_asked_mark_stands_between_thousands_on_both(ThousandsMark mark, int left)
    {
        var file = engines.FileOf("x;y\n" + Rows(60, i => $"{(i % 3 * 50) + (i % 7)},5;{i % 5}")
            + "1.234,5;1\n1 234,5;1\n1'234,5;1\n");
        var spark = await engines.SameAsync(file, Three, new() { Thousands = mark, Decimal = DecimalMark.Comma });
        Assert.Equal(left, spark.Result.Rows.Excluded);
    }

    [Fact]
    public async Task Delimiter_header_and_marks_are_those_that_were_asked_for_on_both()
    {
        var file = engines.FileOf("Report;2026\nall shops;x\na,b;c,d\n"
            + Rows(50, i => $"{(i % 3 * 50) + (i % 7)},5;{i % 23}.234"));
        var reading = new FileReading
        {
            Delimiter = FieldDelimiter.Semicolon,
            HeaderRow = 3,
            Thousands = ThousandsMark.Point,
            DateOrder = DateParts.Ymd,
        };
        var spark = await engines.SameAsync(file, Three, reading);
        Assert.Equal(["a,b", "c,d"], spark.Result.Features.Select(feature => feature.Name));
        Assert.Equal(50, spark.Result.Rows.Used);
        Assert.Equal(22_234, spark.Result.Features[1].All.Max);
    }

    [Fact]
    public async Task A_file_without_a_header_has_none_on_both()
    {
        var file = engines.FileOf(Rows(50, i => $"{(i % 3 * 50) + (i % 7)},{i % 5}"));
        var spark = await engines.SameAsync(file, Three, new() { Header = HeaderChoice.None });
        Assert.Equal((50L, 0), (spark.Result.Rows.Used, spark.Result.Dialect.HeaderRow));
    }

    [Theory]
    [InlineData(DateParts.Ymd, 3_279)]
    [InlineData(DateParts.Mdy, 365)]
    public async Task Days_are_counted_in_the_asked_order_on_both(DateParts order, double most)
    {
        var file = engines.FileOf("x;day\n"
            + Rows(40, i => $"{i % 2 * 50 + (i % 7)};0{i % 2 + 1}-{(i % 10) + 1:00}-09"));
        var spec = new SegmentationSpec
        {
            K = 2,
            Dates = new Dictionary<string, DateUse> { ["day"] = DateUse.Recency },
            AsOf = new(2010, 1, 1),
        };
        var spark = await engines.SameAsync(file, spec, new() { DateOrder = order });
        Assert.Equal(most, spark.Result.Features[1].All.Max);
    }

    static string Rows(int count, Func<int, string> row) =>
        string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));
}
