using Segmentation.Data;

namespace Segmentation.Tests.Data;

/// <summary>Columns of numbers as people's programs write them; values worked out by hand or read by pandas.</summary>
public sealed class NumberColumnTests
{
    [Theory]
    [InlineData("dollar_amounts.csv", "total_spend", "$", 48, new[] { 52036.82, 32802.63, 17711.6 })]
    [InlineData("percent.csv", "discount_share", "%", 48, new[] { 52.0, 32.8, 17.7 })]
    [InlineData("units.csv", "age", "yrs", 48, new[] { 41.0, 65, 22 })]
    [InlineData("units.csv", "tenure", "months", 48, new[] { 24.0, 33, 54 })]
    [InlineData("accounting_negatives.csv", "balance", null, 48, new[] { 52036.82, 32802.63, 17711.6 })]
    [InlineData("narrow_space_thousands.csv", "chiffre d’affaires", null, 48, new[] { 52036.82, 32802.63, 17711.6 })]
    public void Every_row_is_used_with_the_number_and_the_unit(
        string file, string column, string? unit, int rows, double[] values)
    {
        var read = Read(File.ReadAllText(CsvFile.Fixture(file)), column);
        Assert.Equal((unit, rows), (read.Unit, read.Values.Length));
        Assert.Equal(values, new[] { read.Values[0], read.Values[10], read.Values[^1] });
    }

    [Fact]
    public void Numbers_in_brackets_are_below_zero()
    {
        var balances = Read(File.ReadAllText(CsvFile.Fixture("accounting_negatives.csv")), "balance").Values;
        Assert.Equal([-156.85, -315.5, 20227.74], [balances[8], balances[18], balances[20]]);
    }

    [Fact]
    public void Some_cells_may_have_the_currency_and_others_none()
    {
        var text = File.ReadAllText(CsvFile.Fixture("some_dollar_cells.csv"));
        var info = DatasetReader.Inspect(CsvFile.Fixture("some_dollar_cells.csv"), CancellationToken.None);
        var column = info.Columns.Single(column => column.Name == "Purchase Amount (USD)");
        Assert.Equal(("$", ColumnRole.Feature, 0L, 0L), (column.Unit, column.Role, column.Missing, column.Invalid));
        Assert.Equal(39, Read(text, "Purchase Amount (USD)").Values.Length);   // six customers have no orders
        Assert.Equal([72.0, 86, 52], Read(text, "Purchase Amount (USD)").Values[..3]);
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('\u00A0')]
    [InlineData('\u2009')]
    [InlineData('\u202F')]
    [InlineData('\'')]
    [InlineData('\u2019')]
    public void Whatever_stands_between_the_thousands_leaves_the_comma_as_the_decimal_mark(char mark)
    {
        var text = File.ReadAllText(CsvFile.Fixture("narrow_space_thousands.csv")).Replace('\u202F', mark);
        using var file = new CsvFile(text);
        var info = file.Inspect();
        Assert.Equal((',', mark), (info.Dialect.Decimal, info.Dialect.Thousands));
        Assert.Equal([52036.82, 18902.45], Read(text, "chiffre d’affaires").Values[..2]);
    }

    [Theory]
    [InlineData("€ 1.200,50|€ 980,-|€ 12.000,-", "€", new[] { 1200.5, 980, 12000 })]
    [InlineData("1 200 kr|980 kr|12 000 kr", "kr", new[] { 1200.0, 980, 12000 })]
    [InlineData("1 200,50 zł|980,00 zł|12 000,00 zł", "zł", new[] { 1200.5, 980, 12000 })]
    [InlineData("CHF 1'200.50|CHF 980.00|CHF 12'000.00", "CHF", new[] { 1200.5, 980, 12000 })]
    [InlineData("R$ 1.200,50|R$ 980,00|R$ 12.000,00", "R$", new[] { 1200.5, 980, 12000 })]
    [InlineData("₹ 1,23,456.00|₹ 980.00|₹ 12,000.00", "₹", new[] { 123456.0, 980, 12000 })]
    [InlineData("1,234.50 EUR|980.00 EUR|12,000.00 EUR", "EUR", new[] { 1234.5, 980, 12000 })]
    [InlineData("£1,234.50|-£980.00|(£12.00)", "£", new[] { 1234.5, -980, -12 })]
    [InlineData("100.50|980.25-|12.00", null, new[] { 100.5, -980.25, 12 })]
    [InlineData("12 kg|1 kg|3.5 kg", "kg", new[] { 12.0, 1, 3.5 })]
    [InlineData("3 Jahre|1 Jahr|12 Jahre", "Jahre", new[] { 3.0, 1, 12 })]
    public void Currencies_and_units_of_any_country(string cells, string? unit, double[] values)
    {
        var three = cells.Split('|');
        var read = Read(Column(three), "x");
        Assert.Equal(unit, read.Unit);
        Assert.Equal(values, read.Values[..3]);
    }

    [Fact]
    public void A_column_has_its_own_decimal_mark()
    {
        var text = "a;b\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"{i}.200,5{i % 9};{i}.25\n"));
        Assert.Equal([1200.51, 2200.52], Read(text, "a").Values[..2]);
        Assert.Equal([1.25, 2.25], Read(text, "b").Values[..2]);
    }

    [Theory]
    [InlineData("1.234|5.678|9.012", "", 1.234, Severity.Warning)]
    [InlineData("1.234|5.678|9.012", ";2,5", 1234, Severity.Info)]
    [InlineData("1.234|5.678|9.012", ";2.5", 1.234, Severity.Info)]
    [InlineData("1.234|567|89", "", 1234, Severity.Warning)]   // decimals would not end just there
    public void A_mark_that_can_be_read_in_two_ways_is_told_and_the_other_columns_judge(
        string cells, string other, double first, Severity severity)
    {
        var three = Array.ConvertAll(cells.Split('|'), cell => cell + other);
        var text = $"x{(other.Length > 0 ? ";y" : "")}\n"
            + string.Concat(Enumerable.Range(0, 12).Select(i => three[i % 3] + "\n"));
        using var file = new CsvFile(text);
        var issue = file.Inspect().Issues.Single(issue => issue.Code == IssueCodes.AmbiguousDecimal);
        Assert.Equal((severity, "x", "1.234"), (issue.Severity, issue.Column, issue.Value));
        Assert.Contains("1.234 (decimal mark) or 1234 (thousands mark)", issue.Message);
        Assert.Equal(first, Read(text, "x").Values[0]);
    }

    [Fact]
    public void Nine_cells_of_ten_make_a_column_of_numbers_and_fewer_are_told()
    {
        using var nine = new CsvFile("id,a,b\n" + Rows(100, i => $"{i},{(i % 10 == 0 ? "x" : $"{i % 7}")},{i % 5}\n"));
        Assert.Equal(["a", "b"], nine.Inspect().Suggested.Features);
        Assert.Equal(10, nine.Inspect().Issues.Single(issue => issue.Code == IssueCodes.NotANumber).Count);

        using var eight = new CsvFile("id,a,b\n" + Rows(100, i => $"{i},{(i % 5 == 0 ? $"x{i}" : $"{i}")},{i % 5}\n"));
        Assert.Equal(["b"], eight.Inspect().Suggested.Features);
        var issue = eight.Inspect().Issues.Single(issue => issue.Code == IssueCodes.UnreadableNumbers);
        Assert.Equal((Severity.Warning, "a", "x0"), (issue.Severity, issue.Column, issue.Value));
        Assert.Contains("Of the 100 cells looked at 80 are numbers", issue.Message);
    }

    [Fact]
    public void Two_currencies_in_one_column_are_not_added_up_and_are_told()
    {
        using var file = new CsvFile("id,a,b\n" + Rows(60, i => $"{i},{(i % 2 == 0 ? "$" : "€")}{i},{i % 5}\n"));
        var issue = file.Inspect().Issues.Single(issue => issue.Code == IssueCodes.UnreadableNumbers);
        Assert.Contains("several units (\"$\", \"€\")", issue.Message);
        Assert.Equal(["b"], file.Inspect().Suggested.Features);
    }

    [Theory]
    [InlineData("C10001|C10002|C10003")]
    [InlineData("PEN001|PEN002|PEN003")]
    [InlineData("Q1|Q2|Q3")]
    public void A_code_is_no_number(string cells)
    {
        using var file = new CsvFile(Column(cells.Split('|')));
        Assert.Equal(ColumnType.Text, file.Inspect().Columns[1].Type);
    }

    [Fact]
    public void Words_for_missing_are_missing_and_counted()
    {
        using var table = Load("words_for_missing.csv");
        var clean = table.Clean(new(), CancellationToken.None);
        Assert.Equal((48, 33, 0), (clean.Rows.Read, clean.Rows.Used, clean.Rows.Imputed));
        Assert.Equal(
            [("age", 5L), ("income", 6L), ("visits", 4L)],
            table.Issues.Where(issue => issue.Code == IssueCodes.MissingValues)
                .Select(issue => (issue.Column!, issue.Count)));
        Assert.Contains("unknown", table.Dialect.Missing);
        Assert.Contains("-", table.Dialect.Missing);
    }

    [Fact]
    public void A_number_that_may_stand_for_a_missing_one_is_told_and_stays_a_number()
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture("sentinel_999.csv"), CancellationToken.None);
        var issue = info.Issues.Single(issue => issue.Code == IssueCodes.SentinelValues);
        Assert.Equal(("days_since_contact", "999", 16L), (issue.Column, issue.Value, issue.Count));
        Assert.Contains("the largest other number is 66", issue.Message);
        using var table = Load("sentinel_999.csv");
        Assert.Equal(issue, table.Issues.Single(each => each.Code == IssueCodes.SentinelValues));
        Assert.Equal(999, table.Clean(new(), CancellationToken.None).Values[10, 1]);
    }

    [Theory]
    [InlineData("-1", "5", "-1")]       // days since a contact that never was
    [InlineData("9999", "70", "9999")]
    [InlineData("99", "70", null)]      // an age
    [InlineData("999", "1500", null)]
    [InlineData("-1", "-5", null)]      // a balance
    public void Only_numbers_far_from_all_others(string value, string other, string? found)
    {
        using var file = new CsvFile("a,b\n"
            + Rows(40, i => $"{(i % 4 == 0 ? value : i % 4 == 1 ? other : $"{i}")},{i % 7}\n"));
        Assert.Equal(
            found, file.Inspect().Issues.SingleOrDefault(issue => issue.Code == IssueCodes.SentinelValues)?.Value);
    }

    /// <summary>Twelve rows of a name, one of three cells, and another number.</summary>
    static string Column(string[] three) =>
        "name\tx\ty\n" + Rows(12, i => $"n{i % 4}\t{three[i % 3]}\t{i * i % 7}\n");

    static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(row));

    static (string? Unit, double[] Values) Read(string text, string column)
    {
        using var file = new CsvFile(text);
        using var table = file.Load();
        var clean = table.Clean(new(), CancellationToken.None);
        var at = table.FeatureColumns.Select(each => each.Name).ToList().IndexOf(column);
        return (table.FeatureColumns[at].Unit, clean.Values.Column(at).ToArray());
    }

    static Table Load(string file) => DatasetReader.Load(CsvFile.Fixture(file), new(), null, CancellationToken.None);
}
