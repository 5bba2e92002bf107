using System.Collections.Concurrent;
using System.Text;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Counts the values of category columns in each segment, in one pass over the file.</summary>
static unsafe class CategoryCounter
{
    /// <summary>Most values of a column that are told apart.</summary>
    public const int MostValues = 100;

    /// <summary>Stands for all other values.</summary>
    public const string Other = "(other)";

    const int MostSeen = 10_000;
    static readonly byte[] OtherBytes = Encoding.UTF8.GetBytes(Other);

    public static CategoryCounts[] Count(CleanTable table, byte[] labels, int k, CancellationToken ct)
    {
        var columns = table.Source.Columns.Where(column => column.Role == ColumnRole.Category)
            .Select(column => column.Index).ToArray();
        if (columns.Length == 0) return [];
        var (layout, workers) = (table.Source.Layout, new ConcurrentBag<Tally[]>());
        ParallelLoop.Run(layout.Scan.Chunks, chunk =>
        {
            if (!workers.TryTake(out var tallies)) tallies = [.. columns.Select(_ => new Tally(k))];
            var sink = new CategorySink(table, columns, labels, tallies);
            RecordReader.Read(layout.Scan, chunk, layout.Delimiter, columns.Max() + 1, ref sink);
            workers.Add(tallies);
        }, ct);
        var counts = new CategoryCounts[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            counts[i] = new(layout.Names[columns[i]], Ranked([.. workers.Select(tallies => tallies[i])], k));
        return counts;
    }

    static List<CategoryCount> Ranked(Tally[] tallies, int k)
    {
        var sums = new Dictionary<string, CategoryCount>();
        foreach (var tally in tallies)
            foreach (var found in tally.Values)
            {
                if (!sums.TryGetValue(found.Value, out var sum))
                    sums[found.Value] = sum = new(found.Value, new long[k]);
                Add(found, sum);
            }
        var ranked = CategoryCount.Ranked(sums.Values);
        if (ranked.Count <= MostValues) return ranked;
        var other = new CategoryCount(Other, new long[k]);
        foreach (var rare in ranked[MostValues..]) Add(rare, other);
        return [.. ranked[..MostValues], other];
    }

    static void Add(CategoryCount from, CategoryCount to)
    {
        for (var i = 0; i < to.PerSegment.Length; i++) to.PerSegment[i] += from.PerSegment[i];
    }

    /// <summary>One worker's counts of one column. Finds a value by the hash of its bytes.</summary>
    sealed class Tally(int k)
    {
        readonly HashTable<CategoryCount> _byHash = new();
        ulong _lastHash;
        long[]? _last;

        public List<CategoryCount> Values { get; } = [];

        public void Add(ReadOnlySpan<byte> cell, int segment)
        {
            var hash = Hash.Of(cell);
            if (_last is null || hash != _lastHash) (_last, _lastHash) = (Counts(hash, cell), hash);
            _last[segment]++;
        }

        long[] Counts(ulong hash, ReadOnlySpan<byte> cell)
        {
            if (_byHash.Find(hash) is { } known) return known.PerSegment;
            if (_byHash.Count >= MostSeen)
            {
                hash = 0;
                cell = OtherBytes;
            }
            if (_byHash.Find(hash) is { } other) return other.PerSegment;
            var count = new CategoryCount(CellText.Cut(CellText.ToText(cell).Trim()), new long[k]);
            _byHash.TryAdd(hash, count);
            Values.Add(count);
            return count.PerSegment;
        }
    }

    readonly struct CategorySink(CleanTable table, int[] columns, byte[] labels, Tally[] tallies) : IRecordSink
    {
        readonly long _first = table.Source.Layout.HeaderRecord + 1;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var slot = (int)(record - _first);
            if (slot < 0 || !table.Selection.IsUsed(slot)) return true;
            var segment = labels[table.Selection.UsedBefore(slot)];
            for (var i = 0; i < columns.Length; i++)
            {
                var cell = ends + columns[i];
                tallies[i].Add(new(cell[0] + 1, (int)(cell[1] - cell[0] - 1)), segment);
            }
            return true;
        }
    }
}
