using System.IO.Compression;

namespace Segmentation.Tests.Input;

public sealed class ArchiveTests
{
    const string Csv = "name,age,spend\nA,31,10.5\nB,45,22\nC,52,8\nD,28,40\n";

    static byte[] Table => Source.Utf8(Csv);

    [Fact]
    public async Task The_one_table_is_taken_and_the_rest_is_said()
    {
        using var source = new Source(Source.Zip(
            ("data/", []), ("data/customers.csv", Table), ("__MACOSX/data/._customers.csv", [0, 5, 22]),
            ("readme.txt", Source.Utf8("These are customers, of 2026.\nAsk me.\n")), ("logo.png", Png())));
        var arrived = await source.ReadAsync();

        Assert.Equal(Csv, await File.ReadAllTextAsync(arrived.Path));
        Assert.Equal((Packing.Zip, "data/customers.csv"), (arrived.Format.Packing, arrived.Format.Entry));
        Assert.Equal(["readme.txt", "logo.png"], arrived.Format.Skipped.Select(part => part.Name));
        Assert.Equal(["made.csv"], source.Left);
    }

    [Fact]
    public async Task Of_several_tables_one_has_to_be_named()
    {
        using var source = new Source(Source.Zip(("a.csv", Table), ("b.csv", Source.Utf8(Csv.Replace("31", "33")))));

        var refused = await source.RefusedAsync();
        Assert.Equal(DataErrors.SeveralTables, refused.Error);
        Assert.Contains("\"a.csv\", \"b.csv\"", refused.Message);
        Assert.Contains("A,33,", await source.TextAsync(new() { Entry = "b.csv" }));
    }

    [Fact]
    public async Task A_name_that_the_archive_has_not_is_refused_with_those_it_has()
    {
        using var source = new Source(Source.Zip(("a.csv", Table)));
        var refused = await source.RefusedAsync(new() { Entry = "../a.csv" });

        Assert.Equal(DataErrors.EntryNotFound, refused.Error);
        Assert.Contains("\"a.csv\"", refused.Message);
    }

    [Fact]
    public async Task A_path_in_an_archive_is_only_a_name()
    {
        var outside = Path.Combine(Path.GetTempPath(), $"outside-{Guid.NewGuid():N}.csv");
        using var source = new Source(Source.Zip(($"../../../../../../..{outside}", Table)));

        Assert.Equal(Csv, await source.TextAsync());
        Assert.False(File.Exists(outside));
    }

    [Fact]
    public async Task What_grows_a_hundredfold_is_refused()
    {
        var zeros = new byte[20 << 20];
        zeros.AsSpan().Fill((byte)'7');
        using var gzip = new Source(Source.Gzip(zeros));
        using var zip = new Source(Source.Zip(("a.csv", zeros)));
        using var workbook = new Source(Workbook.Of(("Sheet", [["a", new string('x', 20 << 20)], ["b", 1]])));

        foreach (var source in new[] { gzip, zip, workbook })
        {
            var refused = await source.RefusedAsync();
            Assert.Equal(DataErrors.UnpackedTooLarge, refused.Error);
            Assert.Contains("100 times", refused.Message);
        }
    }

    [Fact]
    public async Task The_limit_holds_for_what_is_unpacked()
    {
        using var source = new Source(Source.Gzip(Table));
        var refused = await source.RefusedAsync(limit: Csv.Length - 1);

        Assert.Equal((DataErrors.UnpackedTooLarge, Csv.Length - 1L), (refused.Error, refused.Numbers["limitBytes"]));
        Assert.Equal(Csv, await File.ReadAllTextAsync((await source.ReadAsync(limit: Csv.Length)).Path));
    }

    [Fact]
    public async Task Thousands_of_files_are_refused_before_they_are_listed()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            for (var i = 0; i < 10_001; i++) zip.CreateEntry($"{i}");
        using var source = new Source(packed.ToArray());

        Assert.Equal(DataErrors.UnpackedTooLarge, (await source.RefusedAsync()).Error);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zip")]
    [InlineData("workbook")]
    public async Task What_is_cut_off_is_damaged(string form)
    {
        var text = Source.Utf8("a,b\n" + string.Concat(
            Enumerable.Range(0, 5_000).Select(i => $"{i * 7_919L % 10_007},{i * i % 977}\n")));
        var whole = form switch
        {
            "gzip" => Source.Gzip(text),
            "zip" => Source.Zip(("a.csv", text)),
            _ => Workbook.Of(("Sheet", [["a", "b"], [1, 2], [3, 4], [5, 6]])),
        };
        foreach (var length in new[] { 12, whole.Length / 2, whole.Length - 10 })
        {
            using var source = new Source(whole[..length]);
            Assert.Equal(DataErrors.BrokenFile, (await source.RefusedAsync()).Error);
        }
    }

    [Fact]
    public async Task A_damaged_byte_ends_in_a_refusal_or_a_table_never_in_a_fault()
    {
        byte[][] files = [Source.Gzip(Table), Source.Zip(("a.csv", Table)), Workbook.Of(("S", [["a", "b"], [1, 2]]))];
        foreach (var file in files)
            for (var i = 0; i < file.Length; i += 3)
            {
                var damaged = file.ToArray();
                damaged[i] ^= 0xA5;
                using var source = new Source(damaged);
                try
                {
                    await source.ReadAsync();
                }
                catch (InvalidDatasetException)
                {
                    Assert.Empty(source.Left);
                }
            }
    }

    [Fact]
    public async Task A_password_is_said()
    {
        var bytes = Source.Zip(("a.csv", Table));
        bytes[6] |= 1;                                                    // the flag of the file
        bytes[bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;   // and in the list at the end
        using var source = new Source(bytes);

        Assert.Equal(DataErrors.EncryptedFile, (await source.RefusedAsync()).Error);
    }

    [Fact]
    public async Task Archives_in_archives_are_not_opened()
    {
        foreach (var bytes in new[]
        {
            Source.Gzip(Source.Gzip(Table)), Source.Zip(("inner.zip", Source.Zip(("a.csv", Table)))),
            Source.Zip(("a.csv.gz", Source.Gzip(Table))), Source.Gzip(Source.Zip(("a.csv", Table))),
        })
        {
            using var source = new Source(bytes);
            var refused = await source.RefusedAsync();
            Assert.Equal(DataErrors.NoTable, refused.Error);
            Assert.Contains("archives inside archives", refused.Message);
        }
    }

    [Fact]
    public async Task An_archive_without_a_table_says_so()
    {
        using var empty = new Source(Source.Zip());
        using var pictures = new Source(Source.Zip(("a.png", Png()), ("b.png", Png())));

        Assert.Equal(DataErrors.NoTable, (await empty.RefusedAsync()).Error);
        Assert.Equal(DataErrors.NoTable, (await pictures.RefusedAsync()).Error);
    }

    [Fact]
    public async Task Entry_of_a_file_that_is_no_archive_is_refused()
    {
        using var text = new Source(Table);
        using var gzip = new Source(Source.Gzip(Table));

        Assert.Equal(DataErrors.EntryNotFound, (await text.RefusedAsync(new() { Entry = "a.csv" })).Error);
        Assert.Equal(DataErrors.EntryNotFound, (await gzip.RefusedAsync(new() { Entry = "a.csv" })).Error);
    }

    static byte[] Png() => [0x89, .. "PNG"u8, 13, 10, 26, 10, .. new byte[100]];
}
