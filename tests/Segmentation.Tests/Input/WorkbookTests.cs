using System.Text;

namespace Segmentation.Tests.Input;

public sealed class WorkbookTests
{
    [Fact]
    public async Task Numbers_are_numbers_whatever_their_format_and_dates_are_iso()
    {
        using var source = new Source(Workbook.Of(("Customers",
        [
            ["id", "spend", "share", "since", "seen", "hour", "member", "sum", "note"],
            [1_234_567_890_123_456, new Workbook.Formatted(0.1 + 0.2, 164), new Workbook.Formatted(0.075, 10),
             new Workbook.Formatted(45_323, 14), new Workbook.Formatted(45_323.4375, 22),
             new Workbook.Formatted(0.34375, 21), true, new Workbook.Formula("B2*2", 0.6), "a \"b\", c"],
            [2, 1e21, -1.5, null, null, null, false, new Workbook.Error("#N/A"), "ü\nx"],
        ])));
        var arrived = await source.ReadAsync();

        // By hand: day 45,323 of Excel is 1 February 2024; .4375 of a day is half past ten.
        Assert.Equal(
            "id,spend,share,since,seen,hour,member,sum,note\n"
            + "1234567890123456,0.30000000000000004,0.075,2024-02-01,2024-02-01T10:30:00,08:15:00,true,0.6,"
            + "\"a \"\"b\"\", c\"\n"
            + "2,1E+21,-1.5,,,,false,,\"ü\nx\"\n", await File.ReadAllTextAsync(arrived.Path));
        Assert.Equal((SourceKind.Xlsx, "Customers"), (arrived.Format.Kind, arrived.Format.Sheet));
        Assert.Null(arrived.Format.Encoding);
    }

    [Fact]
    public async Task The_first_sheet_with_a_table_is_read_and_another_one_when_asked_for()
    {
        var bytes = Workbook.Of(
            ("Cover", [["Customers of 2026"], ["by Anna"]]), ("Shops", [["town", "sales"], ["Bonn", 3], ["Ulm", 5]]),
            ("Customers & more", [["age", "spend"], [31, 10.5], [45, 22]]));
        using var source = new Source(bytes);
        using var again = new Source(bytes);
        var arrived = await source.ReadAsync();

        Assert.Equal("Shops", arrived.Format.Sheet);
        Assert.Equal(["Cover", "Shops", "Customers & more"], arrived.Format.Choices);
        Assert.Equal(["Cover", "Customers & more"], arrived.Format.Skipped.Select(part => part.Name));
        Assert.Equal("age,spend\n31,10.5\n45,22\n", await again.TextAsync(new() { Sheet = "Customers & more" }));
    }

    [Fact]
    public async Task A_line_of_the_csv_is_a_row_of_the_sheet()
    {
        using var source = new Source(Workbook.Of(("S",
            [[], ["a", "b", null, null], [1, null], [], [null, 2], [3, 4], [], []])));

        Assert.Equal("\na,b\n1,\n\n,2\n3,4\n", await source.TextAsync());
    }

    [Fact]
    public async Task A_sheet_that_is_not_there_is_refused_with_those_that_are()
    {
        using var source = new Source(Workbook.Of(("One", [["a", "b"], [1, 2]]), ("Two", [["a", "b"], [1, 2]])));
        var refused = await source.RefusedAsync(new() { Sheet = "Three" });

        Assert.Equal(DataErrors.SheetNotFound, refused.Error);
        Assert.Contains("\"One\", \"Two\"", refused.Message);
    }

    [Fact]
    public async Task A_workbook_without_a_table_says_so()
    {
        using var source = new Source(Workbook.Of(("One", []), ("Two", [["only a title"]])));
        Assert.Equal(DataErrors.NoTable, (await source.RefusedAsync()).Error);
    }

    [Fact]
    public async Task An_old_workbook_is_read_too()
    {
        using var source = new Source(OldWorkbook.Of("Kunden",
            [["town", "age", "spend", "member"], ["Köln", 31, 10.25, true], ["Łódź", 45, -22, false]]));
        var arrived = await source.ReadAsync();

        Assert.Equal(
            "town,age,spend,member\nKöln,31,10.25,true\nŁódź,45,-22,false\n",
            await File.ReadAllTextAsync(arrived.Path));
        Assert.Equal((SourceKind.Xls, "Kunden"), (arrived.Format.Kind, arrived.Format.Sheet));
    }

    [Fact]
    public async Task A_password_is_said()
    {
        // Excel puts an encrypted workbook of today into a compound file.
        using var source = new Source(OldWorkbook.Compound(
            ("EncryptionInfo", new byte[200]), ("EncryptedPackage", Encoding.ASCII.GetBytes("secret"))));

        Assert.Equal(DataErrors.EncryptedFile, (await source.RefusedAsync()).Error);
    }

    [Fact]
    public async Task A_document_of_word_is_no_workbook()
    {
        using var old = new Source(OldWorkbook.Compound(("WordDocument", new byte[5_000])));
        using var today = new Source(Source.Zip(("[Content_Types].xml", "<a/>"u8.ToArray()),
            ("word/document.xml", "<a/>"u8.ToArray())));

        var (first, second) = (await old.RefusedAsync(), await today.RefusedAsync());
        Assert.Equal((DataErrors.NotText, DataErrors.NotText), (first.Error, second.Error));
        Assert.Contains("Word document", second.Message);
    }

    [Fact]
    public async Task Encoding_of_a_workbook_and_sheet_of_a_text_are_refused()
    {
        using var workbook = new Source(Workbook.Of(("S", [["a", "b"], [1, 2]])));
        using var text = new Source("a,b\n1,2\n"u8.ToArray());

        Assert.Equal(DataErrors.UnknownEncoding, (await workbook.RefusedAsync(new() { Encoding = "1252" })).Error);
        Assert.Equal(DataErrors.SheetNotFound, (await text.RefusedAsync(new() { Sheet = "S" })).Error);
    }

    [Fact]
    public async Task A_row_or_a_column_beyond_those_of_a_sheet_is_refused()
    {
        var plain = Workbook.Of(("S", [["a", "b"], [1, 2], [3, 4]]));
        using var far = new Source(Changed(plain, "<row r=\"3\"", "<row r=\"300000000\""));
        using var wide = new Source(Changed(plain, "<c r=\"B3\"", "<c r=\"ZZZZZ3\""));

        Assert.Equal(DataErrors.BrokenFile, (await far.RefusedAsync()).Error);
        Assert.Equal(DataErrors.TooManyColumns, (await wide.RefusedAsync()).Error);
    }

    static byte[] Changed(byte[] workbook, string from, string to)
    {
        var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var zip = new System.IO.Compression.ZipArchive(
            bytes, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            var part = zip.GetEntry("xl/worksheets/sheet1.xml")!;
            string xml;
            using (var reader = new StreamReader(part.Open())) xml = reader.ReadToEnd();
            part.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open());
            writer.Write(xml.Replace(from, to));
        }
        return bytes.ToArray();
    }
}
