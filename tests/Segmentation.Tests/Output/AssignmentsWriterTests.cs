using System.Text;
using Segmentation.Data;
using Segmentation.Output;
using Segmentation.Tests.Data;

namespace Segmentation.Tests.Output;

public sealed class AssignmentsWriterTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-").FullName;

    [Fact]
    public void New_cells_stand_before_the_line_end_and_the_rest_is_untouched()
    {
        var text = Write(CsvFile.Fixture("utf8_bom_crlf_no_newline_at_end.csv"));
        Assert.Equal(
            "\uFEFFid,Age,Spend,cluster,segment_name,silhouette,distance\r\n1,34,120.5,1,First,,0.000000\r\n"
            + "2,45,80.25,2,\"Second, \"\"S\"\"\",0.500000,1.250000\r\n"
            + "3,23,300,1,First,,2.500000\r\n4,51,15.75,2,\"Second, \"\"S\"\"\",0.500000,3.750000\r\n"
            + "5,38,99.9,1,First,,5.000000\r\n",
            text);
    }

    [Fact]
    public void Numbers_have_the_decimal_mark_and_delimiter_of_the_file()
    {
        var lines = Write(CsvFile.Fixture("semicolon_decimal_comma.csv")).Split('\n');
        Assert.Equal("Kundennummer;Alter;Umsatz;cluster;segment_name;silhouette;distance", lines[0]);
        Assert.Equal("2;45;80,25;2;\"Second, \"\"S\"\"\";0,500000;1,250000", lines[2]);
    }

    [Fact]
    public void Excluded_rows_and_blank_lines_are_left_out()
    {
        var lines = Write(CsvFile.Fixture("ragged.csv")).Split('\n');
        Assert.Equal(["1,34,120.5,1,First,,0.000000", "3,23,300,2,\"Second, \"\"S\"\"\",0.500000,1.250000",
            "5,38,99.9,1,First,,2.500000", ""], lines[1..]);
    }

    [Fact]
    public void An_empty_field_at_the_end_of_rows_does_not_shift_the_new_cells()
    {
        var lines = Write(CsvFile.Fixture("trailing_delimiter.csv")).Split('\n');
        Assert.Equal("1,34,120.5,1,First,,0.000000", lines[1]);
    }

    [Fact]
    public void Taken_names_get_a_number()
    {
        var header = Write(CsvFile.Fixture("mall_with_earlier_result_like.csv")).Split('\n')[0];
        Assert.EndsWith(
            ",cluster,segment_name,silhouette,distance,cluster_2,segment_name_2,silhouette_2,distance_2", header);
    }

    [Fact]
    public void Chunks_of_a_large_file_stand_in_order()
    {
        var rows = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"C{i:D7},{i % 91},\"{i}\n\"\n"));
        using var file = new CsvFile("id,a,b\n" + rows);
        var text = Write(file.Path);
        var ids = text.Split("C")[1..].Select(part => int.Parse(part[..7]));
        Assert.Equal(Enumerable.Range(0, 300_000), ids);
        Assert.Contains(
            $"C0299999,{299_999 % 91},\"299999\n\",2,\"Second, \"\"S\"\"\",0.500000,{299_999 * 1.25:0.000000}\n", text);
    }

    [Fact]
    public void No_safe_file_is_written_when_there_is_nothing_to_defuse()
    {
        Write(CsvFile.Fixture("Mall_Customers.csv"));
        Assert.False(File.Exists(Path.Combine(_folder, AssignmentsWriter.SafeFileName)));
    }

    [Fact]
    public void Formulas_are_defused_in_the_safe_file_and_numbers_are_not_touched()
    {
        var raw = Write(CsvFile.Fixture("script_and_formulas.csv"));
        var safe = File.ReadAllText(Path.Combine(_folder, AssignmentsWriter.SafeFileName)).Split('\n');

        Assert.Contains("\"=HYPERLINK(\"\"http://x\"\")\",-5.00", raw);
        Assert.StartsWith("id,<script>alert(1)</script>,name,\"'=Spend\",cluster", safe[0]);
        Assert.StartsWith("1,34,\"'=HYPERLINK(\"\"http://x\"\")\",-5.00,", safe[1]);
        Assert.StartsWith("2,45,\"'@cmd\",+1.5,", safe[2]);
        Assert.StartsWith("3,23,\"<img src=x onerror=alert(1)>\",\"-1,234.56\",", safe[3]);
        Assert.StartsWith("4,51,\"'+1+cmd\",1e-3,", safe[4]);
    }

    [Theory]
    [InlineData("=1+1", true)]
    [InlineData("+cmd", true)]
    [InlineData("-2+3", true)]
    [InlineData("@x", true)]
    [InlineData("\tx", true)]
    [InlineData("\rx", true)]
    [InlineData("＝1", true)]
    [InlineData("＋1", true)]
    [InlineData("－1", true)]
    [InlineData("＠x", true)]
    [InlineData("-5.00", false)]
    [InlineData("+1.5", false)]
    [InlineData("-1,234.56", false)]
    [InlineData("-1e-3", false)]
    [InlineData("-", false)]
    [InlineData("a=b", false)]
    [InlineData("", false)]
    public void Knows_what_a_spreadsheet_takes_for_a_formula(string cell, bool risky) =>
        Assert.Equal(risky, SafeCsv.IsRisky(Encoding.UTF8.GetBytes(cell), (byte)'.'));

    [Theory]
    [InlineData(0, "0.000000")]
    [InlineData(1.5, "1.500000")]
    [InlineData(-0.25, "-0.250000")]
    [InlineData(-0.0000001, "0.000000")]
    [InlineData(0.9999996, "1.000000")]
    [InlineData(123456.789, "123456.789000")]
    [InlineData(1234567890.5, "1234567890.5")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "")]
    public unsafe void Numbers_have_six_decimals(double value, string text)
    {
        var bytes = stackalloc byte[FixedNumber.MaxBytes];
        var end = FixedNumber.Write(value, (byte)'.', bytes);
        Assert.Equal(text, Encoding.ASCII.GetString(bytes, (int)(end - bytes)));
    }

    [Fact]
    public async Task A_variant_has_another_delimiter_and_decimal_mark()
    {
        using var source = new MemoryStream("id,name,x\n1,\"a,b\",1.5\n2,c;d,-3\n3,e,\"1,234.5\"\n"u8.ToArray());
        using var written = new MemoryStream();
        await AssignmentsVariant.WriteAsync(
            source, new(), new(';', ',', Bom: true, Safe: true), written, CancellationToken.None);
        Assert.Equal(
            "\uFEFFid;name;x\n1;\"a,b\";1,5\n2;\"c;d\";-3\n3;e;1.234,5\n", Encoding.UTF8.GetString(written.ToArray()));
    }

    [Fact]
    public async Task A_variant_of_many_blocks_read_back_has_the_same_values()
    {
        var path = CsvFile.Fixture("customers_3k.csv");
        using var source = new MemoryStream(File.ReadAllBytes(path));
        using var written = new MemoryStream();
        await AssignmentsVariant.WriteAsync(
            source, new(), new('\t', ',', Bom: false, Safe: false), written, CancellationToken.None);
        using var file = new CsvFile(written.ToArray());
        using var original = DatasetReader.Load(path, new(), null, CancellationToken.None);
        using var copy = file.Load();

        Assert.Equal(('\t', ','), (copy.Dialect.Delimiter, copy.Dialect.Decimal));
        Assert.Equal(Spend(original), Spend(copy));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static double[] Spend(Table table) =>
        table.Clean(new(), CancellationToken.None).Values.Column(1).ToArray();

    /// <summary>Two segments in turn; the second has a silhouette and a name that needs quotes.</summary>
    string Write(string path)
    {
        using var table = DatasetReader.Load(path, new(), null, CancellationToken.None);
        var clean = table.Clean(new(), CancellationToken.None);
        var labels = Enumerable.Range(0, clean.Values.Rows).Select(i => (byte)(i % 2)).ToArray();
        var assignments = new Assignments(
            labels, ["First", "Second, \"S\""],
            (first, values) => Fill(values, i => (first + i) % 2 == 1 ? 0.5 : double.NaN),
            (first, values) => Fill(values, i => (first + i) * 1.25));
        var files = AssignmentsWriter.Write(clean, assignments, _folder, null, CancellationToken.None);
        Assert.Equal((AssignmentsWriter.FileName, (long)clean.Values.Rows), (files[0].Name, files[0].Rows));
        return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(_folder, AssignmentsWriter.FileName)));
    }

    static void Fill(Span<double> values, Func<int, double> value)
    {
        for (var i = 0; i < values.Length; i++) values[i] = value(i);
    }
}
