using System.IO.Compression;
using System.Text;
using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Describes data on a cluster from its list of files and the first lines of some.</summary>
static class UriInspection
{
    const int HeadLines = 2_000;
    const int PreviewRows = 100;
    const int ComparedFiles = 8;

    /// <param name="path">Where a file with the first lines is created and deleted again.</param>
    /// <exception cref="InvalidDatasetException">The data is not there, cannot be read, or cannot be segmented with any
    /// settings.</exception>
    public static async Task<InspectedDataset> RunAsync(SparkRun spark, DataUri uri, string path)
    {
        var listing = await UriListing.OfAsync(spark, uri);
        if (listing.Files > 1) await CompareHeadersAsync(spark, listing);
        var lines = await LinesAsync(spark, listing.First, HeadLines + 1);
        await CheckAsync(spark, uri);
        var whole = listing.Files == 1 && lines.Length <= HeadLines;
        try
        {
            await File.WriteAllLinesAsync(path, whole ? lines : Records(lines), new UTF8Encoding(false), spark.Stop);
            var info = whole
                ? DatasetReader.Inspect(path, spark.Stop) with { Bytes = listing.Bytes }
                : DatasetReader.InspectHead(path, UnpackedBytes(listing, path), listing.Files, spark.Stop) with
                {
                    Bytes = listing.Bytes,
                };
            return new(info, DatasetReader.Preview(path, info, PreviewRows, spark.Stop));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Refuses what is no UTF-8 text, by the bytes of the view <c>head</c>.</summary>
    static async Task CheckAsync(SparkRun spark, DataUri uri)
    {
        var seen = await spark.AskOneAsync(
            "select coalesce(first(start), '') start, min(case when not valid then line end) wrong from ("
            + $"select hex(substring(cast(value as binary), 1, {FileSignature.Looked})) start, "
            + $"is_valid_utf8(value) valid, {LineNumberSql.Number} + 1 line from head limit {HeadLines})",
            "Looking at the first bytes");
        var start = Convert.FromHexString(seen.Text("start"));
        if (FileSignature.Of(start).Name is { } format) throw UriRefusals.OtherFormat(uri, format);
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw Refusals.Utf16(line: 1);
        if (seen.MaybeLong("wrong") is { } wrong) throw Refusals.NotUtf8(wrong);
    }

    /// <summary>Size of the text: of packed files, by how well the first lines pack.</summary>
    static long UnpackedBytes(UriListing listing, string head)
    {
        if (!listing.First.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return listing.Bytes;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(head));
        return (long)((double)listing.Bytes * new FileInfo(head).Length / packed.Length);
    }

    static async Task CompareHeadersAsync(SparkRun spark, UriListing listing)
    {
        var step = ((listing.Files - 1) / ComparedFiles) + 1;
        var others = await spark.AskAsync(
            $"select path from listed where length > 0 and pmod(xxhash64(path), {step}) = 0 limit {ComparedFiles}",
            "Comparing the headers");
        var header = await HeaderAsync(listing.First);
        foreach (var other in others.Select(row => row.Text("path")))
            if (await HeaderAsync(other) != header)
                throw UriRefusals.DifferentHeaders(NameOf(other), NameOf(listing.First));

        async Task<string> HeaderAsync(string file) =>
            await LinesAsync(spark, file, 1) is [var first] ? first.TrimEnd('\r') : "";
    }

    static async Task<string[]> LinesAsync(SparkRun spark, string file, int count)
    {
        await spark.RunAsync("create or replace temporary view head "
            + $"using text options(path {SqlText.Quote(SparkSource.Escape(file))}, lineSep '\n')");
        var rows = await spark.AskAsync($"select value from head limit {count}", "Reading the first lines");
        return Array.ConvertAll(rows, row => row.Text("value"));
    }

    /// <summary>The lines up to the last one that ends outside quotes, when there is one.</summary>
    static string[] Records(string[] lines)
    {
        var (open, ends) = (false, 0);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Count(c => c == '"') % 2 == 1) open = !open;
            if (!open) ends = i + 1;
        }
        return ends > 1 ? lines[..ends] : lines;
    }

    static string NameOf(string location) => location[(location.LastIndexOf('/') + 1)..];
}
