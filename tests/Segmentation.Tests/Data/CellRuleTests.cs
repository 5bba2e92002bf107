using System.Text;
using Segmentation.Data;
using Segmentation.Output;
using Segmentation.Spark.Sql;

namespace Segmentation.Tests.Data;

/// <summary>Rules about cells that both engines follow: what the code here does, and that the SQL is made of the
/// same.</summary>
public sealed class CellRuleTests
{
    static readonly NumberForm[] WithPoint = [NumberForm.Plain((byte)'.')];

    [Fact]
    public void The_texts_for_a_missing_number() => Assert.Subset(
        CellText.MissingMarkers.ToHashSet(),
        new HashSet<string> { "", "-", "?", "na", "n/a", "nan", "null", "none", "#n/a", "#value!", "unknown" });

    [Theory]
    [InlineData("", true)]
    [InlineData("?", true)]
    [InlineData("N/A", true)]
    [InlineData("NaN", true)]
    [InlineData("None", true)]
    [InlineData("#VALUE!", true)]
    [InlineData("#N/A", true)]
    [InlineData("--", true)]
    [InlineData("nil", true)]
    [InlineData("—", true)]
    [InlineData("Unknown", true)]
    [InlineData("Keine Angabe", true)]
    [InlineData("#DIV/0!", true)]
    [InlineData("\\N", true)]
    [InlineData("---", false)]
    [InlineData("nullable", false)]
    [InlineData("#value", false)]
    [InlineData("nullnull", false)]
    public void Missing_in_any_case(string text, bool isMissing) =>
        Assert.Equal(isMissing, CellText.IsMissing(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Every_missing_text_and_infinity_is_read_as_one_and_is_in_the_SQL()
    {
        var sql = NumberSql.Uncommon("texts", WithPoint);
        Assert.All(CellText.MissingMarkers, text =>
        {
            Assert.True(double.IsNaN(Read(text)) && NotNumber.FaultOf(Read(text)) == Fault.Missing);
            Assert.Contains(SqlText.Quote(text), sql);
        });
        Assert.All(CellText.Infinities, text =>
        {
            Assert.Equal(Fault.NotFinite, NotNumber.FaultOf(Read(text)));
            Assert.Contains($"'{text}'", sql);
        });
    }

    [Fact]
    public void The_longest_number_is_read_and_one_digit_more_is_none()
    {
        Assert.Equal(1_024, DatasetLimits.LongestNumber);
        Assert.Equal(7, Read(new string('0', DatasetLimits.LongestNumber - 1) + "7"));
        Assert.Equal(Fault.NotANumber, NotNumber.FaultOf(Read(new string('0', DatasetLimits.LongestNumber) + "7")));
        Assert.Contains($"> {DatasetLimits.LongestNumber} then null", NumberSql.Uncommon("texts", WithPoint));
    }

    [Fact]
    public void Every_mark_between_groups_is_read_and_is_in_the_SQL() => Assert.All(Thousands.Others, mark =>
    {
        Assert.Equal(1234, Read($"1{mark}234"));
        Assert.Contains(mark == '\'' ? "\\'" : $"{mark}", NumberSql.Uncommon("texts", WithPoint));
    });

    [Fact]
    public void A_formula_begins_with_a_sign_or_what_a_spreadsheet_skips() =>
        Assert.Equal("=+-@\t\r\n＝＋－＠", SafeCsv.FormulaStarts);

    [Fact]
    public void Every_beginning_of_a_formula_is_defused_everywhere_and_is_in_the_SQL()
    {
        Assert.Contains("rlike '^[=+\\\\-@\\\\t\\\\r\\\\n＝＋－＠]'", CellSql.IsRisky("c", '.'));
        Assert.All(SafeCsv.FormulaStarts, start =>
        {
            Assert.True(SafeCsv.IsRisky(Encoding.UTF8.GetBytes($"{start}x"), (byte)'.'));
            Assert.Matches($"^{CellSql.FormulaStart}", $"{start}x");
            if (start != '\n') Assert.Contains($"contains(line, '{start}')", CellSql.MayBeRisky("line"));
            Assert.Contains($"'{start}x", Report($"{start}x"));
        });
    }

    [Theory]
    [InlineData("=x", true)]
    [InlineData("-x", true)]
    [InlineData("\tx", true)]
    [InlineData("＠x", true)]
    [InlineData("x=", false)]
    [InlineData("é", false)]
    [InlineData("-", false)]
    [InlineData("-1.5", false)]
    [InlineData("\uFF0Ex", false)]   // begins with the same byte as the full-width signs
    public void A_file_with_such_a_cell_is_found(string cell, bool isFound)
    {
        using var file = new CsvFile($"name,x\na,1\n{cell},2\nb,3\nc,5\n");
        using var table = file.Load();
        var risk = new RiskScan(table.Layout);
        risk.Look(0);
        Assert.Equal(isFound, risk.Found);
    }

    static double Read(string text) => NumberReader.Read(Encoding.UTF8.GetBytes(text), NumberForm.Plain((byte)'.'));

    static string Report(string cell)
    {
        var folder = Directory.CreateTempSubdirectory("segmentation-").FullName;
        try
        {
            var report = new CsvReport("cell");
            report.Add(cell);
            report.Write(folder, "report.csv");
            return File.ReadAllText(Path.Combine(folder, "report.csv"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
