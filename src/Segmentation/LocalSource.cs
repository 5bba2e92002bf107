using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Progress;

namespace Segmentation;

/// <summary>The file of a run: its rows are customers, or purchases of which customers are made.</summary>
sealed class LocalSource : IDisposable
{
    readonly SegmentationSpec _spec;
    readonly MappedFile? _file;
    readonly PurchaseFile? _purchases;
    Table? _table;
    CleanTable? _clean;
    CustomersOfPurchases? _made;

    LocalSource(SegmentationSpec spec, Table table) => (_spec, _table) = (spec, table);

    LocalSource(SegmentationSpec spec, MappedFile file, PurchaseFile purchases) =>
        (_spec, _file, _purchases) = (spec, file, purchases);

    /// <summary>What is known of the file before its rows are cleaned or made.</summary>
    public IReadOnlyList<Issue> Issues => _purchases?.Issues() ?? _table!.Issues;

    /// <summary>Finds out what the rows are; reads the features of customers.</summary>
    /// <exception cref="InvalidDatasetException">The file, or what was asked for, cannot be used.</exception>
    public static LocalSource Load(EngineRun run, StageClock clock, CancellationToken ct)
    {
        var (spec, file) = (run.Spec, new MappedFile(run.SourceFile));
        try
        {
            var layout = Layout.Find(file, ct, reading: run.Reading);
            return RowKind.Decide(layout, spec, ct) is { } roles
                ? new(spec, file, PurchaseFile.Of(layout, roles, spec))
                : new(spec, Table.Load(file, layout, spec, clock.BytesOf(run.SourceFile), ct));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Leaves out customers that cannot be used. Lines of purchases are left out when they are read.</summary>
    public void Clean(CancellationToken ct) => _clean = _table?.Clean(_spec.Cleaning, ct);

    /// <summary>The customers: those of the file, or those that its purchases make.</summary>
    /// <param name="folder">Where customers.csv is written.</param>
    public CleanTable Customers(string folder, StageClock clock, CancellationToken ct)
    {
        if (_purchases is null) return _clean!;
        _made = CustomersOfPurchases.Make(_purchases, folder, clock, ct);
        _table = _made.Table;
        return _made.Clean(_spec.Cleaning, ct);
    }

    /// <summary>The segments with what their customers bought.</summary>
    /// <param name="used">The rows that are in a segment.</param>
    /// <param name="labels">Segment of each, from 0.</param>
    public IReadOnlyList<SegmentProfile> Describe(
        IReadOnlyList<SegmentProfile> segments, CleanTable used, byte[] labels) =>
        _made?.Describe(segments, used, labels) ?? segments;

    /// <summary>The result with what is known of the purchases.</summary>
    public SegmentationResult Complete(SegmentationResult result) => _made?.Complete(result) ?? result;

    public void Dispose()
    {
        _table?.Dispose();
        _file?.Dispose();
    }
}
