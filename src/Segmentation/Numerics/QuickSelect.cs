namespace Segmentation.Numerics;

/// <summary>Order statistics in place, in linear time on average.</summary>
static class QuickSelect
{
    /// <summary>The value at <paramref name="rank"/> (from 0) of the sorted values. It is moved there, with none larger
    /// before it and none smaller after it.</summary>
    /// <remarks>Hoare's partition by the median of three: equal values are spread over both sides, so columns of few
    /// different values stay linear. Source: C. A. R. Hoare, Commun. ACM 4 (1961) 321.</remarks>
    public static double Smallest(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = MedianOfThree(values[low], values[low + ((high - low) / 2)], values[high]);
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
            else break;
        }
        return values[rank];
    }

    static double MedianOfThree(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
