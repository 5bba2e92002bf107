using Segmentation.Data;

namespace Segmentation;

/// <summary>How many rows a run will leave out, known before it starts.</summary>
/// <param name="Least">At least so many.</param>
/// <param name="Most">At most so many; the same as <paramref name="Least"/> when the number is exact.</param>
/// <param name="Reasons">Why, as far as it is known: a row with two faults is counted once for each.</param>
public sealed record RowForecast(long Least, long Most, IReadOnlyList<ReasonCount> Reasons)
{
    // 128 MB of numbers: more are not read only to say how many rows of several columns are the same.
    const long MostCells = 1 << 24;

    /// <summary>Of lines of purchases.</summary>
    public static RowForecast Of(PurchaseSummary purchases)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        return new(purchases.Excluded, purchases.Excluded, purchases.Reasons);
    }

    /// <summary>Of customers: from what is known of the file and, where faults of several columns may lie in the same
    /// rows, by reading it as the run will.</summary>
    /// <param name="path">The file on this machine; null when it cannot be read.</param>
    /// <param name="dataset">What is in it.</param>
    /// <param name="spec">The settings of the run.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <param name="reading">What is not to be found out; null: nothing is known.</param>
    /// <returns>Null where only the run can tell: for data on a cluster, and for large files when repeats are left out
    /// or dates are compared.</returns>
    /// <exception cref="InvalidDatasetException">Too few rows would be left.</exception>
    public static RowForecast? Of(
        string? path, DatasetInfo dataset, SegmentationSpec spec, CancellationToken ct, FileReading? reading = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(spec);
        if (dataset.RowsEstimated) return null;
        var features = ComparedFeatures.Of(dataset, spec);
        var known = IsCounted(spec) ? FromCounts(dataset, features, spec.Cleaning.Missing) : null;
        if (known is { Least: var least } && dataset.Rows - least < DatasetLimits.FewestRows)
            throw Refusals.TooFewUsed(new(dataset.Rows, dataset.Rows - least, least, 0, known.Reasons));
        if (known is { } exact && exact.Least == exact.Most) return exact;
        if (path is null || dataset.Rows * features.Count > MostCells) return known;
        using var table = Table.Load(path, spec, null, ct, reading);
        var rows = table.Clean(spec.Cleaning, ct).Rows;
        return new(rows.Excluded, rows.Excluded, rows.Reasons);
    }

    // Which rows repeat one that is used, and which dates cannot be read, is not known of the columns.
    static bool IsCounted(SegmentationSpec spec) =>
        spec.Cleaning.Duplicates == DuplicatePolicy.Keep && spec.Dates is null;

    // A cell has one fault, and a row without the right number of fields no cells: only faults of several columns may
    // lie in the same rows.
    static RowForecast FromCounts(DatasetInfo dataset, IReadOnlyList<string> features, MissingPolicy missing)
    {
        var odd = dataset.Issues.Where(issue => issue.Code == IssueCodes.RaggedRow)
            .Select(issue => new ReasonCount(issue.Code, null, issue.Count)).ToArray();
        var columns = dataset.Columns.Where(column => features.Contains(column.Name))
            .Select(column => ReasonsOf(column, missing)).ToArray();
        var ragged = odd.Sum(reason => reason.Count);
        var most = columns.Sum(Total);
        return new(
            ragged + columns.Max(Total), ragged + most,
            [.. odd.Concat(columns.SelectMany(own => own)).OrderByDescending(reason => reason.Count)]);
    }

    static ReasonCount[] ReasonsOf(ColumnInfo column, MissingPolicy missing)
    {
        ReasonCount[] both =
        [
            new(IssueCodes.MissingValue, column.Name, missing == MissingPolicy.Drop ? column.Missing ?? 0 : 0),
            new(IssueCodes.NotANumber, column.Name, column.Invalid ?? 0),
        ];
        return Array.FindAll(both, reason => reason.Count > 0);
    }

    static long Total(ReasonCount[] reasons) => reasons.Sum(reason => reason.Count);
}
