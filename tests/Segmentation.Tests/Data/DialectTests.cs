using Segmentation.Data;

namespace Segmentation.Tests.Data;

public sealed class DialectTests
{
    [Theory]
    [InlineData("semicolon_decimal_comma.csv", ';', ',', '.', new[] { 1234.56, 80.25, 12300, 15.75 })]
    [InlineData("tab_decimal_comma.csv", '\t', ',', '\u00A0', new[] { 0.5, 80.25, 1234.5 })]
    [InlineData("quoted_thousands.csv", ',', '.', ',', new[] { 1234.56, 80.25, 12300, 7 })]
    [InlineData("apostrophe_thousands.csv", ';', '.', '\'', new[] { 1234.5, 80.25, 12300 })]
    [InlineData("thin_space_thousands.csv", ';', '.', '\u2009', new[] { 1234.5, 80.25, 12300 })]
    [InlineData("pipe.csv", '|', '.', null, new[] { 120.5, 80.25, 300, 15.75, 99.9 })]
    [InlineData("sep_line.csv", ';', '.', null, new[] { 120.5, 80.25, 300, 15.75, 99.9 })]
    [InlineData("utf8_bom_crlf_no_newline_at_end.csv", ',', '.', null, new[] { 120.5, 80.25, 300, 15.75, 99.9 })]
    [InlineData("mixed_newlines_blank_lines.csv", ',', '.', null, new[] { 120.5, 80.25, 300 })]
    [InlineData("trailing_delimiter.csv", ',', '.', null, new[] { 120.5, 80.25, 300 })]
    public void Reads_the_numbers_as_they_are_meant(
        string file, char delimiter, char mark, char? thousands, double[] last)
    {
        using var table = DatasetReader.Load(CsvFile.Fixture(file), new(), null, CancellationToken.None);
        var clean = table.Clean(new(), CancellationToken.None);

        Assert.Equal(
            (delimiter, mark, thousands), (table.Dialect.Delimiter, table.Dialect.Decimal, table.Dialect.Thousands));
        Assert.Equal(last, clean.Values.Column(clean.Values.Columns - 1).ToArray());
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_first_name()
    {
        var info = DatasetReader.Inspect(
            CsvFile.Fixture("utf8_bom_crlf_no_newline_at_end.csv"), CancellationToken.None);
        Assert.True(info.Dialect.Bom);
        Assert.Equal(("id", "\r\n"), (info.Columns[0].Name, info.Dialect.Newline));
    }

    [Fact]
    public void Blank_lines_are_counted_and_are_no_rows()
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture("mixed_newlines_blank_lines.csv"), CancellationToken.None);
        var issue = Assert.Single(info.Issues);
        Assert.Equal((3, IssueCodes.BlankRows, 3L, 3L), (info.Rows, issue.Code, issue.Count, issue.Row));
    }

    [Fact]
    public void Points_that_may_be_thousands_marks_are_told()
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture("ambiguous_point.csv"), CancellationToken.None);
        Assert.Contains(info.Issues, issue => issue is { Code: IssueCodes.AmbiguousDecimal, Column: "Spend" });
    }

    [Fact]
    public void Line_ends_inside_quotes_belong_to_the_cell()
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture("quoted_newlines.csv"), CancellationToken.None);
        var preview = DatasetReader.Preview(CsvFile.Fixture("quoted_newlines.csv"), info, 2, CancellationToken.None);

        Assert.Equal(4, info.Rows);
        Assert.Equal("two\r\nlines, \"quoted\"", preview.Rows[0].Cells[1]);
        Assert.Equal((2, 4), (preview.Rows[0].Row, preview.Rows[1].Row));
    }

    [Fact]
    public void Names_that_stand_twice_or_not_at_all_become_unique()
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture("duplicate_and_empty_headers.csv"), CancellationToken.None);
        Assert.Equal(["Age", "Age_3", "column_3", "Age_2"], info.Columns.Select(column => column.Name));
        Assert.Equal([IssueCodes.DuplicateColumn, IssueCodes.EmptyColumnName], info.Issues.Select(issue => issue.Code));
    }

    [Fact]
    public void Strange_names_stay_as_they_are()
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture("emoji_names.csv"), CancellationToken.None);
        Assert.Equal(["id", "🎉 Spend", "__proto__"], info.Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData("a,b;c\n1,2;3\n4,5;6\n7,8;9\n", ',', ';')]
    [InlineData("a;b;c\n1,5;2,5;3,5\n1,6;2,7;3,8\n1,7;2,8;3,9\n", ';', null)]
    public void Alternatives_are_named(string text, char delimiter, char? alternative)
    {
        using var file = new CsvFile(text);
        var dialect = file.Inspect().Dialect;
        Assert.Equal(delimiter, dialect.Delimiter);
        Assert.Equal(alternative, dialect.Alternatives.Count > 0 ? dialect.Alternatives[0].Delimiter : null);
    }
}
