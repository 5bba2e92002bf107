using System.Collections.Concurrent;
using System.Numerics;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Finds rows that repeat one before entirely, or in their id, in two passes over a file.</summary>
/// <remarks>The first pass sets a bit for each row's hash; a bit that is set twice may be a repeat. Only those rows are
/// kept in the second pass, so memory grows with what repeats and not with the file. Where hashes are equal, bytes
/// decide.</remarks>
/// <param name="column">The id; null: the whole row.</param>
/// <param name="among">Says of a slot whether it counts; null: every row does.</param>
sealed unsafe class DuplicateFinder(Layout layout, int? column, Predicate<int>? among, CancellationToken ct)
{
    const int FewestBits = 1 << 12;
    const int MostBits = 1 << 26;
    const int BitsPerRow = 16;

    readonly byte* _start = layout.Scan.File.Start;
    readonly long[] _seen = new long[WordsFor(layout.Slots)];
    readonly long[] _again = new long[WordsFor(layout.Slots)];

    public static Duplicates Find(Layout layout, ColumnInfo[] columns, CancellationToken ct)
    {
        var id = Array.Find(columns, column => column.Role == ColumnRole.Id);
        var rows = Repeated.Of(new DuplicateFinder(layout, null, null, ct).Later());
        var ids = id is null ? new(0, []) : Repeated.Of(new DuplicateFinder(layout, id.Index, null, ct).Later());
        return new(rows, ids, id?.Name);
    }

    /// <summary>Every row that repeats one before, in file order.</summary>
    public List<Place> Later()
    {
        Read(() => new MarkSink(this));
        var repeats = new List<Place>();
        if (!_again.AsSpan().ContainsAnyExcept(0)) return repeats;

        var found = new ConcurrentBag<List<Place>>();
        Read(() =>
        {
            var own = new List<Place>();
            found.Add(own);
            return new CollectSink(this, own);
        });
        var sorted = found.SelectMany(own => own).ToArray();
        Array.Sort(sorted, (a, b) => a.Hash != b.Hash ? a.Hash.CompareTo(b.Hash) : a.Key.CompareTo(b.Key));
        for (var from = 0; from < sorted.Length;)
        {
            var to = from + 1;
            while (to < sorted.Length && sorted[to].Hash == sorted[from].Hash) to++;
            AddRepeats(sorted.AsSpan(from, to - from), repeats);
            from = to;
        }
        repeats.Sort((a, b) => a.Record.CompareTo(b.Record));
        return repeats;
    }

    /// <summary>Adds what repeats among places of one hash: nearly always all have the same bytes.</summary>
    void AddRepeats(ReadOnlySpan<Place> places, List<Place> repeats)
    {
        var different = new List<Place>();
        foreach (var place in places)
        {
            var bytes = layout.Scan.File.Span(place.Key, place.Key + place.Length);
            var isNew = true;
            foreach (var known in different)
                isNew &= !bytes.SequenceEqual(layout.Scan.File.Span(known.Key, known.Key + known.Length));
            (isNew ? different : repeats).Add(place);
        }
    }

    void Read<TSink>(Func<TSink> sinkOf)
        where TSink : struct, IRecordSink =>
        ParallelLoop.Run(layout.Scan.Chunks, chunk =>
        {
            var sink = sinkOf();
            RecordReader.Read(layout.Scan, chunk, layout.Delimiter, layout.Names.Length + 1, ref sink);
        }, ct);

    /// <summary>The bytes of a row or of its id; empty for what is no row, or has no id.</summary>
    ReadOnlySpan<byte> KeyOf(byte** ends, int fields, long record)
    {
        var slot = record - layout.HeaderRecord - 1;
        if ((ulong)slot >= (ulong)layout.Slots || among?.Invoke((int)slot) == false) return default;
        if (fields == 1 && BlankLine.Is(ends[0] + 1, ends[1])) return default;
        if (column is not { } i)
            return new(ends[0] + 1, (int)(ends[Math.Min(fields, layout.Names.Length + 2)] - ends[0] - 1));
        if (fields <= i) return default;
        var id = CellText.Content(new(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1))).Trim((byte)' ');
        return CellText.IsMissing(id) ? default : id;
    }

    static int WordsFor(int rows) =>
        (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp((long)rows * BitsPerRow, FewestBits, MostBits)) / 64;

    (int Word, long Bit) BitOf(ulong hash) =>
        ((int)((hash / 64) & (ulong)(_seen.Length - 1)), 1L << (int)(hash % 64));

    /// <summary>A row, by what may repeat.</summary>
    /// <param name="Offset">Where the row begins.</param>
    /// <param name="Key">Where the bytes begin that are compared.</param>
    public readonly record struct Place(ulong Hash, long Record, long Offset, long Key, int Length);

    readonly struct MarkSink(DuplicateFinder finder) : IRecordSink
    {
        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var key = finder.KeyOf(ends, fields, record);
            if (key.IsEmpty) return true;
            var hash = Hash.Of(key);
            var (word, bit) = finder.BitOf(hash);
            if ((Interlocked.Or(ref finder._seen[word], bit) & bit) != 0)
                Interlocked.Or(ref finder._again[word], bit);
            return true;
        }
    }

    readonly struct CollectSink(DuplicateFinder finder, List<Place> found) : IRecordSink
    {
        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var key = finder.KeyOf(ends, fields, record);
            if (key.IsEmpty) return true;
            var hash = Hash.Of(key);
            var (word, bit) = finder.BitOf(hash);
            if ((finder._again[word] & bit) == 0) return true;
            var start = finder._start;
            fixed (byte* at = key) found.Add(new(hash, record, ends[0] + 1 - start, at - start, key.Length));
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
            Hint = "If a row is a customer, keep the first of each: set \"Repeated rows\" (cleaning.duplicates) to "
                + "first.",
            Examples = lines,
        };
    }
}

/// <summary>Rows that repeat one before.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">Where the first five begin, in file order.</param>
readonly record struct Repeated(long Count, long[] First)
{
    public static Repeated Of(List<DuplicateFinder.Place> later) =>
        new(later.Count, [.. later.Take(FaultCounts.Examples).Select(place => place.Offset)]);
}
