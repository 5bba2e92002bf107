using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segmentation.Api;

/// <summary>Problem details (RFC 9457): every answer with a status of 400 or more has this body.</summary>
public sealed record ProblemView
{
    /// <summary>Address of a page that explains the code.</summary>
    public required string Type { get; init; }
    /// <summary>A short title, the same for every problem of this code.</summary>
    public required string Title { get; init; }
    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }
    /// <summary>What happened here and what to do.</summary>
    public required string Detail { get; init; }
    /// <summary>For programs, such as <c>JOB_NOT_FOUND</c>.</summary>
    public required string Code { get; init; }
    /// <summary>The same as <c>detail</c>, for clients that read only <c>error</c>.</summary>
    public required string Error { get; init; }
    /// <summary>Finds the lines of the server's log that belong to this answer.</summary>
    public required string TraceId { get; init; }
    /// <summary>Each fault with its place, if there can be several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemItem>? Errors { get; init; }
    /// <summary>Numbers that belong to the code, such as <c>limitBytes</c> and <c>sizeBytes</c>.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Numbers { get; init; }
}

/// <summary>One of several things that are wrong.</summary>
/// <param name="Pointer">Where in the request: a JSON pointer, or the name of a parameter.</param>
/// <param name="Code">For programs.</param>
/// <param name="Detail">A sentence.</param>
/// <param name="Column">Header of the column of the file.</param>
/// <param name="Row">Line of the file, from 1; the header is line 1.</param>
/// <param name="Value">The value found there.</param>
public sealed record ProblemItem(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pointer,
    string Code,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Column = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Row = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value = null);
