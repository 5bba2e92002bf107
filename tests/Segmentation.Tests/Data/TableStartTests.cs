using Segmentation.Data;

namespace Segmentation.Tests.Data;

/// <summary>Where a table begins and ends in a file as people have it.</summary>
public sealed class TableStartTests
{
    [Theory]
    [InlineData("title_lines.csv", 4, 3, "age|income|visits", 52036.82)]
    [InlineData("comment_lines.csv", 3, 2, "age|income|visits", 52036.82)]
    [InlineData("no_header.csv", 0, 0, "column_2|column_3|column_4", 52036.82)]
    [InlineData("total_at_end.csv", 1, 0, "age|income|visits", 52036.82)]
    [InlineData("blanks_before_quotes.csv", 1, 0, "AGE|SPEND", 52036.82)]
    [InlineData("newline_in_header.csv", 1, 0, "age\n(years)|income\nper year|visits", 52036.82)]
    public void All_48_customers_are_read_and_nothing_else(
        string file, int header, int skipped, string features, double second)
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture(file), CancellationToken.None);
        using var table = DatasetReader.Load(CsvFile.Fixture(file), new(), null, CancellationToken.None);
        var clean = table.Clean(new(), CancellationToken.None);
        Assert.Equal((header, skipped), (info.Dialect.HeaderRow, info.Dialect.SkippedRows));
        Assert.Equal(features.Split('|'), info.Suggested.Features);
        Assert.Equal((48, 48, 48), (info.Rows, clean.Rows.Read, clean.Rows.Used));
        Assert.Equal((41.0, second), (clean.Values[0, 0], clean.Values[0, 1]));
        Assert.Equal(17711.6, clean.Values[47, 1]);
    }

    [Theory]
    [InlineData("title_lines.csv", IssueCodes.TitleRowsSkipped, Severity.Info, 1, 3, "Customer report")]
    [InlineData("comment_lines.csv", IssueCodes.TitleRowsSkipped, Severity.Info, 1, 2, "# monthly export")]
    [InlineData("sep_line.csv", IssueCodes.TitleRowsSkipped, Severity.Info, 1, 1, "sep=")]
    [InlineData("no_header.csv", IssueCodes.NoHeader, Severity.Warning, 1, 1, null)]
    [InlineData("total_at_end.csv", IssueCodes.TotalRow, Severity.Warning, 50, 1, "Total")]
    public void What_is_skipped_is_said(
        string file, string code, Severity severity, long line, long count, string? value)
    {
        var issue = DatasetReader.Inspect(CsvFile.Fixture(file), CancellationToken.None).Issues
            .Single(issue => issue.Code == code);
        Assert.Equal((severity, line, count, value), (issue.Severity, issue.Row!.Value, issue.Count, issue.Value));
    }

    [Fact]
    public void A_small_file_without_a_header_keeps_its_first_customer()
    {
        using var file = new CsvFile("1;5,5;7\n2;6,5;9\n3;8,5;4\n");
        using var table = file.Load();
        Assert.Equal(["column_1", "column_2", "column_3"], table.Columns.Select(column => column.Name));
        var values = table.Clean(new(), CancellationToken.None).Values;
        Assert.Equal([5.5, 6.5, 8.5], values.Column(values.Columns - 2).ToArray());
    }

    [Theory]
    [InlineData("customer,2021,2022\nAnn,530.5,8\nBob,12,9\nCid,77.1,5\n")]    // years above the sales of them
    [InlineData(",a,b\n0,5,6\n1,7,8\n2,9,1\n")]
    [InlineData("#,a,b\n1,5,6\n2,7,8\n3,9,1\n")]
    [InlineData("name,a\nx,5\ny,7\nz,9\n")]
    public void A_header_is_a_header(string text)
    {
        using var file = new CsvFile(text);
        Assert.Equal((1, 3L), (file.Inspect().Dialect.HeaderRow, file.Inspect().Rows));
    }

    [Theory]
    [InlineData("Report\n\nname;a;b\nx;5;6\ny;7;8\nz;9;1\n", 3, 2)]
    [InlineData("Report of March; all shops\nname;a;b;c\nx;5;6;2\ny;7;8;1\nz;9;1;4\n", 2, 1)]
    [InlineData("sep=;\nReport\nname;a;b\nx;5;6\ny;7;8\nz;9;1\n", 3, 2)]
    [InlineData("\n\nname;a;b\nx;5;6\ny;7;8\nz;9;1\n", 3, 2)]
    [InlineData("# made by x\na\n5\n7\n9\n", 2, 1)]
    [InlineData("Report;;\n1;5;6\n2;7;8\n3;9;1\n", 0, 1)]
    public void Titles_of_other_shapes(string text, int header, int skipped)
    {
        using var file = new CsvFile(text);
        var info = file.Inspect();
        Assert.Equal((header, skipped, 3L), (info.Dialect.HeaderRow, info.Dialect.SkippedRows, info.Rows));
        Assert.Equal(skipped, info.Issues.Single(issue => issue.Code == IssueCodes.TitleRowsSkipped).Count);
        Assert.Equal(header == 0 ? "1" : text.Contains("name") ? "x" : "5",
            DatasetReader.Preview(file.Path, info, 1, CancellationToken.None).Rows[0].Cells[0]);
    }

    [Fact]
    public void A_decimal_comma_between_commas_is_refused_and_not_split()
    {
        using var file = new CsvFile("amount\n12,5\n13,7\n14,1\n");
        using var table = file.Load();
        Assert.Throws<InvalidDatasetException>(() => table.Clean(new(), CancellationToken.None));
    }

    [Theory]
    [InlineData("Summe;18;12\n")]
    [InlineData("Grand Total:;18;12\n\n\n")]
    [InlineData(";TOTAL;12\n")]
    public void A_line_of_totals_is_no_customer(string last)
    {
        using var file = new CsvFile("name;a;b\nx;5;6\ny;7;2\nz;6;4\n" + last);
        Assert.Equal(3, file.Inspect().Rows);
        using var table = file.Load();
        Assert.Equal(3, table.Clean(new(), CancellationToken.None).Rows.Used);
    }

    [Fact]
    public void A_name_like_total_in_the_middle_is_a_customer()
    {
        using var file = new CsvFile("name;a;b\nTotal;5;6\ny;7;2\nTotally Ltd;6;4\n");
        Assert.Equal(3, file.Inspect().Rows);
    }

    [Fact]
    public void Delimiters_and_quotes_inside_quotes_behind_a_blank_belong_to_the_cell()
    {
        using var file = new CsvFile("a, name, b\n1, \"x, \"\"y\"\"\", 2\n3, \"z\", 4\n5, \"w\", 7\n");
        var info = file.Inspect();
        Assert.Equal(
            "x, \"y\"", DatasetReader.Preview(file.Path, info, 1, CancellationToken.None).Rows[0].Cells[1]);
        using var stray = new CsvFile("a, name\n1, x \"y\"\n2, z\n3, w\n");
        Assert.Equal(DataErrors.StrayQuote.Code, stray.Refused().Code);
    }
}
