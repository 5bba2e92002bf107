namespace Segmentation.Spark;

/// <summary>Where Spark finds the file of a run.</summary>
/// <param name="Location">A URI that the cluster can read.</param>
/// <param name="HasBom">Spark leaves a byte order mark out of what it reads.</param>
sealed record ClusterSource(string Location, long Bytes, bool HasBom)
{
    public static ClusterSource Of(EngineRun run)
    {
        using var file = File.OpenRead(run.SourceFile);
        Span<byte> start = stackalloc byte[3];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return new($"file:{Escape(Path.GetFullPath(run.SourceFile))}", file.Length, start[..read].SequenceEqual("\uFEFF"u8));
    }

    // Spark takes a path for a pattern.
    static string Escape(string path) => string.Concat(path.Select(c => "\\{}[]*?".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
