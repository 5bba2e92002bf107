namespace Segmentation.Api;

/// <summary>Fewer of the drawn customers, still of each segment in proportion.</summary>
static class EvenSample
{
    /// <param name="segments">Segment number of each.</param>
    /// <param name="most">At most so many.</param>
    /// <returns>Ascending indices: every n-th of each segment; at least one.</returns>
    public static int[] Of(IReadOnlyList<int> segments, int most)
    {
        if (segments.Count <= most) return [.. Enumerable.Range(0, segments.Count)];
        var seen = new Dictionary<int, int>();
        var shown = new List<int>(most);
        for (var i = 0; i < segments.Count; i++)
        {
            var before = seen.GetValueOrDefault(segments[i]);
            seen[segments[i]] = before + 1;
            if ((long)(before + 1) * most / segments.Count > (long)before * most / segments.Count) shown.Add(i);
        }

        return shown.Count > 0 ? [.. shown] : [0];
    }
}
