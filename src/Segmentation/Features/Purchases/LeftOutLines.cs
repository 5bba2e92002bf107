using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>Counts lines that are left out: exact numbers by reason, the first 1,000, and the first five of each
/// reason.</summary>
/// <remarks>Each chunk of the file has its own; they are added in file order.</remarks>
sealed class LeftOutLines
{
    /// <summary>Most lines that are listed.</summary>
    public const int Most = ExcludedRows.Most;

    readonly Dictionary<(LineFault Fault, ColumnRole? Role), Reason> _reasons = [];
    readonly List<LeftOutLine> _first = [];

    /// <summary>In file order, at most <see cref="Most"/>.</summary>
    public IReadOnlyList<LeftOutLine> First => _first;

    public long Count => _reasons.Values.Sum(reason => reason.Count);

    /// <summary>Reasons, the most frequent first.</summary>
    public IEnumerable<(LineFault Fault, ColumnRole? Role, long Count, IReadOnlyList<long> Records)> Reasons => _reasons
        .OrderByDescending(each => each.Value.Count).ThenBy(each => each.Key.Fault).ThenBy(each => each.Key.Role)
        .Select(each => (each.Key.Fault, each.Key.Role, each.Value.Count, (IReadOnlyList<long>)each.Value.Records));

    /// <summary>Lines come in file order.</summary>
    public void Add(LeftOutLine line)
    {
        var reason = ReasonOf((line.Fault, line.Role));
        reason.Count++;
        if (reason.Records.Count < FaultCounts.Examples) reason.Records.Add(line.Record);
        if (_first.Count < Most) _first.Add(line);
    }

    /// <summary>Adds what was counted behind these lines.</summary>
    public void Add(LeftOutLines later)
    {
        foreach (var (key, more) in later._reasons)
        {
            var reason = ReasonOf(key);
            reason.Count += more.Count;
            reason.Records.AddRange(more.Records.Take(FaultCounts.Examples - reason.Records.Count));
        }
        _first.AddRange(later._first.Take(Most - _first.Count));
    }

    /// <summary>Adds lines from all over the file.</summary>
    /// <param name="records">Ascending.</param>
    public void Add(LineFault fault, ColumnRole? role, IReadOnlyList<long> records)
    {
        if (records.Count == 0) return;
        var reason = ReasonOf((fault, role));
        reason.Count += records.Count;
        reason.Records.AddRange(records.Take(FaultCounts.Examples));
        _first.AddRange(records.Take(Most).Select(record => new LeftOutLine(record, fault, role)));
        _first.Sort((a, b) => a.Record.CompareTo(b.Record));
        if (_first.Count > Most) _first.RemoveRange(Most, _first.Count - Most);
    }

    Reason ReasonOf((LineFault Fault, ColumnRole? Role) key) =>
        _reasons.TryGetValue(key, out var reason) ? reason : _reasons[key] = new();

    sealed class Reason
    {
        public long Count;
        public readonly List<long> Records = [];
    }
}
