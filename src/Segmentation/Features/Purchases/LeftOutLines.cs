using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>Counts lines that are left out: exact numbers by reason, the first 1,000, and the first five of each
/// reason.</summary>
/// <remarks>Each chunk of the file has its own; they are added in file order.</remarks>
sealed class LeftOutLines
{
    /// <summary>Most lines that are listed.</summary>
    public const int Most = ExcludedRows.Most;

    const int Roles = 1 + (int)ColumnRole.Invoice + 1;   // the first stands for the whole line

    readonly Reason?[] _reasons = new Reason?[((int)LineFault.NoPurchase + 1) * Roles];
    readonly List<LeftOutLine> _first = [];

    /// <summary>In file order, at most <see cref="Most"/>.</summary>
    public IReadOnlyList<LeftOutLine> First => _first;

    public long Count => _reasons.Sum(reason => reason?.Count ?? 0);

    /// <summary>Reasons, the most frequent first.</summary>
    public IEnumerable<(LineFault Fault, ColumnRole? Role, long Count, IReadOnlyList<long> Records)> Reasons => _reasons
        .Select((reason, i) => (Reason: reason, Fault: (LineFault)(i / Roles), Role: i % Roles))
        .Where(each => each.Reason is not null).OrderByDescending(each => each.Reason!.Count)
        .Select(each => (
            each.Fault, each.Role == 0 ? (ColumnRole?)null : (ColumnRole)(each.Role - 1), each.Reason!.Count,
            (IReadOnlyList<long>)each.Reason.Records));

    /// <summary>Lines come in file order.</summary>
    public void Add(LeftOutLine line)
    {
        var reason = ReasonOf(line.Fault, line.Role);
        reason.Count++;
        if (reason.Records.Count < FaultCounts.Examples) reason.Records.Add(line.Record);
        if (_first.Count < Most) _first.Add(line);
    }

    /// <summary>Adds what was counted behind these lines.</summary>
    public void Add(LeftOutLines later)
    {
        for (var i = 0; i < _reasons.Length; i++)
        {
            if (later._reasons[i] is not { } more) continue;
            var reason = _reasons[i] ??= new();
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
        var reason = ReasonOf(fault, role);
        reason.Count += records.Count;
        reason.Records.AddRange(records.Take(FaultCounts.Examples));
        _first.AddRange(records.Take(Most).Select(record => new LeftOutLine(record, fault, role)));
        _first.Sort((a, b) => a.Record.CompareTo(b.Record));
        if (_first.Count > Most) _first.RemoveRange(Most, _first.Count - Most);
    }

    Reason ReasonOf(LineFault fault, ColumnRole? role) =>
        _reasons[((int)fault * Roles) + (role is { } each ? 1 + (int)each : 0)] ??= new();

    sealed class Reason
    {
        public long Count;
        public readonly List<long> Records = [];
    }
}
