namespace Segmentation.Output;

/// <summary>Draws rows so that every segment keeps its share.</summary>
static class ProportionalSample
{
    /// <summary>At most <paramref name="most"/> row numbers, ascending; all rows when there are no more.</summary>
    /// <remarks>A segment's rows are cut into as many stretches as it may have points, and one row is drawn from each:
    /// the same rows for the same seed. Every segment has at least one.</remarks>
    /// <param name="sizes">Rows of each label.</param>
    public static int[] Draw(byte[] labels, IReadOnlyList<int> sizes, int most, int seed)
    {
        if (labels.Length <= most) return [.. Enumerable.Range(0, labels.Length)];

        var random = new Random(seed);
        var places = new Queue<int>[sizes.Count];
        for (var s = 0; s < places.Length; s++) places[s] = Places(sizes[s], Share(sizes[s], most, labels.Length), random);
        return Rows(labels, places);
    }

    static int Share(int size, int most, int rows) => Math.Max(1, (int)((long)size * most / rows));

    static Queue<int> Places(int size, int count, Random random)
    {
        var places = new Queue<int>(count);
        for (var i = 0; i < count; i++)
        {
            var (from, to) = ((int)((long)size * i / count), (int)((long)size * (i + 1) / count));
            places.Enqueue(random.Next(from, to));
        }
        return places;
    }

    static int[] Rows(byte[] labels, Queue<int>[] places)
    {
        var rows = new List<int>();
        var seen = new int[places.Length];
        var next = Array.ConvertAll(places, queue => queue.Dequeue());
        for (var i = 0; i < labels.Length; i++)
        {
            var s = labels[i];
            if (seen[s]++ != next[s]) continue;
            rows.Add(i);
            next[s] = places[s].TryDequeue(out var place) ? place : -1;
        }
        return [.. rows];
    }
}
