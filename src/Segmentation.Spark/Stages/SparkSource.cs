using Segmentation.Data;
using Segmentation.Spark.Stages;

namespace Segmentation.Spark;

/// <summary>Where Spark finds the data of a run.</summary>
/// <param name="Location">A URI that the cluster can read.</param>
/// <param name="HasBom">Spark leaves a byte order mark out of what it reads.</param>
/// <param name="IsFolder">It may be several files.</param>
sealed record SparkSource(string Location, long Bytes, bool HasBom, bool IsFolder)
{
    /// <summary>The same file on a disk of this machine, if it was uploaded.</summary>
    public string? LocalPath { get; private init; }

    public static async Task<SparkSource> OfAsync(SparkRun cluster, EngineRun run)
    {
        if (run.Source is not { } uri) return OfFile(run.SourceFile);
        var listing = await UriListing.OfAsync(cluster, uri);
        return new(uri.ToString(), listing.Bytes, HasBom: false, listing.IsFolder);
    }

    /// <summary>A new folder of its own for the results of a run; null when they are not written on the cluster.</summary>
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
        return new($"file:{Escape(Path.GetFullPath(path))}", file.Length, start[..read].SequenceEqual("\uFEFF"u8), IsFolder: false) { LocalPath = path };
    }

    /// <summary>Spark takes a path for a pattern.</summary>
    public static string Escape(string path) => string.Concat(path.Select(c => "\\{}[]*?".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
