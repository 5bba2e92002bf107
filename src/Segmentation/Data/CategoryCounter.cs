using System.Collections.Concurrent;

namespace Segmentation.Data;

/// <summary>Counts the values of category columns by segment, in one pass.</summary>
static unsafe class CategoryCounter
{
    const int MostValues = 100;
    const int MostSeen = 10_000;

    public static CategoryCounts[] Count(CleanTable table, byte[] labels, int k, CancellationToken ct)
    {
        var columns = table.Source.Columns.Where(column => column.Role == ColumnRole.Category).Select(column => column.Index).ToArray();
        if (columns.Length == 0) return [];
        var (layout, workers) = (table.Source.Layout, new ConcurrentBag<Tally[]>());
        Chunked.ForEach(layout.Scan.Chunks, ct, chunk =>
        {
            if (!workers.TryTake(out var tallies)) tallies = [.. columns.Select(_ => new Tally(k))];
            var sink = new CategorySink(table, columns, labels, tallies);
            RecordReader.Read(layout.Scan, chunk, layout.Delimiter, columns.Max() + 1, ref sink);
            workers.Add(tallies);
        });
        return [.. columns.Select((column, i) =>
            new CategoryCounts(layout.Names[column], Ranked([.. workers.Select(tallies => tallies[i])], k)))];
    }

    static List<CategoryCount> Ranked(Tally[] tallies, int k)
    {
        var sums = new SortedDictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var (value, counts) in tallies.SelectMany(tally => tally.Values))
        {
            if (!sums.TryGetValue(value, out var sum)) sums[value] = sum = new long[k];
            for (var i = 0; i < k; i++) sum[i] += counts[i];
        }
        var ordered = sums.OrderByDescending(pair => pair.Value.Sum()).ToArray();   // stable: ties by value
        var ranked = ordered.Take(MostValues).Select(pair => new CategoryCount(pair.Key, pair.Value)).ToList();
        if (ordered.Length > MostValues)
            ranked.Add(new("(other)", [.. Enumerable.Range(0, k).Select(i => ordered.Skip(MostValues).Sum(pair => pair.Value[i]))]));
        return ranked;
    }

    /// <summary>Counts of one column in one worker; finds a value by the hash of its bytes.</summary>
    sealed class Tally(int k)
    {
        readonly Dictionary<ulong, (string Value, long[] Counts)> _byHash = [];
        ulong _lastHash;
        long[]? _last;

        public IEnumerable<(string Value, long[] Counts)> Values => _byHash.Values;

        public void Add(ReadOnlySpan<byte> cell, int segment)
        {
            var hash = Hash.Of(cell);
            if (_last is null || hash != _lastHash) (_last, _lastHash) = (Counts(hash, cell), hash);
            _last[segment]++;
        }

        long[] Counts(ulong hash, ReadOnlySpan<byte> cell)
        {
            if (_byHash.TryGetValue(hash, out var known)) return known.Counts;
            if (_byHash.Count >= MostSeen)
            {
                hash = 0;
                cell = "(other)"u8;
            }
            if (_byHash.TryGetValue(hash, out known)) return known.Counts;
            var counts = new long[k];
            _byHash[hash] = (CellText.Cut(CellText.ToText(cell).Trim()), counts);
            return counts;
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
