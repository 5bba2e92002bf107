using System.Text.Json.Serialization;
using Segmentation.Data;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Data that is not yet a dataset: a worker inspects it on the cluster, or its file is being read.</summary>
public sealed record InspectionView
{
    /// <summary>Id of the dataset it becomes.</summary>
    public required string Id { get; init; }
    /// <summary>`inspecting` on the cluster, `reading` a file that was sent.</summary>
    public required string State { get; init; }
    /// <summary>Where it is on the cluster; null of a file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Uri { get; init; }
    /// <summary>What it is called.</summary>
    public required string FileName { get; init; }
    /// <summary>When it was named, or its file received.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Ask again here.</summary>
    public required string Self { get; init; }
    /// <summary>How the first lines of the file are read; all of it may be read otherwise. Null while that is not
    /// known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HeadView? Head { get; init; }
    /// <summary>The first rows of the file; null while they are not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Preview? Preview { get; init; }

    internal static InspectionView From(Inspection open) => new()
    {
        Id = open.Id.ToString(),
        State = "inspecting",
        Uri = open.Uri,
        FileName = open.FileName,
        CreatedAt = open.CreatedAt.ToUniversalTime(),
        Self = $"/api/v1/datasets/{open.Id}",
    };

    internal static InspectionView From(OpenIntake open) => new()
    {
        Id = open.Id.ToString(),
        State = "reading",
        FileName = open.FileName,
        CreatedAt = open.CreatedAt.ToUniversalTime(),
        Self = $"/api/v1/datasets/{open.Id}",
        Head = open.Head is { Info: var info } ? new(info.Format, info.Dialect, info.Columns) : null,
        Preview = open.Head?.Preview,
    };
}

/// <summary>How the first lines of a file are read.</summary>
/// <param name="Format">What the file is.</param>
/// <param name="Dialect">How its bytes are read.</param>
/// <param name="Columns">Its columns with the roles that the first lines suggest.</param>
public sealed record HeadView(SourceFormat Format, Dialect Dialect, IReadOnlyList<ColumnInfo> Columns);
