using System.Text;
using Segmentation.Output;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Where Spark by itself would do otherwise than the local engine: each difference, and that it is none
/// here.</summary>
public sealed class DifferenceTests(BothEngines engines) : IClassFixture<BothEngines>
{
    const string Header = "name,x,y\n";

    /// <summary>Two groups of three.</summary>
    const string Six = "a,1,10\nb,2,11\nc,3,12\nd,40,90\ne,41,91\nf,42,92\n";

    static readonly SegmentationSpec Two = new() { K = 2 };

    [Fact]
    public async Task Doubled_quotes_are_one_quote_and_stay_doubled_in_the_file()
    {
        var spark = await SparkAsync(Header + Six + "\"Ann \"\"A\"\" Lee\",2,10\n\"\",3,11\n\"\"\"\",1,12\n");
        Assert.Equal(9, spark.Result.Rows.Used);
        Assert.Contains("\n\"Ann \"\"A\"\" Lee\",2,10,", spark.Text("assignments.csv"));
    }

    [Fact]
    public async Task A_quoted_number_is_a_number() =>
        Assert.Equal(8, (await SparkAsync(Header + Six + "g,\"2\",\"11\"\n\"h\",\"41.5\",90\n")).Result.Rows.Used);

    [Fact]
    public async Task A_newline_in_quotes_is_part_of_its_cell()
    {
        var spark = await SparkAsync(Header + Six + "\"two\nlines, and\r\n\na \"\"third\"\"\",2,10\ng,3,11\n");
        Assert.Equal((8, 8), (spark.Result.Rows.Read, spark.Result.Rows.Used));
        Assert.Contains("\n\"two\nlines, and\r\n\na \"\"third\"\"\",2,10,", spark.Text("assignments.csv"));
    }

    [Fact]
    public async Task Rows_with_too_few_or_too_many_fields_are_left_out_not_padded_or_cut()
    {
        var spark = await SparkAsync(Header + Six + "g,1\nh,1,2,3\ni\nj,2,11\n");
        Assert.Equal((10, 7), (spark.Result.Rows.Read, spark.Result.Rows.Used));
        Assert.Equal([new(IssueCodes.RaggedRow, null, 3)], spark.Result.Rows.Reasons);
        Assert.Equal([8L, 9, 10], Excluded(spark).Select(row => row.Line));
    }

    [Fact]
    public async Task Suffixes_and_hex_digits_of_Java_make_no_number()
    {
        var spark = await SparkAsync(Header + Times(11) + Rows("1d", "2F", "3L", "4D", "0x1p3", "0x10", "1_000"));
        Assert.Equal([new(IssueCodes.NotANumber, "x", 7)], spark.Result.Rows.Reasons);
    }

    [Fact]
    public async Task Words_that_Java_takes_for_numbers_are_none()
    {
        var spark = await SparkAsync(
            Header + Times(3) + Rows("Infinity", "-Infinity", "+inf", "-INF", "NaN", "nan"));
        Assert.Equal(6, spark.Result.Rows.Excluded);
        Assert.Equal(
            [("Infinity", IssueCodes.NotANumber), ("-Infinity", IssueCodes.NotANumber), ("+inf", IssueCodes.NotFinite),
                ("-INF", IssueCodes.NotFinite), ("NaN", IssueCodes.MissingValue), ("nan", IssueCodes.MissingValue)],
            Excluded(spark).Select(row => (row.Value, row.Code)));
    }

    [Fact]
    public async Task Control_characters_around_a_number_are_not_trimmed_and_blanks_are()
    {
        var spark = await SparkAsync(
            Header + Times(5) + Rows("\u00012", "2\u001f", "\v2", "\u00a02", " 2", "2  "));
        Assert.Equal(33, spark.Result.Rows.Used);
        Assert.Equal([new(IssueCodes.NotANumber, "x", 3)], spark.Result.Rows.Reasons);
    }

    [Fact]
    public async Task A_word_in_a_column_of_numbers_does_not_end_the_job()
    {
        var spark = await SparkAsync(Header + Times(7) + Rows("NA", "n/a", "", "abc", "1 2", "--1", "1.2.3"));
        Assert.Equal(
            [new(IssueCodes.NotANumber, "x", 4), new(IssueCodes.MissingValue, "x", 3)],
            spark.Result.Rows.Reasons);
    }

    [Fact]
    public async Task A_number_too_large_for_a_double_is_not_finite_and_one_too_small_is_0()
    {
        var spark = await SparkAsync(Header + Six + Rows("1e400", "-1e400", "1e308", "1e-400"));
        Assert.Equal([new(IssueCodes.NotFinite, "x", 3)], spark.Result.Rows.Reasons);
        Assert.Equal(0, spark.Result.Features[0].All.Min);
    }

    [Fact]
    public async Task Minus_nought_is_nought()
    {
        var spark = await SparkAsync(Header + Six + Rows("-0", "-0.0", "0", "-0e5"));
        Assert.Equal(10, spark.Result.Rows.Used);
        Assert.False(double.IsNegative(spark.Result.Features[0].All.Min));
    }

    [Fact]
    public async Task Headers_never_become_SQL()
    {
        var hostile = "\"'); drop view rows; --\",\"a\"\"b`c\",back\\slash,m,value,reason,${x}\n";
        var spark = await SparkAsync(
            hostile + string.Join(
                "", Numbered(12).Select(i => $"r{i},{i},{i * i % 7},{i % 5 * 3},{i * 2 % 11},{i % 3},{i % 4}\n")),
            new() { K = 3 });
        Assert.Equal(12, spark.Result.Rows.Used);
        Assert.Equal(["'); drop view rows; --", "a\"b`c", "back\\slash", "m", "value", "reason", "${x}"],
            spark.Result.Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task Values_of_categories_never_become_SQL()
    {
        string[] kinds = ["'); drop view rows; --", "it's", "back\\slash\\'", "${x}", "`"];
        var spark = await SparkAsync(
            "kind,x,y\n" + string.Join("", Numbered(30).Select(i => $"{kinds[i % 5]},{i % 2 * 50 + i},{i}\n")), Two);
        var seen = spark.Result.Segments.SelectMany(segment => segment.Categories).SelectMany(mix => mix.Values)
            .Select(value => value.Value);
        Assert.Equal(kinds.Order(StringComparer.Ordinal), seen.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_name_never_becomes_SQL_or_a_pattern()
    {
        var file = Path.Combine(
            Path.GetDirectoryName(engines.NewPath())!, "o'hara [1] {2,3} *? `drop view rows`; -- \\ %20.csv");
        await File.WriteAllTextAsync(file, Header + Six);
        Assert.Equal(6, (await engines.SameAsync(file, Two)).Spark.Result.Rows.Used);
    }

    [Fact]
    public async Task Deviations_divide_by_the_number_of_rows()
    {
        var spark = await SparkAsync("x,y\n2,20\n4,40\n4,40\n4,45\n5,50\n5,55\n7,70\n9,90\n", Two);
        Assert.Equal((2.0, 5.0), (spark.Result.Features[0].All.Deviation, spark.Result.Features[0].Centre));
        Assert.Equal(2, spark.Result.Features[0].Scale);
    }

    [Fact]
    public async Task Quartiles_are_exact_and_interpolated()
    {
        var spark = await SparkAsync("x,y\n1,5\n2,5\n3,6\n4,60\n", new() { K = 2, Scaling = Scaling.Robust });
        var x = spark.Result.Features[0];
        Assert.Equal((1.75, 2.5, 3.25), (x.All.Q25, x.All.Median, x.All.Q75));
        Assert.Equal((2.5, 1.5), (x.Centre, x.Scale));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_header()
    {
        var (_, spark) = await engines.SameAsync(
            engines.FileOf([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Header + Six)]), Two);
        Assert.True(spark.Result.Dialect.Bom);
        Assert.Equal("name", spark.Result.Columns[0].Name);
    }

    [Fact]
    public async Task A_carriage_return_before_the_line_end_is_no_part_of_the_last_cell()
    {
        var spark = await SparkAsync((Header + Six).Replace("\n", "\r\n") + "g,2,\r\n");
        Assert.Equal((6, "\r\n"), (spark.Result.Rows.Used, spark.Result.Dialect.Newline));
        Assert.EndsWith("\r\n", spark.Text("assignments.csv"));
    }

    [Fact]
    public async Task A_carriage_return_alone_ends_no_line()
    {
        Assert.Equal(
            DataErrors.NoDataRows.Code,
            (await engines.RefusedAsync(engines.FileOf((Header + Six).Replace('\n', '\r')))).Code);
        var spark = await SparkAsync(Header + Six + "g\rh,2,11\n");
        Assert.Equal((7, 7), (spark.Result.Rows.Read, spark.Result.Rows.Used));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_last_line_without_an_end_gets_one(string end)
    {
        var spark = await SparkAsync((Header + Six).TrimEnd().Replace("\n", end));
        Assert.Equal(6, spark.Result.Rows.Used);
        Assert.EndsWith(end, spark.Text("assignments.csv"));
    }

    [Fact]
    public async Task A_delimiter_at_the_end_of_a_line_makes_no_field()
    {
        var spark = await SparkAsync(Header + Six.Replace("\n", ",\n") + "g,2,11\nh,2,11,,\n");
        Assert.Equal((8, 7), (spark.Result.Rows.Read, spark.Result.Rows.Used));
    }

    [Fact]
    public async Task A_line_longer_than_1_MiB_is_read()
    {
        var half = new string('x', 600_000);
        var others = string.Concat(
            Six.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Insert(1, ",n") + "\n"));
        var spark = await SparkAsync($"name,note,x,y\n{half},{half},1,10\n{others}");
        Assert.Equal(7, spark.Result.Rows.Used);
        Assert.Contains(half, spark.Text("assignments.csv"));
    }

    [Fact]
    public async Task A_cell_longer_than_1_MiB_is_refused() => Assert.Equal(
        DataErrors.FieldTooLong.Code,
        (await engines.RefusedAsync(engines.FileOf(Header + Six + $"{new string('x', 1 << 21)},2,11\n"))).Code);

    [Fact]
    public async Task Blank_lines_are_no_rows_in_the_middle_or_at_the_end()
    {
        var spark = await SparkAsync(Header + "a,1,10\n\nb,2,11\n   \nc,3,12\nd,40,90\ne,41,91\nf,42,92\n\n\n\n");
        Assert.Equal((6, 6), (spark.Result.Rows.Read, spark.Result.Rows.Used));
        Assert.Equal([0L, 1, 2, 3, 4, 5], spark.Part(ResultParts.Points).Rows);
    }

    // A column is one of numbers when nine cells of ten are.
    static string Times(int times) => string.Concat(Enumerable.Repeat(Six, times));

    static string Rows(params string[] numbers) => string.Concat(numbers.Select((number, i) => $"r{i},{number},11\n"));

    static IEnumerable<int> Numbered(int count) => Enumerable.Range(1, count);

    static IEnumerable<(long Line, string Value, string Code)> Excluded(Answer answer) =>
        answer.Text("excluded.csv").TrimEnd().Split('\n')[1..]
            .Select(line => line.Split(','))
            .Select(cells => (long.Parse(cells[0]), cells[2].Trim('"', '\''), cells[3]));

    async Task<Answer> SparkAsync(string text, SegmentationSpec? spec = null) =>
        (await engines.SameAsync(engines.FileOf(text), spec ?? Two)).Spark;
}
