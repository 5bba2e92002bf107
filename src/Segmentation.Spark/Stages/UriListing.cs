using Segmentation.Data;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>The files at a URI: their number, their size and the first one.</summary>
/// <param name="First">Location of the file with the first name.</param>
sealed record UriListing(long Files, long Bytes, string First, bool IsFolder)
{
    /// <summary>Lists the files and makes the view <c>listed</c> with <c>path</c> and <c>length</c>.</summary>
    /// <exception cref="InvalidDatasetException">Nothing is there, or it cannot be read.</exception>
    public static async Task<UriListing> OfAsync(SparkRun spark, DataUri uri)
    {
        try
        {
            // Spark reads no content of a binary file unless the query uses it.
            await spark.RunAsync("create or replace temporary view listed "
                + $"using binaryFile options(path {SqlText.Quote(uri.ToString())})");
            var row = await spark.AskOneAsync(
                "select count(1) files, coalesce(sum(length), 0L) bytes, coalesce(min(path), '') first from listed",
                "Listing the files");
            if (row.Long("bytes") == 0) throw UriRefusals.Empty(uri);
            var (files, first) = (row.Long("files"), row.Text("first"));
            return new(files, row.Long("bytes"), first, files > 1 || PathOf(first) != uri.Path);
        }
        catch (SparkException error)
            when (error is { IsUnavailable: false, IsSessionLost: false, IsInterrupted: false })
        {
            throw error.ErrorClass == "PATH_NOT_FOUND"
                ? UriRefusals.NotFound(uri)
                : UriRefusals.NotReadable(uri, error.ErrorClass);
        }
    }

    // file:/data/x.csv, hdfs://host:8020/data/x.csv
    static string PathOf(string location)
    {
        var path = location[(location.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var hasHost = path.StartsWith("//", StringComparison.Ordinal);
        return hasHost && path.IndexOf('/', 2) is var at and > 0 ? path[at..] : path;
    }
}
