using Segmentation.Data;
using Segmentation.Features;

namespace Segmentation;

/// <summary>What a run makes of purchases, known before it runs.</summary>
public static class PurchaseForecast
{
    // About two seconds of reading.
    const long MostRows = 4_000_000;

    /// <summary>Whether a run takes the rows for purchases.</summary>
    public static bool Applies(DatasetInfo dataset, SegmentationSpec spec)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(spec);
        return RowKind.Asked([.. dataset.Columns.Select(column => column.Name)], spec)
            ?? dataset.Kind == RowMeaning.Purchases;
    }

    /// <summary>What becomes of the purchases: as it was found, or by reading the file as the run will.</summary>
    /// <param name="path">The file on this machine; null when it cannot be read.</param>
    /// <param name="dataset">What is in it.</param>
    /// <param name="spec">The settings of the run, by which rows are purchases.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <param name="reading">What is not to be found out; null: nothing is known.</param>
    /// <returns>Null where only the run can tell.</returns>
    /// <exception cref="InvalidDatasetException">No customers, or too few, can be made of the rows.</exception>
    public static PurchaseSummary? Of(
        string? path, DatasetInfo dataset, SegmentationSpec spec, CancellationToken ct, FileReading? reading = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(spec);
        if (dataset.Purchases is { } found && IsAsFound(spec)) return found;
        if (path is null || dataset.Rows > MostRows) return null;
        using var file = new MappedFile(path);
        var layout = Layout.Find(file, ct, reading: reading);
        return RowKind.Decide(layout, spec, ct) is { } roles
            ? PurchaseFile.Of(layout, roles, spec).Group(null, ct).Account.Summary : null;
    }

    /// <summary>Headers in customers.csv of what is compared.</summary>
    internal static IReadOnlyList<string> Features(DatasetInfo dataset, SegmentationSpec spec) =>
        spec.Features ?? (dataset.Purchases is { } found
            ? [.. found.Features.Where(each => spec.Rfm.Features.Contains(each.Feature)).Select(each => each.Name)]
            : [.. spec.Rfm.Features.Select(EnumWord.Of)]);

    static bool IsAsFound(SegmentationSpec spec) =>
        spec is { Rfm: { AsOf: null, Returns: ReturnsPolicy.LeaveOut }, Roles: null or { Count: 0 } };
}
