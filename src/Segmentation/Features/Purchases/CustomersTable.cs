using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>Loads customers.csv, of which every column is known.</summary>
static class CustomersTable
{
    static readonly Excerpt Whole = new(new HashSet<long>(), IsWhole: true);   // its last row is no line of totals

    /// <param name="compared">What of the purchases is compared.</param>
    /// <param name="issues">Of the file of the purchases.</param>
    public static Table Load(
        string path, Dialect dialect, PurchaseSummary summary, IReadOnlyList<RfmFeature> compared,
        IReadOnlyList<Issue> issues, CancellationToken ct) => Table.Load(
            path, layout => Columns(layout, summary, compared), issues, CustomersFile.Reading(dialect), Whole, ct);

    static ColumnInfo[] Columns(Layout layout, PurchaseSummary summary, IReadOnlyList<RfmFeature> compared) =>
    [
        .. layout.Columns.Select(column => column.Index switch
        {
            0 => Known(column, ColumnRole.Id, "Who bought."),
            var i when i <= summary.Features.Count => Feature(column, summary.Features[i - 1], compared),
            _ when column.Name == RfmColumns.Lines => Known(
                column, ColumnRole.Ignored, "Number of a customer's lines in the file of the purchases."),
            _ => Known(column, ColumnRole.Date, $"Day of the {column.Name.ToLowerInvariant()}."),
        }),
    ];

    static ColumnInfo Feature(
        ColumnInfo column, RfmDefinition definition, IReadOnlyList<RfmFeature> compared) =>
        compared.Contains(definition.Feature)
            ? Known(column, ColumnRole.Feature, definition.Definition)
            : Known(column, ColumnRole.Ignored, $"Not among what is compared (rfm.features). {definition.Definition}");

    static ColumnInfo Known(ColumnInfo column, ColumnRole role, string text) =>
        column with { Role = role, Reason = Reasons.OfPurchases, ReasonText = text };
}
