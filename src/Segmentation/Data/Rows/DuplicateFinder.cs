using System.Collections.Concurrent;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Finds rows that repeat entirely, and ids that repeat, in two passes over a file.</summary>
/// <remarks>The first pass sets a bit for each row's hash; a bit that is set twice may be a repeat. Only those rows are
/// kept in the second pass, so memory grows with what repeats and not with the file.</remarks>
static unsafe class DuplicateFinder
{
    const int Bits = 1 << 26;

    public static Duplicates Find(Layout layout, ColumnInfo[] columns, CancellationToken ct)
    {
        var id = Array.Find(columns, column => column.Role == ColumnRole.Id);
        return new(Repeats(layout, null, ct), id is null ? new(0, []) : Repeats(layout, id.Index, ct), id?.Name);
    }

    static Repeated Repeats(Layout layout, int? column, CancellationToken ct)
    {
        var (seen, again) = (new long[Bits / 64], new long[Bits / 64]);
        Read(layout, () => new MarkSink(layout, column, seen, again), ct);
        if (!again.AsSpan().ContainsAnyExcept(0)) return new(0, []);

        var found = new ConcurrentBag<List<(ulong Hash, long Offset)>>();
        Read(layout, () =>
        {
            var own = new List<(ulong, long)>();
            found.Add(own);
            return new CollectSink(layout, column, again, own);
        }, ct);
        var sorted = found.SelectMany(own => own).ToArray();
        Array.Sort(sorted);
        var repeats = new List<long>();
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i].Hash == sorted[i - 1].Hash) repeats.Add(sorted[i].Offset);
        repeats.Sort();
        return new(repeats.Count, [.. repeats.Take(FaultCounts.Examples)]);
    }

    static void Read<TSink>(Layout layout, Func<TSink> sinkOf, CancellationToken ct)
        where TSink : struct, IRecordSink =>
        ParallelLoop.Run(layout.Scan.Chunks, chunk =>
        {
            var sink = sinkOf();
            RecordReader.Read(layout.Scan, chunk, layout.Delimiter, layout.Names.Length + 1, ref sink);
        }, ct);

    /// <summary>The hash of a row or of its id; null for what is no row, or has no id.</summary>
    static ulong? HashOf(Layout layout, int? column, byte** ends, int fields, long record)
    {
        if ((ulong)(record - layout.HeaderRecord - 1) >= (ulong)layout.Slots) return null;
        if (fields == 1 && BlankLine.Is(ends[0] + 1, ends[1])) return null;
        if (column is not { } i)
            return Hash.Of(new(ends[0] + 1, (int)(ends[Math.Min(fields, layout.Names.Length + 2)] - ends[0] - 1)));
        if (fields <= i) return null;
        var id = CellText.Content(new(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1))).Trim((byte)' ');
        return CellText.IsMissing(id) ? null : Hash.Of(id);
    }

    readonly struct MarkSink(Layout layout, int? column, long[] seen, long[] again) : IRecordSink
    {
        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (HashOf(layout, column, ends, fields, record) is not { } hash) return true;
            var (word, bit) = ((int)(hash % Bits / 64), 1L << (int)(hash % 64));
            if ((Interlocked.Or(ref seen[word], bit) & bit) != 0) Interlocked.Or(ref again[word], bit);
            return true;
        }
    }

    readonly struct CollectSink(Layout layout, int? column, long[] again, List<(ulong, long)> found) : IRecordSink
    {
        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (HashOf(layout, column, ends, fields, record) is not { } hash) return true;
            if ((again[(int)(hash % Bits / 64)] & (1L << (int)(hash % 64))) != 0)
                found.Add((hash, ends[0] + 1 - layout.Scan.File.Start));
            return true;
        }
    }
}

/// <summary>What repeats in a file.</summary>
/// <param name="Rows">Rows that are the same as one before.</param>
/// <param name="Ids">Rows with the id of one before.</param>
/// <param name="Id">Header of the id column.</param>
sealed record Duplicates(Repeated Rows, Repeated Ids, string? Id)
{
    public IEnumerable<Issue> Issues(Layout layout)
    {
        var rows = $"row{(Rows.Count == 1 ? " is" : "s are")} the same as one before in every cell. A customer who "
            + "stands in the file twice counts twice.";
        if (Rows.Count > 0) yield return Of(IssueCodes.DuplicateRows, null, Rows, rows, layout);
        var ids = $"row{(Ids.Count == 1 ? " has" : "s have")} a \"{Id}\" that stands in a row before.";
        if (Ids.Count > 0) yield return Of(IssueCodes.DuplicateId, Id, Ids, ids, layout);
    }

    static Issue Of(string code, string? column, Repeated repeated, string message, Layout layout)
    {
        IssueExample[] lines =
            [.. repeated.First.Select(offset => new IssueExample(layout.Scan.LineAt(offset), column, null))];
        return new()
        {
            Severity = Severity.Warning,
            Code = code,
            Column = column,
            Row = lines[0].Row,
            Count = repeated.Count,
            Message = $"{repeated.Count:N0} {message}",
            Hint = "Remove them from the file if a row is a customer.",
            Examples = lines,
        };
    }
}

/// <summary>Rows that repeat one before.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">Where the first five begin, in file order.</param>
readonly record struct Repeated(long Count, long[] First);
