namespace Segmentation.Profiles;

/// <summary>Counts values of a column that stand more than once.</summary>
static class ValueTally
{
    /// <summary>How many different values there are; null when there are more than <paramref name="most"/>.</summary>
    public static int? Different(ReadOnlySpan<double> values, int most)
    {
        Span<double> seen = stackalloc double[most];
        var count = 0;
        foreach (var value in values)
        {
            if (seen[..count].Contains(value)) continue;
            if (count == most) return null;
            seen[count++] = value;
        }
        return count;
    }

    /// <summary>Share of the values that are <paramref name="one"/>, 0 to 1.</summary>
    public static double ShareOf(ReadOnlySpan<double> values, double one) =>
        values.IsEmpty ? 0 : (double)values.Count(one) / values.Length;
}
