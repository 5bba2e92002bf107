namespace Segmentation.Data;

/// <summary>The values of one category column in the segments.</summary>
/// <param name="Column">Header name.</param>
/// <param name="Values">Most frequent first.</param>
sealed record CategoryCounts(string Column, IReadOnlyList<CategoryCount> Values);

/// <summary>One value; that of empty cells is "".</summary>
/// <param name="PerSegment">Rows with it in segment i + 1.</param>
sealed record CategoryCount(string Value, long[] PerSegment)
{
    /// <summary>Most frequent first; of equally frequent ones in the order of their characters.</summary>
    public static List<CategoryCount> Ranked(IEnumerable<CategoryCount> counts)
    {
        var ranked = counts.ToList();
        ranked.Sort((a, b) => a.Rows != b.Rows ? b.Rows.CompareTo(a.Rows) : string.CompareOrdinal(a.Value, b.Value));
        return ranked;
    }

    /// <summary>Rows with it in all segments.</summary>
    public long Rows
    {
        get
        {
            var rows = 0L;
            foreach (var here in PerSegment) rows += here;
            return rows;
        }
    }
}
