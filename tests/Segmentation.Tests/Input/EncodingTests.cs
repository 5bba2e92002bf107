using System.Text;

namespace Segmentation.Tests.Input;

public sealed class EncodingTests
{
    const string Towns = "name,town,age,spend\nA,Zürich,31,10.5\nB,Köln,45,22\nC,Oslo,52,8\nD,Málaga,28,40\n";

    [Fact]
    public async Task A_csv_in_utf8_stays_where_it_is()
    {
        using var source = new Source(Source.Utf8(Towns));
        var arrived = await source.ReadAsync();

        Assert.Equal(source.FilePath, arrived.Path);
        Assert.Equal(new SourceFormat { Encoding = "utf-8" }.ToString(), arrived.Format.ToString());
        Assert.Empty(source.Left);
    }

    // Numbers and counts by pandas: read_csv(sep=";", decimal=",", encoding="cp1252").
    [Fact]
    public async Task A_german_export_in_windows_1252_is_read_and_said()
    {
        using var source = Source.Fixture("i19_latin1.csv");
        var arrived = await source.ReadAsync();
        var info = await arrived.InspectAsync(CancellationToken.None);

        Assert.Equal(("windows-1252", true), (info.Format.Encoding, info.Format.EncodingGuessed));
        Assert.Equal(48, info.Rows);
        Assert.Equal(1_622_072.36 / 48, info.Columns[3].Mean!.Value, 1e-9);
        var issue = Assert.Single(info.Issues, issue => issue.Code == IssueCodes.EncodingGuessed);
        Assert.Equal((32, 3, "Köln"), (issue.Count, issue.Row, issue.Value));
        Assert.Equal(("Stadt", "München"), (issue.Examples[1].Column, issue.Examples[1].Value));
    }

    // By Python: "Łódź".encode("cp1250").decode(each).
    [Fact]
    public async Task Each_likely_encoding_shows_what_the_first_cells_would_be()
    {
        var polish = CodePagesEncodingProvider.Instance.GetEncoding("windows-1250")!;
        using var source = new Source(polish.GetBytes(Towns.Replace("Zürich", "Łódź").Replace("Köln", "K")
            .Replace("Málaga", "M")));
        var info = await (await source.ReadAsync()).InspectAsync(CancellationToken.None);

        var cells = info.Format.Encodings.ToDictionary(each => each.Encoding, each => string.Join('|', each.Cells));
        Assert.Equal(
            ("£ódŸ", "Łódź", "Јуdџ", "£ódŸ"),
            (cells["windows-1252"], cells["windows-1250"], cells["windows-1251"], cells["windows-1254"]));
        Assert.DoesNotContain("iso-8859-15", cells.Keys);   // it has a control character there
        Assert.Empty((await (await new Source(Source.Utf8(Towns)).ReadAsync())
            .InspectAsync(CancellationToken.None)).Format.Encodings);
    }

    // By pandas: read_csv(sep="\t", encoding="utf-16").
    [Fact]
    public async Task Unicode_text_of_excel_is_read()
    {
        using var source = Source.Fixture("i20_utf16_excel.txt");
        var info = await (await source.ReadAsync()).InspectAsync(CancellationToken.None);

        Assert.Equal(("utf-16", false), (info.Format.Encoding, info.Format.EncodingGuessed));
        Assert.Equal((48, '\t'), (info.Rows, info.Dialect.Delimiter));
        Assert.Equal(2_117.0 / 48, info.Columns[2].Mean!.Value, 1e-12);
        Assert.DoesNotContain(info.Issues, issue => issue.Code == IssueCodes.EncodingGuessed);
    }

    // By pandas: read_csv(encoding="cp1252").
    [Fact]
    public async Task One_blank_that_does_not_break_makes_it_windows_1252()
    {
        using var source = Source.Fixture("w01_wholesale_nbsp_cp1252.csv");
        var info = await (await source.ReadAsync()).InspectAsync(CancellationToken.None);

        Assert.Equal(("windows-1252", true, 30), (info.Format.Encoding, info.Format.EncodingGuessed, info.Rows));
        Assert.Equal(8, Assert.Single(info.Issues, issue => issue.Code == IssueCodes.EncodingGuessed).Count);
        Assert.Equal(431_621.0 / 30, info.Columns[2].Mean!.Value, 1e-9);
        Assert.Equal(79_700.0 / 30, info.Columns[7].Mean!.Value, 1e-9);
    }

    [Theory]
    [InlineData("windows-1250", "Łódź", "windows-1250")]
    [InlineData("cp1251", "Москва", "windows-1251")]
    [InlineData("1254", "İstanbul", "windows-1254")]
    [InlineData("ISO-8859-2", "Kraków", "iso-8859-2")]
    [InlineData("shift_jis", "東京", "shift_jis")]
    [InlineData("gb18030", "北京", "gb18030")]
    [InlineData("big5", "台北", "big5")]
    [InlineData("euc-kr", "서울", "euc-kr")]
    [InlineData("utf-16BE", "Αθήνα", "utf-16BE")]
    public async Task The_encoding_that_is_asked_for_is_taken(string asked, string town, string name)
    {
        var encoding = name == "utf-16BE"
            ? Encoding.BigEndianUnicode : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.Latin1;
        using var source = new Source(encoding.GetBytes(Towns.Replace("Zürich", town).Replace("Köln", "K")
            .Replace("Málaga", "M")));
        var arrived = await source.ReadAsync(new() { Encoding = asked });

        Assert.Contains($"A,{town},31,10.5\n", await File.ReadAllTextAsync(arrived.Path));
        Assert.Equal((name, false, name), (arrived.Format.Encoding, arrived.Format.EncodingGuessed,
            arrived.Reading.Encoding));
    }

    [Fact]
    public async Task Bytes_that_the_encoding_lacks_are_counted_with_their_lines()
    {
        // 0x81 and 0x8D have no character in windows-1252.
        using var source = new Source(Source.In("windows-1252", Towns.Replace("Oslo", "Oslö"))
            .Select(value => value == (byte)'ö' ? (byte)0x81 : value == (byte)'á' ? (byte)0x8D : value).ToArray());
        var arrived = await source.ReadAsync();
        var info = await arrived.InspectAsync(CancellationToken.None);

        Assert.Equal(3, info.Format.Unreadable!.Count);
        Assert.Equal([3, 4, 5], info.Format.Unreadable.Lines);
        var issue = Assert.Single(info.Issues, issue => issue.Code == IssueCodes.UnreadableBytes);
        Assert.Equal((Severity.Warning, 3, 3), (issue.Severity, issue.Count, issue.Row));
        Assert.Contains("M\uFFFDlaga", await File.ReadAllTextAsync(arrived.Path));
    }

    [Fact]
    public async Task A_damaged_byte_in_utf8_does_not_spoil_the_rest()
    {
        var bytes = Source.Utf8(Towns);
        bytes[Array.IndexOf(bytes, (byte)'O')] = 0xFF;
        using var source = new Source(bytes);
        var arrived = await source.ReadAsync();

        Assert.Equal(("utf-8", 1), (arrived.Format.Encoding, arrived.Format.Unreadable!.Count));
        Assert.Equal([4], arrived.Format.Unreadable.Lines);
        Assert.Contains("Zürich", await File.ReadAllTextAsync(arrived.Path));
    }

    [Fact]
    public async Task A_text_that_is_longer_than_a_block_is_read_like_a_short_one()
    {
        var text = "town,age,spend\n" + string.Concat(
            Enumerable.Range(0, 30_000).Select(i => $"{(i % 3 == 0 ? "Malmö 東京" : "Kiel")},{i % 70},{i % 977}\n"));
        using var source = new Source(CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text));
        using var western = new Source(Source.In("windows-1252", text.Replace("東京", "Ä€")));

        Assert.Equal(text, await source.TextAsync(new() { Encoding = "gb18030" }));
        Assert.Equal(text.Replace("東京", "Ä€"), await western.TextAsync());
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    [InlineData("99999")]
    [InlineData("")]
    public async Task An_unknown_encoding_is_refused_with_what_there_is(string name)
    {
        using var source = new Source(Source.Utf8(Towns));
        var refused = await source.RefusedAsync(new() { Encoding = name });

        Assert.Equal(DataErrors.UnknownEncoding, refused.Error);
        Assert.Contains("windows-1250", refused.Message);
    }
}
