namespace Segmentation.Data;

/// <summary>How the values of one category column spread over the segments.</summary>
/// <param name="Column">Header name.</param>
/// <param name="Values">Most frequent first.</param>
sealed record CategoryCounts(string Column, IReadOnlyList<CategoryCount> Values);

/// <summary>One value; empty cells have the value "".</summary>
/// <param name="PerSegment">Rows with it in segment i + 1.</param>
sealed record CategoryCount(string Value, long[] PerSegment)
{
    /// <summary>In all segments.</summary>
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
