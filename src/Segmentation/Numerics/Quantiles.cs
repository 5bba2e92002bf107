namespace Segmentation.Numerics;

/// <summary>Quantiles with linear interpolation between the two nearest values: NumPy's default.</summary>
static class Quantiles
{
    /// <summary>The values at the given shares; 0.5 is the median.</summary>
    /// <param name="values">At least one, none NaN; their order changes.</param>
    /// <param name="shares">Each 0 to 1, ascending.</param>
    /// <returns>For each share the value at position (n − 1) · share, counted from 0.</returns>
    /// <remarks>Time O(n) on average for each share, no memory.</remarks>
    public static double[] Of(Span<double> values, params ReadOnlySpan<double> shares)
    {
        var result = new double[shares.Length];
        var sorted = 0;   // all values below this index are no larger than those above
        for (var s = 0; s < shares.Length; s++)
        {
            var position = (values.Length - 1) * shares[s];
            var index = Math.Min((int)position, values.Length - 1);
            var low = QuickSelect.Smallest(values[sorted..], index - sorted);
            sorted = index;
            var high = index + 1 < values.Length ? Smallest(values[(index + 1)..]) : low;
            result[s] = low + (high - low) * (position - index);
        }
        return result;
    }

    static double Smallest(ReadOnlySpan<double> values)
    {
        var smallest = values[0];
        foreach (var value in values) smallest = Math.Min(smallest, value);
        return smallest;
    }
}
