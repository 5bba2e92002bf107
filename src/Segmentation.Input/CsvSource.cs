using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>A file that is a UTF-8 CSV now, and what it was.</summary>
/// <param name="Path">The CSV on this machine: the file itself when it was one already.</param>
/// <param name="Format">What the file was.</param>
/// <param name="Reading">How it was asked to be read, with the framework's name of the encoding.</param>
public sealed record CsvSource(string Path, SourceFormat Format, FileReading Reading)
{
    /// <summary>Describes the CSV, and says what reading the file has found besides.</summary>
    /// <exception cref="InvalidDatasetException">The file cannot be segmented with any settings.</exception>
    public Task<DatasetInfo> InspectAsync(CancellationToken ct) => Task.Run(() => Inspect(ct), ct);

    DatasetInfo Inspect(CancellationToken ct)
    {
        var info = DatasetReader.Inspect(Path, ct, Reading);
        var isOther = Format.Kind == SourceKind.Csv && !LikelyEncodings.SaysItself(Format.Encoding);
        var cells = Format.EncodingGuessed || isOther ? NonAsciiCells.Count(Path, info, ct) : (0, []);
        var issues = FormatIssues.Of(Format, cells, info);
        var previews = isOther
            ? LikelyEncodings.Of(EncodingNames.Find(Format.Encoding!), cells.First.Select(cell => cell.Value)) : [];
        return info with
        {
            Format = Format with { Encodings = previews },
            Issues = [.. issues.Concat(info.Issues).OrderBy(issue => issue.Severity)],
        };
    }
}
