using System.Text.Json.Serialization;
using Segmentation.Data;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>An uploaded file, or data on the cluster, and what is in it.</summary>
public sealed record DatasetView
{
    /// <summary>Its id; null when the file was only checked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }
    /// <summary>What it is called.</summary>
    public required string FileName { get; init; }
    /// <summary>Size of the CSV that is read.</summary>
    public required long Bytes { get; init; }
    /// <summary>Hash of the bytes that were sent: the same file has the same one; null of data on the
    /// cluster.</summary>
    public required string? Sha256 { get; init; }
    /// <summary>The file as it was sent; null of data on the cluster.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OriginalFile? Original { get; init; }
    /// <summary>What the file was before it became a UTF-8 CSV.</summary>
    public required SourceFormat Format { get; init; }
    /// <summary>What of the reading was asked for; what is null was found in the file. The fields are those of
    /// `POST /api/v1/datasets/{id}:reread`.</summary>
    public required FileReading Reading { get; init; }
    /// <summary>The dataset whose file was read again to make this one; it may be deleted by now. Null when it was
    /// uploaded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReadFrom { get; init; }
    /// <summary>Where the cluster reads it; null when it was uploaded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Uri { get; init; }
    /// <summary>Data rows, without the header.</summary>
    public required long Rows { get; init; }
    /// <summary>Whether `rows` is estimated from the size and the first lines; a job counts them.</summary>
    public required bool RowsEstimated { get; init; }
    /// <summary>What a row is: <see cref="RowMeaning.Customers"/> or <see cref="RowMeaning.Purchases"/>.</summary>
    public required RowMeaning Kind { get; init; }
    /// <summary>What became of the purchases with the settings that nobody asked for otherwise; null where a row is a
    /// customer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PurchaseSummary? Purchases { get; init; }
    /// <summary>How the bytes are read.</summary>
    public required Dialect Dialect { get; init; }
    /// <summary>In the order of the file, each with its role and the reason.</summary>
    public required IReadOnlyList<ColumnInfo> Columns { get; init; }
    /// <summary>What was found, most severe first, grouped by code and column.</summary>
    public required IReadOnlyList<Issue> Issues { get; init; }
    /// <summary>How many groups there are of each severity.</summary>
    public required IssueCounts IssueCounts { get; init; }
    /// <summary>The settings of a job that gives none.</summary>
    public required Suggestion Suggested { get; init; }
    /// <summary>When it was uploaded; null when the file was only checked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>Related addresses; null when the file was only checked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DatasetLinks? Links { get; init; }

    internal static DatasetView From(Dataset dataset) => Of(
        dataset.FileName, dataset.Sha256, dataset.OriginalBytes ?? dataset.Info.Bytes, dataset.Info) with
    {
        Id = dataset.Id.ToString(),
        Reading = dataset.Reading,
        ReadFrom = dataset.ReadFrom?.ToString(),
        Uri = dataset.Uri,
        CreatedAt = dataset.CreatedAt.ToUniversalTime(),
        Links = DatasetLinks.Of(dataset.Id.ToString()),
    };

    /// <param name="sentBytes">How many bytes were sent, with this hash.</param>
    internal static DatasetView Of(string fileName, string? sha256, long sentBytes, DatasetInfo info) => new()
    {
        FileName = fileName,
        Bytes = info.Bytes,
        Sha256 = sha256,
        Original = sha256 is null ? null : new(fileName, sentBytes, sha256),
        Format = info.Format,
        Reading = new(),
        Rows = info.Rows,
        RowsEstimated = info.RowsEstimated,
        Kind = info.Kind,
        Purchases = info.Purchases,
        Dialect = info.Dialect,
        Columns = info.Columns,
        Issues = info.Issues,
        IssueCounts = IssueCounts.Of(info.Issues),
        Suggested = info.Suggested,
    };
}

/// <summary>A file as it was sent. It is kept until the dataset is deleted.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Hash of its bytes.</param>
public sealed record OriginalFile(string Name, long Bytes, string Sha256);

/// <summary>How many groups of issues there are of each severity.</summary>
public sealed record IssueCounts(int Error, int Warning, int Info)
{
    internal static IssueCounts Of(IReadOnlyList<Issue> issues)
    {
        int Count(Severity severity) => issues.Count(issue => issue.Severity == severity);
        return new(Count(Severity.Error), Count(Severity.Warning), Count(Severity.Info));
    }
}

/// <summary>Addresses related to a dataset.</summary>
/// <param name="Self">The dataset.</param>
/// <param name="Preview">Its first rows.</param>
/// <param name="Issues">What was found in it.</param>
/// <param name="Jobs">The jobs that used it.</param>
public sealed record DatasetLinks(string Self, string Preview, string Issues, string Jobs)
{
    internal static DatasetLinks Of(string id)
    {
        var self = $"/api/v1/datasets/{id}";
        return new(self, $"{self}/preview", $"{self}/issues", $"/api/v1/jobs?datasetId={id}");
    }
}

/// <summary>A page of datasets.</summary>
/// <param name="Datasets">Newest first.</param>
/// <param name="NextPageToken">For the next page; empty at the end.</param>
public sealed record DatasetList(IReadOnlyList<DatasetView> Datasets, string NextPageToken);

/// <summary>What is in a file that was checked and not kept.</summary>
/// <param name="Valid">Whether it can be segmented.</param>
/// <param name="FileName">What it is called.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Dataset">What is in it; null when it cannot be read.</param>
/// <param name="Preview">Its first rows; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be segmented; null when it can.</param>
public sealed record FileCheck(
    bool Valid, string FileName, long Bytes, DatasetView? Dataset, Preview? Preview, ProblemView? Problem);

/// <summary>How the columns of numbers are spread.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Rows">Data rows of the file; cells without a number are in no bin.</param>
/// <param name="Columns">In the order of the file.</param>
public sealed record ColumnDistributionsView(string DatasetId, long Rows, IReadOnlyList<ColumnHistogram> Columns);

/// <summary>What was found in a file.</summary>
/// <param name="Issues">Most severe first, grouped by code and column; counts are exact.</param>
public sealed record IssuesView(IReadOnlyList<Issue> Issues);
