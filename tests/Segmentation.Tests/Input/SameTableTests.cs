using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;
using Segmentation.Tests.Data;

namespace Segmentation.Tests.Input;

/// <summary>One table in every form that it may arrive in: columns, roles, rows, segments and centres are the
/// same.</summary>
public sealed class SameTableTests : IDisposable
{
    static readonly (string Id, string Town, double Income, int Visits, bool Member)[] Customers =
    [
        .. Enumerable.Range(0, 60).Select(i => ($"K{i:000}", i % 2 == 0 ? "München" : "Köln, Süd",
            Math.Round((i % 3 * 40_000) + 12_345.67 + (i * 7_919 % 997 * 1.1), 2), (i % 3 * 20) + (i % 7), i % 4 == 0)),
    ];

    static readonly string Csv = "customer_id,town,income,visits,member\n" + string.Concat(Customers.Select(each =>
        string.Create(CultureInfo.InvariantCulture, $"{each.Id},{Quoted(each.Town)},{each.Income},{each.Visits},")
        + (each.Member ? "true\n" : "false\n")));

    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-same-").FullName;

    public static TheoryData<string> Forms =>
    [
        "utf-8 with a mark", "utf-16", "utf-16 without a mark", "utf-16 big-endian", "windows-1252", "gzip", "zip",
        "workbook", "parquet", "workbook in a zip", "windows-1252 in gzip", "parquet in a zip",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Gives_the_same_segments(string form)
    {
        using var source = new Source(await BytesAsync(form));
        var arrived = await source.ReadAsync();
        var info = await arrived.InspectAsync(CancellationToken.None);
        using var plain = new CsvFile(Csv);
        var expected = plain.Inspect();

        Assert.Equal(expected.Rows, info.Rows);
        Assert.Equal(
            expected.Columns.Select(column => (column.Name, column.Role, column.Type, column.Mean)),
            info.Columns.Select(column => (column.Name, column.Role, column.Type, column.Mean)));
        var (ours, theirs) = (await RunAsync(arrived.Path, "ours"), await RunAsync(plain.Path, "theirs"));
        Assert.Equal(
            theirs.Segments.Select(segment => (segment.Size, segment.Name)),
            ours.Segments.Select(segment => (segment.Size, segment.Name)));
        Assert.Equal(CentresOf(theirs), CentresOf(ours));
        Assert.Equal(Clusters("theirs"), Clusters("ours"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static async Task<byte[]> BytesAsync(string form) => form switch
    {
        "utf-8 with a mark" => [0xEF, 0xBB, 0xBF, .. Source.Utf8(Csv)],
        "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Csv)],
        "utf-16 without a mark" => Encoding.Unicode.GetBytes(Csv),
        "utf-16 big-endian" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Csv)],
        "windows-1252" => Source.In("windows-1252", Csv),
        "gzip" => Source.Gzip(Source.Utf8(Csv)),
        "zip" => Source.Zip(("folder/customers.csv", Source.Utf8(Csv))),
        "workbook" => Table(),
        "parquet" => await ParquetAsync(),
        "workbook in a zip" => Source.Zip(("customers.xlsx", Table())),
        "windows-1252 in gzip" => Source.Gzip(Source.In("windows-1252", Csv)),
        _ => Source.Zip(("customers.parquet", await ParquetAsync())),
    };

    static byte[] Table() => Workbook.Of(("Customers",
    [
        ["customer_id", "town", "income", "visits", "member"],
        .. Customers.Select(each => new object?[]
        {
            each.Id, each.Town, new Workbook.Formatted(each.Income, 164), each.Visits, each.Member,
        }),
    ]));

    static async Task<byte[]> ParquetAsync()
    {
        var schema = new ParquetSchema(
            new DataField<string>("customer_id"), new DataField<string>("town"), new DataField<double>("income"),
            new DataField<int>("visits"), new DataField<bool>("member"));
        var bytes = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, bytes))
            // Two groups of rows: they are read one after the other.
            foreach (var part in Customers.Chunk(40))
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(schema.DataFields[0], [.. part.Select(each => each.Id)]);
                await group.WriteAsync(schema.DataFields[1], [.. part.Select(each => each.Town)]);
                await group.WriteAsync<double>(schema.DataFields[2], Array.ConvertAll(part, each => each.Income));
                await group.WriteAsync<int>(schema.DataFields[3], Array.ConvertAll(part, each => each.Visits));
                await group.WriteAsync<bool>(schema.DataFields[4], Array.ConvertAll(part, each => each.Member));
            }
        return bytes.ToArray();
    }

    async Task<SegmentationResult> RunAsync(string csv, string folder)
    {
        var into = Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName;
        return await new LocalEngine().RunAsync(
            new(csv, "customers.csv", into, new()), new Progress<EngineEvent>(), CancellationToken.None);
    }

    static IEnumerable<long> CentresOf(SegmentationResult result) => result.Segments
        .SelectMany(segment => segment.ScaledCentre).Select(BitConverter.DoubleToInt64Bits);

    string[] Clusters(string folder) =>
        [.. File.ReadLines(Path.Combine(_folder, folder, "assignments.csv")).Select(line => line.Split(',')[^1])];

    static string Quoted(string text) => text.Contains(',') ? $"\"{text}\"" : text;
}
