using System.Text.Json.Serialization;

namespace Segmentation.Api;

/// <summary>An uploaded file.</summary>
/// <param name="Status">Always uploaded.</param>
/// <param name="Filename">The handle for the start of a job.</param>
/// <param name="Message">A sentence.</param>
/// <param name="DatasetId">Its id under /api/v1/datasets.</param>
/// <param name="Rows">Data rows.</param>
/// <param name="Warnings">Groups of issues with the severity warning.</param>
public sealed record SeedUpload(
    string Status, string Filename, string Message, [property: JsonPropertyName("dataset_id")] string DatasetId,
    long Rows, int Warnings);

/// <summary>An uploaded file by its handle.</summary>
/// <param name="Filename">From `POST /upload`.</param>
public sealed record SeedFile(string? Filename);

/// <summary>What is in a file and what is wrong with it.</summary>
/// <param name="Valid">Whether it can be segmented.</param>
/// <param name="Filename">What it is called.</param>
/// <param name="Rows">Data rows.</param>
/// <param name="Columns">Headers.</param>
/// <param name="RequiredColumns">The seed's standard columns: present or missing. Missing ones are no error.</param>
/// <param name="MissingColumns">Those that are missing.</param>
/// <param name="Errors">Why it cannot be segmented.</param>
/// <param name="Warnings">What else was found.</param>
/// <param name="Dialect">How the bytes are read; null when they cannot be.</param>
/// <param name="Preview">The first rows.</param>
public sealed record SeedValidation(
    bool Valid, string Filename, long Rows, IReadOnlyList<string> Columns,
    [property: JsonPropertyName("required_columns")] IReadOnlyDictionary<string, string> RequiredColumns,
    [property: JsonPropertyName("missing_columns")] IReadOnlyList<string> MissingColumns,
    IReadOnlyList<SeedIssue> Errors, IReadOnlyList<SeedIssue> Warnings, Dialect? Dialect,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Preview)
{
    internal const int PreviewRows = 10;

    /// <summary>What becomes of purchases; left out where a row is a customer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PurchaseSummary? Purchases { get; init; }

    internal static SeedValidation From(FileCheck check)
    {
        var columns = check.Dataset?.Columns.Select(column => column.Name).ToArray() ?? [];
        // Of purchases, the columns of the customers that they become.
        var made = check.Dataset?.Purchases?.Features.Select(feature => feature.Name) ?? columns;
        var missing = SeedRoles.All.Where(role => SeedRoles.Find(made, role) is null).ToArray();
        var issues = check.Dataset?.Issues ?? [];
        return new(
            check.Valid, check.FileName, check.Dataset?.Rows ?? 0, columns,
            SeedRoles.All.ToDictionary(role => role, role => missing.Contains(role) ? "missing" : "present"),
            missing,
            check.Problem is { } why
                ? [new(why.Code, why.Detail, null, null, 1), .. (why.Errors ?? []).Select(SeedIssue.From)]
                : [.. issues.Where(issue => issue.Severity == Severity.Error).Select(SeedIssue.From)],
            [.. issues.Where(issue => issue.Severity == Severity.Warning).Select(SeedIssue.From),
             .. columns.Length == 0 ? [] : missing.Select(SeedIssue.Missing)],
            check.Dataset?.Dialect,
            [.. (check.Preview?.Rows ?? []).Take(PreviewRows).Select(row => Named(check.Preview!.Columns, row.Cells))])
        {
            Purchases = check.Dataset?.Purchases,
        };
    }

    static Dictionary<string, string> Named(IReadOnlyList<string> columns, IReadOnlyList<string> cells) =>
        columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
}

/// <summary>Something found in a file.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Column">Header, when one column is meant.</param>
/// <param name="Row">Line of the first case, from 1.</param>
/// <param name="Count">How many cases.</param>
public sealed record SeedIssue(string Code, string Message, string? Column, long? Row, long Count)
{
    internal static SeedIssue From(Issue issue) => new(issue.Code, issue.Message, issue.Column, issue.Row, issue.Count);

    internal static SeedIssue From(ProblemItem item) => new(item.Code, item.Detail, item.Column, item.Row, 1);

    internal static SeedIssue Missing(string role) => new(
        "MISSING_STANDARD_COLUMN",
        $"There is no column {role}; it is one of the usual columns and not required.", role, null, 1);
}
