using Segmentation.Tests.Data;

namespace Segmentation.Tests.Input;

public sealed class BlankColumnsTests
{
    [Fact]
    public async Task Columns_separated_by_blanks_are_read_without_losing_the_first_row()
    {
        using var arrived = Source.Fixture("w14_fixed_width_no_header.txt");
        var source = await arrived.ReadAsync();
        var info = await source.InspectAsync(default);

        Assert.Equal(ColumnsBy.Width, info.Format.ColumnsBy);
        Assert.StartsWith("00001,19970101,1,16.42\n00001,19970102,2,77.03\n", await File.ReadAllTextAsync(source.Path));
        Assert.Equal((40, 4, 0), (info.Rows, info.Columns.Count, info.Dialect.HeaderRow));
        Assert.Equal(
            [ColumnRole.Customer, ColumnRole.Date, ColumnRole.Quantity, ColumnRole.Amount],
            info.Columns.Select(column => column.Role));
        Assert.Equal((20L, "Recency|Frequency|Monetary"),
            (info.Purchases!.Customers, string.Join('|', info.Suggested.Features)));
        var issue = Assert.Single(info.Issues, issue => issue.Code == IssueCodes.ColumnsByBlanks);
        Assert.Equal(
            (4L, "The text has no delimiters; its 4 columns were told apart by their places in the line."),
            (issue.Count, issue.Message));
    }

    [Theory]
    [InlineData(
        "name            age  annual income\nAnn Lee Smith    34      52036.8\nBob              51       4100.0\n"
            + "Cy van der Berg   7     120000.5\n\nDee Ng\n",
        "name,age,annual income\nAnn Lee Smith,34,52036.8\nBob,51,4100.0\nCy van der Berg,7,120000.5\n\nDee Ng,,\n")]
    [InlineData(
        "first name  visits  spend\nAlex Moor       12  1,234.5\nBert Dorn        3     17.0\n"
            + "Carl Hahn      140   -2.25\n",
        "first name,visits,spend\nAlex Moor,12,\"1,234.5\"\nBert Dorn,3,17.0\nCarl Hahn,140,-2.25\n")]
    [InlineData(
        "A11 6 A34 1169 good\nA12 48 A32 5951 bad\nA14 12 A34 2096 good\nA11 42 A32 7882 good\n",
        "A11,6,A34,1169,good\nA12,48,A32,5951,bad\nA14,12,A34,2096,good\nA11,42,A32,7882,good\n")]
    [InlineData(
        "id   age      spend\n1  34   5\n22      1     100.5\n3 7          12\n4 8 9\n5 1\n",
        "id,age,spend\n1,34,5\n22,1,100.5\n3,7,12\n4,8,9\n5,1\n", 51)]
    public async Task Cells_stay_whole_and_lines_stay_lines(string text, string csv, int more = 0)
    {
        // Enough lines that one with too few words is an exception.
        var rows = string.Concat(Enumerable.Repeat("6   7  8\n", more));
        using var arrived = new Source(Source.Utf8(text + rows));
        Assert.Equal(csv + rows.Replace("   ", ",").Replace("  ", ","), await arrived.TextAsync());
    }

    [Fact]
    public async Task Titles_above_the_places_are_one_cell_and_are_skipped()
    {
        using var arrived = new Source(Source.Utf8(
            "Customers; all branches\n   as of 31 January 2026\n\nname            age  annual income\n"
                + "Ann Lee Smith    34      52036.8\nBob              51       4100.0\n"
                + "Cy van der Berg   7     120000.5\nDee Ng           29       1250.0\n"));
        var source = await arrived.ReadAsync();
        var info = await source.InspectAsync(default);

        Assert.StartsWith(
            "Customers; all branches\nas of 31 January 2026\n\nname,age,annual income\nAnn Lee Smith,34,52036.8\n",
            await File.ReadAllTextAsync(source.Path));
        Assert.Equal((4, 3, 4), (info.Rows, info.Columns.Count, info.Dialect.HeaderRow));
        Assert.Equal(["age", "annual income"], info.Suggested.Features);
        Assert.Contains(info.Issues, issue => issue.Code == IssueCodes.TitleRowsSkipped);
    }

    [Fact]
    public async Task A_number_wider_than_all_before_stays_in_its_column()
    {
        string[] names = ["Ann Lee   ", "Bob       ", "Christian "];
        var narrow = string.Concat(
            Enumerable.Range(0, 600).Select(i => $"{names[i % 3]}    {10 + (i % 90)}    {i % 7}\n"));
        using var arrived = new Source(Source.Utf8(narrow + "Ann Lee     1234    5\nA very longer  99   2\n"));
        Assert.EndsWith("Ann Lee,1234,5\nA very longer,99,2\n", await arrived.TextAsync());
    }

    [Theory]
    [InlineData("comment\nvery good 12 34\nvery poor 13 35\nso so 14 36\nso so 15 37\n")]
    [InlineData("amount\n52 036\n41 100\n12 345\n90 000\n")]
    [InlineData("1 234 567\n2 345 678\n3 456 789\n4 567 890\n")]
    [InlineData(
        "2026-01-31 10:00:00 INFO 12 workers\n2026-01-31 10:00:01 WARN  1 worker\n2026-01-31 10:00:02 INFO 3 of\n")]
    [InlineData(
        "It was the best of times, it was the worst\nof times, it was the age of wisdom, it was\nthe age of 12\n")]
    [InlineData("phone\n030 1234 5678\n040 2345 6789\n089 3456 7890\n")]
    [InlineData("name,age\nAnn Lee,34\nBob Ray,51\nCyd May,47\n")]
    [InlineData("12,5\n13,6\n14,7\n15,8\n")]
    [InlineData("a;b c\n1;2  3\n4;5  6\n7;8  9\n")]
    [InlineData("1,   20,  30\n2,   21,  31\n3,   22,  32\n")]
    [InlineData("name\nAnn  Lee\nBob  Ray\nCyd  May\n")]
    [InlineData("remark\nvery good 12 34\nvery poor 13 35\nso so 14 36\nso so 15 37\nso so 16 38\nbad 17 39\n")]
    [InlineData("A letter.\n\nDear  all,\nwe met 12 of  you and\nsaw 3 or 4  others there\nin 2025. Yours  12\n")]
    public async Task What_has_delimiters_or_is_no_table_stays_as_it_is(string text)
    {
        using var arrived = new Source(Source.Utf8(text));
        var source = await arrived.ReadAsync();
        Assert.Equal((arrived.FilePath, null), (source.Path, source.Format.ColumnsBy));
    }

    [Fact]
    public async Task No_other_file_is_taken_for_one()
    {
        foreach (var file in Directory.GetFiles(CsvFile.Fixture(""), "*.csv"))
        {
            using var arrived = new Source(await File.ReadAllBytesAsync(file));
            try
            {
                Assert.Null((await arrived.ReadAsync()).Format.ColumnsBy);
            }
            catch (InvalidDatasetException)
            {
                // Some of them are no table at all.
            }
        }
    }

    [Fact]
    public async Task They_are_decoded_and_unpacked_first_and_nothing_else_is_left()
    {
        var text = "Müller   34  52\r\nÖzil     51  41\r\nGroß      7  12\r\n";
        using var arrived = new Source(Source.Gzip(Source.In("windows-1252", text)));
        var source = await arrived.ReadAsync();
        Assert.Equal("Müller,34,52\nÖzil,51,41\nGroß,7,12\n", await File.ReadAllTextAsync(source.Path));
        Assert.Equal(
            ("windows-1252", Packing.Gzip, ColumnsBy.Width),
            (source.Format.Encoding, source.Format.Packing, source.Format.ColumnsBy));
        Assert.Equal(["made.csv"], arrived.Left);
    }

    [Fact]
    public async Task A_line_longer_than_a_cell_may_be_is_refused()
    {
        var line = new string('9', 1 << 21);
        var rows = string.Concat(Enumerable.Repeat("7  8  9\n", 9_000));
        using var arrived = new Source(Source.Utf8($"{rows}{line}\n"));
        Assert.Equal(DataErrors.FieldTooLong.Code, (await arrived.RefusedAsync()).Code);
    }
}
