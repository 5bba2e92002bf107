using Segmentation.Data;
using Segmentation.Progress;

namespace Segmentation.Features;

/// <summary>The customers that were made of purchases, as a file and loaded from it.</summary>
sealed class CustomersOfPurchases
{
    readonly PurchaseFile _source;
    readonly CustomerTotals[] _customers;
    readonly PurchaseAccount _account;
    readonly OutputFile _file;

    CustomersOfPurchases(
        PurchaseFile source, CustomerTotals[] customers, PurchaseAccount account, OutputFile file, Table table) =>
        (_source, _customers, _account, _file, Table) = (source, customers, account, file, table);

    /// <summary>Of customers.csv.</summary>
    public Table Table { get; }

    /// <summary>Reads the lines, writes customers.csv and loads it.</summary>
    /// <exception cref="InvalidDatasetException">There are too few customers.</exception>
    public static CustomersOfPurchases Make(PurchaseFile source, string folder, StageClock clock, CancellationToken ct)
    {
        var (dialect, bytes) = (source.Layout.Dialect, source.Layout.Scan.File.Length);
        var (grouped, account) = source.Group(new PassReport(clock, bytes), ct);
        clock.Warn(account.Issues);
        var file = CustomersFile.Write(folder, dialect, account.Summary, grouped, ct);
        var issues = source.Issues().Concat(account.Issues).OrderBy(issue => issue.Severity).ToArray();
        clock.Sentence(bytes, "bytes", PurchaseTexts.Sentence(account.Summary));
        return new(source, grouped.Customers, account, file, CustomersTable.Load(
            Path.Combine(folder, file.Name), dialect, account.Summary, source.Compared, issues, ct));
    }

    /// <summary>The customers that are used, with the lines of purchases that were left out.</summary>
    public CleanTable Clean(CleaningSpec spec, CancellationToken ct) =>
        Table.Clean(spec, ct) with { Excluded = _account.Excluded };

    /// <summary>The segments with what their customers bought.</summary>
    /// <param name="used">The customers that are in a segment.</param>
    /// <param name="labels">Segment of each, from 0.</param>
    public IReadOnlyList<SegmentProfile> Describe(
        IReadOnlyList<SegmentProfile> segments, CleanTable used, byte[] labels)
    {
        var sums = new SegmentPurchaseSums(_account.Summary, segments.Count);
        for (var i = 0; i < labels.Length; i++) sums.Add(labels[i], _customers[used.DataRow(i)]);
        return [.. segments.Select(sums.Complete)];
    }

    /// <summary>The result with what is known of the purchases.</summary>
    public SegmentationResult Complete(SegmentationResult result) => result with
    {
        Parameters = result.Parameters with
        {
            Rows = RowMeaning.Purchases,
            Rfm = _source.Spec with { AsOf = _account.Summary.AsOf, Features = _source.Compared },
            Features = null,
        },
        Purchases = _account.Summary,
        Dialect = _source.Layout.Dialect,
        Files = [.. result.Files, _file],
    };

    /// <summary>Tells how far the pass is.</summary>
    sealed class PassReport(StageClock clock, long bytes) : IProgress<PassProgress>
    {
        public void Report(PassProgress value) => clock.Count(
            value.Bytes, bytes, "bytes", $"{value.Lines:N0} lines of purchases read, {value.LeftOut:N0} left out");
    }
}
