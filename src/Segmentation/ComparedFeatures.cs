using Segmentation.Data;

namespace Segmentation;

/// <summary>Which features a run compares, known before it runs. A run reads these and no others into memory.</summary>
public static class ComparedFeatures
{
    /// <summary>Header names in the order of the file, of purchases those of the customers; empty when nothing is left
    /// to compare.</summary>
    /// <param name="dataset">The file.</param>
    /// <param name="spec">What is asked for.</param>
    /// <remarks>Exact for a file that was read whole. Of data on a cluster only the first lines are known: a column
    /// with one value there is not counted, though a run may find others.</remarks>
    /// <exception cref="InvalidDatasetException">A column that was asked for is not there or has no
    /// numbers.</exception>
    public static IReadOnlyList<string> Of(DatasetInfo dataset, SegmentationSpec spec)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(spec);
        if (PurchaseForecast.Applies(dataset, spec)) return PurchaseForecast.Features(dataset, spec);
        // The columns of a dataset are settled: none of them may still turn out to vary.
        var columns = RequestedRoles.Apply(dataset.Columns, spec, mayVary: _ => false, text: _ => null);
        return [.. columns.Where(column => column.Role == ColumnRole.Feature && !IsLeftOut(dataset, column))
            .Select(column => column.Name)];
    }

    /// <summary>The header of a column as a request may name it: blanks around it and capitals do not
    /// matter.</summary>
    /// <exception cref="InvalidDatasetException">There is no such column.</exception>
    public static string HeaderOf(DatasetInfo dataset, string name)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(name);
        return dataset.Columns[RequestedRoles.IndexOf(dataset.Columns, name)].Name;
    }

    // As the reader does: a column that was asked for and has one value in all rows.
    static bool IsLeftOut(DatasetInfo dataset, ColumnInfo column) =>
        column.Reason == Reasons.Requested && !dataset.RowsEstimated && !(column.Min < column.Max);
}
