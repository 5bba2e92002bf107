using Segmentation.Data;

namespace Segmentation.Spark.Stages;

/// <summary>Where Spark finds the data of a run.</summary>
/// <param name="Location">A URI that the cluster can read.</param>
/// <param name="HasBom">The file begins with a byte order mark, which Spark does not return.</param>
/// <param name="IsFolder">There may be several files.</param>
sealed record SparkSource(string Location, long Bytes, bool HasBom, bool IsFolder)
{
    /// <summary>The path of the file on this machine; null when it is not here.</summary>
    public string? LocalPath { get; private init; }

    public static async Task<SparkSource> OfAsync(SparkRun spark, EngineRun run)
    {
        if (run.Source is not { } uri) return OfFile(run.SourceFile);
        var listing = await UriListing.OfAsync(spark, uri);
        return new(uri.ToString(), listing.Bytes, HasBom: false, listing.IsFolder);
    }

    /// <summary>A new folder for the results of a run; null when they are not written on the cluster.</summary>
    /// <exception cref="InvalidDatasetException">There is no place for it.</exception>
    public DataUri? ResultsOf(EngineRun run)
    {
        if (run.Source is not { } uri) return null;
        var folder = run.Results ?? (IsFolder ? uri : throw UriRefusals.NoPlaceForResults(uri));
        return folder.Child($"segmentation-{run.Key.JobId}").Child($"{run.Key.Token}");
    }

    static SparkSource OfFile(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[3];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var location = $"file:{Escape(Path.GetFullPath(path))}";
        var hasBom = start[..read].SequenceEqual("\uFEFF"u8);
        return new(location, file.Length, hasBom, IsFolder: false) { LocalPath = path };
    }

    /// <summary>Escapes the characters of patterns: Spark reads a path as a pattern.</summary>
    public static string Escape(string path) => string.Concat(path.Select(c => IsOfPattern(c) ? $"\\{c}" : $"{c}"));

    static bool IsOfPattern(char c) => "\\{}[]*?".Contains(c, StringComparison.Ordinal);
}
