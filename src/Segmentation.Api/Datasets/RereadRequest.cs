using System.Text.Json.Serialization;
using Segmentation.Settings;

namespace Segmentation.Api;

/// <summary>How the file of a dataset is to be read. What is left out is found in the file, whatever was asked for
/// before.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RereadRequest
{
    /// <summary>Encoding of a text that is not UTF-8.</summary>
    public string? Encoding { get; init; }
    /// <summary>Name of the sheet of a workbook.</summary>
    public string? Sheet { get; init; }
    /// <summary>Name of the file in a ZIP archive, with its folders.</summary>
    public string? Entry { get; init; }
    /// <summary>What stands between the cells: `comma`, `semicolon`, `tab` or `pipe`, or the character.</summary>
    public string? Delimiter { get; init; }
    /// <summary>The decimal mark of all columns: `point` or `comma`, or the character.</summary>
    public string? Decimal { get; init; }
    /// <summary>What alone may stand between groups of digits: `none`, `point`, `comma`, `space` or `apostrophe`, or
    /// the character.</summary>
    public string? Thousands { get; init; }
    /// <summary>Line of the header, from 1; what stands above it is skipped.</summary>
    public int? HeaderRow { get; init; }
    /// <summary>`none`: the file has no header.</summary>
    public string? Header { get; init; }
    /// <summary>The order of day, month and year in dates such as 03/04/2026: `dmy`, `mdy` or `ymd`.</summary>
    public string? DateOrder { get; init; }
    /// <summary>Texts and numbers of numeric columns that are taken as missing besides the usual ones.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <exception cref="ProblemException">A field has none of its values.</exception>
    internal FileReading ToReading()
    {
        (string Name, string? Value)[] fields =
        [
            ("encoding", Encoding), ("sheet", Sheet), ("entry", Entry), ("delimiter", Delimiter), ("decimal", Decimal),
            ("thousands", Thousands), ("headerRow", HeaderRow?.ToString()), ("header", Header),
            ("dateOrder", DateOrder),
        ];
        var reading = fields.Aggregate(
            new FileReading(), (read, field) => ReadingFields.With(read, field.Name, field.Value ?? ""));
        return ReadingSettings.WithMissing(reading, Missing ?? []) ?? throw new ProblemException(
            Problems.Malformed($"missing is {ReadingSettings.Find("missing")!.Allowed}.", "/missing"));
    }
}
