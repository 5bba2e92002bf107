namespace Segmentation.Features;

/// <summary>Quantiles with linear interpolation between the two nearest values, as NumPy's default.</summary>
static class Quantiles
{
    /// <summary>The values at the given shares.</summary>
    /// <param name="values">At least one, none NaN; brought into another order.</param>
    /// <param name="shares">Each 0 to 1, ascending.</param>
    /// <returns>For each share the value at position (n − 1) · share, counted from 0.</returns>
    /// <remarks>Time O(n) on average for each share, no memory. Source: C. A. R. Hoare, Commun. ACM 4 (1961) 321.</remarks>
    public static double[] Of(Span<double> values, params ReadOnlySpan<double> shares)
    {
        var result = new double[shares.Length];
        var sorted = 0;   // all values below this index are no larger than those above
        for (var s = 0; s < shares.Length; s++)
        {
            var position = (values.Length - 1) * shares[s];
            var index = Math.Min((int)position, values.Length - 1);
            Select(values[sorted..], index - sorted);
            sorted = index;
            var low = values[index];
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

    /// <summary>Brings the value of the given rank to its place, smaller ones before it and larger ones behind.</summary>
    static void Select(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (high - low > 32)
        {
            var pivot = MedianOfThree(values[low], values[low + (high - low) / 2], values[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                (i, j) = (i + 1, j - 1);
            }
            if (rank <= j) high = j;
            else if (rank >= i) low = i;
            else return;
        }
        values.Slice(low, high - low + 1).Sort();
    }

    static double MedianOfThree(double a, double b, double c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
