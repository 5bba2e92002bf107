using Segmentation.Data;
using Segmentation.Settings;

namespace Segmentation.Tests.Data;

/// <summary>Files that are read otherwise than they would be; values worked out by hand.</summary>
public sealed class AskedReadingTests
{
    // Both delimiters split every line.
    static readonly string TwoWays = Lines("a,b;c,d", i => $"{i * 3 % 7},5;{i * 2},{i % 5}5");

    [Fact]
    public void The_delimiter_that_was_asked_for_splits_the_lines()
    {
        using var file = new CsvFile(TwoWays);
        Assert.Equal(',', file.Inspect().Dialect.Delimiter);

        var reading = new FileReading { Delimiter = FieldDelimiter.Semicolon };
        var info = file.Inspect(reading);
        Assert.Equal((';', ',', 1.0), (info.Dialect.Delimiter, info.Dialect.Decimal, info.Dialect.Confidence));
        Assert.Equal(["a,b", "c,d"], info.Columns.Select(column => column.Name));
        Assert.Equal([6.5, 4.25], Row(file, reading, 2));
    }

    [Theory]
    [InlineData(null, null, '.', 1.234)]
    [InlineData(DecimalMark.Point, null, '.', 1.234)]
    [InlineData(DecimalMark.Comma, null, ',', 1234)]
    [InlineData(null, ThousandsMark.Point, ',', 1234)]
    [InlineData(null, ThousandsMark.Comma, '.', 1.234)]
    [InlineData(null, ThousandsMark.None, '.', 1.234)]
    [InlineData(null, ThousandsMark.Space, '.', 1.234)]
    public void A_mark_that_can_be_read_in_two_ways_is_what_was_asked_for(
        DecimalMark? mark, ThousandsMark? thousands, char found, double first)
    {
        using var file = new CsvFile(Lines("x", i => $"{i + 1}.23{(i + 4) % 10}"));
        var reading = new FileReading { Decimal = mark, Thousands = thousands };
        var info = file.Inspect(reading);

        Assert.Equal(found, info.Dialect.Decimal);
        Assert.Equal([first], Row(file, reading, 0));
        var isOpen = mark is null && thousands is null;
        Assert.Equal(isOpen, info.Issues.Any(issue => issue.Code == IssueCodes.AmbiguousDecimal));
    }

    [Fact]
    public void Only_the_thousands_mark_that_was_asked_for_stands_between_digits()
    {
        using var file = new CsvFile(Lines("x;y", i => $"{i + 1}'200,5;{i}") + "31 200,5;7\n");
        var reading = new FileReading { Thousands = ThousandsMark.Apostrophe };
        var (found, asked) = (file.Inspect(), file.Inspect(reading));

        Assert.Equal((0L, 1L), (found.Columns[0].Invalid, asked.Columns[0].Invalid));
        Assert.Equal(('\'', ','), (asked.Dialect.Thousands, asked.Dialect.Decimal));
        Assert.Equal([1200.5, 0], Row(file, reading, 0));
        Assert.Null(file.Inspect(new() { Thousands = ThousandsMark.None }).Dialect.Thousands);
    }

    [Fact]
    public void The_header_stands_in_the_line_that_was_asked_for()
    {
        using var file = new CsvFile("a,b\n\"c\nc\",d\n" + Lines("7,8", i => $"{i},{i * i}"));
        Assert.Equal((1, 0), Header(file.Inspect()));

        var asked = file.Inspect(new() { HeaderRow = 4 });
        Assert.Equal((4, 3), Header(asked));
        Assert.Equal(["7", "8"], asked.Columns.Select(column => column.Name));
        Assert.Equal(30L, asked.Rows);
        Assert.Contains(asked.Issues, issue => issue.Code == IssueCodes.TitleRowsSkipped && issue.Count == 3);
        Assert.Equal((2, 1), Header(file.Inspect(new() { HeaderRow = 2 })));
    }

    [Fact]
    public void Without_a_header_the_first_line_is_a_row()
    {
        using var file = new CsvFile(Lines("low,high", i => $"{i},{i * i}"));
        var reading = new FileReading { Header = HeaderChoice.None };
        var info = file.Inspect(reading);

        Assert.Equal((0, 0), Header(info));
        Assert.Equal((31L, "column_1", "column_2"), (info.Rows, info.Columns[0].Name, info.Columns[1].Name));
        Assert.Equal([1L, 1L], info.Columns.Select(column => column.Invalid ?? 0));
        Assert.DoesNotContain(info.Issues, issue => issue.Code == IssueCodes.NoHeader);
        var preview = DatasetReader.Preview(file.Path, info, 1, CancellationToken.None);
        Assert.Equal((1, "low"), (preview.Rows[0].Row, preview.Rows[0].Cells[0]));
    }

    [Theory]
    [InlineData("03/04/2026", null, true, null)]
    [InlineData("03/04/2026", DateParts.Dmy, true, DateParts.Dmy)]
    [InlineData("03/04/2026", DateParts.Mdy, true, DateParts.Mdy)]
    [InlineData("25/04/2026", null, true, DateParts.Dmy)]
    [InlineData("25/04/2026", DateParts.Mdy, false, DateParts.Mdy)]
    [InlineData("04/25/2026 10:15", null, true, DateParts.Mdy)]
    [InlineData("26-12-31", null, true, DateParts.Dmy)]
    [InlineData("26-12-31", DateParts.Ymd, true, DateParts.Ymd)]
    [InlineData("31.12.26", DateParts.Ymd, true, DateParts.Ymd)]
    [InlineData("31.12.2026", DateParts.Ymd, false, DateParts.Ymd)]
    [InlineData("2026-12-31", DateParts.Dmy, true, DateParts.Dmy)]
    public void Dates_are_those_in_the_order_that_was_asked_for(
        string cell, DateParts? asked, bool areDates, DateParts? order)
    {
        using var file = new CsvFile(Lines("spend;day", i => $"{i};{cell}"));
        var info = file.Inspect(new() { DateOrder = asked });
        Assert.Equal((areDates, order), (info.Columns[1].Type == ColumnType.Date, info.Dialect.DateOrder));
    }

    [Fact]
    public void Dates_in_two_orders_are_no_surprise_when_one_was_asked_for()
    {
        using var file = new CsvFile(Lines("spend;day", i => $"{i};{(i % 8 == 0 ? "4/25" : "25/4")}/2026"));
        bool IsTold(DatasetInfo info) => info.Issues.Any(issue => issue.Code == IssueCodes.MixedDates);
        Assert.True(IsTold(file.Inspect()));
        Assert.False(IsTold(file.Inspect(new() { DateOrder = DateParts.Dmy })));
    }

    // As of the day after the last one: 2026-12-31, and 2030-12-27.
    [Theory]
    [InlineData(DateParts.Ymd, 30)]
    [InlineData(DateParts.Dmy, 10_593)]
    public void The_days_before_a_day_are_counted_in_the_order_that_was_asked_for(DateParts order, double days)
    {
        using var file = new CsvFile(Lines("spend;day", i => $"{i};26-12-{i + 1:00}"));
        using var table = file.Load(
            new() { Dates = new Dictionary<string, DateUse> { ["day"] = DateUse.Recency } },
            new() { DateOrder = order });
        Assert.Equal([0, days], table.Loaded.Values.Select(column => column[0]));
    }

    [Fact]
    public void Words_and_numbers_are_missing_when_that_was_asked_for()
    {
        var cells = new[] { "999", "999,0", "fehlt", "FEHLT", "€ 999", "Übel", "99,9" };
        using var file = new CsvFile(
            Lines("x;y", i => $"{i},5;{i}") + string.Concat(cells.Select(cell => $"{cell};1\n")));
        var reading = ReadingSettings.WithMissing(new(), ["fehlt", " 999 ", "Übel"])!;
        var x = file.Inspect(reading).Columns[0];
        using var table = file.Load(reading: reading);
        var clean = table.Clean(new(), CancellationToken.None);

        Assert.Equal((6, 0L, 99.9), (x.Missing, x.Invalid, x.Max));
        Assert.Equal((31, 6L), (clean.Values.Rows, clean.Rows.Excluded));
        Assert.All(clean.Rows.Reasons, reason => Assert.Equal(IssueCodes.MissingValue, reason.Code));
        Assert.Contains("fehlt", table.Dialect.Missing);
    }

    [Fact]
    public void What_is_said_before_a_run_is_about_the_same_reading()
    {
        using var file = new CsvFile(Lines(
            "x,y", i => $"{(i % 4 == 0 ? 999 : i % 9)},{(i % 6 == 0 ? 999 : i % 7)}"));
        var reading = new FileReading { Missing = ["999"] };
        var none = CancellationToken.None;
        var forecast = RowForecast.Of(file.Path, file.Inspect(reading), new(), none, reading)!;
        var histograms = ColumnHistograms.Read(file.Path, none, reading);

        // 8 rows without x and 5 without y; 3 have neither.
        Assert.Equal((10, 10), (forecast.Least, forecast.Most));
        Assert.Equal([22, 25], histograms.Select(each => each.All.Sum()));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        using var file = new CsvFile("a,b\n\n\"c\nc\",d\n" + Lines("7,8", i => $"{i},{i * i}"));
        (string Code, FileReading Reading)[] cases =
        [
            ("CONTRADICTORY_READING", new() { Decimal = DecimalMark.Comma, Thousands = ThousandsMark.Comma }),
            ("CONTRADICTORY_READING", new() { HeaderRow = 1, Header = HeaderChoice.None }),
            ("DELIMITER_NOT_FOUND", new() { Delimiter = FieldDelimiter.Tab }),
            ("HEADER_ROW_NOT_FOUND", new() { HeaderRow = 2 }),
            ("HEADER_ROW_NOT_FOUND", new() { HeaderRow = 4 }),
            ("HEADER_ROW_NOT_FOUND", new() { HeaderRow = 90 }),
        ];
        foreach (var (code, reading) in cases) Assert.Equal(code, file.Refused(reading).Code);
        Assert.Contains("within a quoted cell", file.Refused(new() { HeaderRow = 4 }).Message);
        Assert.Contains("ends before it", file.Refused(new() { HeaderRow = 90 }).Message);
    }

    [Fact]
    public void The_same_words_in_another_order_and_case_are_the_same_reading()
    {
        var one = Read("missing", "N.V., 999 ,fehlt");
        var other = ReadingSettings.WithMissing(Read("missing", "FEHLT"), ["999", "", "n.v.", "999"])!;
        Assert.Equal(["999", "fehlt", "n.v."], one.Missing);
        Assert.Equal(one.Missing, other.Missing);
        Assert.Equal("999,fehlt,n.v.", ReadingSettings.Find("missing")!.TextOf(one));
    }

    [Theory]
    [InlineData("delimiter", "\t", "tab")]
    [InlineData("delimiter", "Semicolon", "semicolon")]
    [InlineData("thousands", " ", "space")]
    [InlineData("thousands", "none", "none")]
    [InlineData("decimal", ",", "comma")]
    [InlineData("headerRow", "12", "12")]
    [InlineData("header", "NONE", "none")]
    [InlineData("dateOrder", "dmy", "dmy")]
    [InlineData("dateOrder", " ", null)]
    public void A_setting_is_its_word_or_its_character(string name, string text, string? word) =>
        Assert.Equal(word, ReadingSettings.Find(name)!.TextOf(Read(name, text)));

    [Theory]
    [InlineData("delimiter", ":", "delimiter is comma, semicolon, tab or pipe.")]
    [InlineData("headerRow", "0", "headerRow is a whole number from 1 to 100.")]
    [InlineData("header", "3", "header is none.")]
    [InlineData("dateOrder", "ydm", "dateOrder is dmy, mdy or ymd.")]
    public void Another_word_is_refused_with_those_that_are_allowed(string name, string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(name, text)).Message);

    static FileReading Read(string name, string text) => ReadingSettings.Find(name)!.Apply(new(), text);

    static string Lines(string header, Func<int, string> row) =>
        $"{header}\n" + string.Concat(Enumerable.Range(0, 30).Select(i => row(i) + "\n"));

    static (int Row, int Skipped) Header(DatasetInfo info) => (info.Dialect.HeaderRow, info.Dialect.SkippedRows);

    static double[] Row(CsvFile file, FileReading reading, int row)
    {
        using var table = file.Load(reading: reading);
        return [.. table.Loaded.Values.Select(column => column[row])];
    }
}
