using System.Text.Json;
using Segmentation.Json;

namespace Segmentation.Output;

/// <summary>Large parts of a result that few callers need: JSON files of the job, not fields of
/// <see cref="SegmentationResult"/>.</summary>
/// <remarks>To add one: a record beside <see cref="PointSample"/>, its fields in <see cref="ResultWriter"/>, a line and
/// a name here, and a line in <see cref="ResultFiles.BesideAssignments"/>, which both engines call. It is then listed
/// in the result's files, kept by <c>run --out</c>, downloaded from <c>/files/NAME</c> and deleted with the job. An
/// address of the API that cuts an answer from it reads it with <c>PartReader.NeedAsync</c>.</remarks>
public static class ResultParts
{
    /// <summary>Customers drawn for the map.</summary>
    public static ResultPart<PointSample> Points { get; } = new("points.json", ResultWriter.Write);

    /// <summary>Values drawn for the silhouette plot.</summary>
    public static ResultPart<SilhouetteBands> Silhouette { get; } = new("silhouette.json", ResultWriter.Write);

    /// <summary>The segments of the k that were tried and not used.</summary>
    public static ResultPart<CandidateFits> Candidates { get; } = new("candidates.json", ResultWriter.Write);

    /// <summary>How the values of the features are spread.</summary>
    public static ResultPart<FeatureBins> Distributions { get; } = new("distributions.json", ResultWriter.Write);

    /// <summary>Steps of k-means; a result of MLlib's k-means has none.</summary>
    public static ResultPart<FitTrace> Trace { get; } = new("trace.json", ResultWriter.Write);

    /// <summary>The files of all parts.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
        [Points.FileName, Silhouette.FileName, Candidates.FileName, Distributions.FileName, Trace.FileName];
}

/// <summary>One part: its file, and how that is written and read.</summary>
/// <typeparam name="T">What is in the file.</typeparam>
public sealed class ResultPart<T>
    where T : class
{
    readonly Action<Utf8JsonWriter, T> _write;

    internal ResultPart(string fileName, Action<Utf8JsonWriter, T> write) => (FileName, _write) = (fileName, write);

    /// <summary>In the output folder.</summary>
    public string FileName { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="file">From its beginning.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="JsonException">It was not written by <see cref="Write"/>.</exception>
    public async ValueTask<T> ReadAsync(Stream file, CancellationToken ct) =>
        await JsonSerializer.DeserializeAsync<T>(file, ResultJson.Reading, ct)
            ?? throw new JsonException($"{FileName} holds a null.");

    /// <param name="rows">What <see cref="OutputFile.Rows"/> says of it: points, values, fits.</param>
    internal OutputFile Write(string folder, T value, long rows)
    {
        var bytes = ResultWriter.ToUtf8(value, _write);
        File.WriteAllBytes(Path.Combine(folder, FileName), bytes.Span);
        return new(FileName, bytes.Length, rows);
    }
}
