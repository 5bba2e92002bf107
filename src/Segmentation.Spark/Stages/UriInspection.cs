using System.Text;
using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Finds out what data on a cluster is, from its list of files and the first lines of some.</summary>
static class UriInspection
{
    const int HeadLines = 2_000;
    const int PreviewRows = 100;
    const int ComparedFiles = 8;

    /// <param name="path">A file to be made here for the first lines, and deleted.</param>
    /// <exception cref="InvalidDatasetException">It is not there, cannot be read, or can never be segmented.</exception>
    public static async Task<InspectedDataset> RunAsync(SparkRun cluster, DataUri uri, string path)
    {
        var listing = await UriListing.OfAsync(cluster, uri);
        if (listing.Files > 1) await CompareHeadersAsync(cluster, listing);
        var lines = await LinesAsync(cluster, listing.First, HeadLines + 1);
        var whole = listing.Files == 1 && lines.Length <= HeadLines;
        try
        {
            await File.WriteAllLinesAsync(path, whole ? lines : Records(lines), new UTF8Encoding(false), cluster.Stop);
            var info = whole
                ? DatasetReader.Inspect(path, cluster.Stop) with { Bytes = listing.Bytes }
                : DatasetReader.InspectHead(path, listing.Bytes, listing.Files, cluster.Stop);
            return new(info, DatasetReader.Preview(path, info, PreviewRows, cluster.Stop));
        }
        finally
        {
            File.Delete(path);
        }
    }

    static async Task CompareHeadersAsync(SparkRun cluster, UriListing listing)
    {
        var step = ((listing.Files - 1) / ComparedFiles) + 1;
        var others = await cluster.AskAsync(
            $"select path from listed where length > 0 and pmod(xxhash64(path), {step}) = 0 limit {ComparedFiles}", "Comparing the headers");
        var header = await HeaderAsync(listing.First);
        foreach (var other in others.Select(row => row.Text("path")))
            if (await HeaderAsync(other) != header) throw UriRefusals.DifferentHeaders(NameOf(other), NameOf(listing.First));

        async Task<string> HeaderAsync(string file) => (await LinesAsync(cluster, file, 1)) is [var first] ? first.TrimEnd('\r') : "";
    }

    static async Task<string[]> LinesAsync(SparkRun cluster, string file, int count)
    {
        await cluster.RunAsync(
            $"create or replace temporary view head using text options(path {SqlText.Quote(SparkSource.Escape(file))}, lineSep '\n')");
        return [.. (await cluster.AskAsync($"select value from head limit {count}", "Reading the first lines")).Select(row => row.Text("value"))];
    }

    /// <summary>Up to the last line that ends outside of quotes, when there is one.</summary>
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
