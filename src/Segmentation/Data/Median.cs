namespace Segmentation.Data;

/// <summary>The middle of some numbers, interpolated between the two middle ones.</summary>
static class Median
{
    /// <summary>Changes the order of <paramref name="values"/>; linear time on average.</summary>
    public static double Of(Span<double> values)
    {
        var middle = values.Length / 2;
        var upper = Select(values, middle);
        if (values.Length % 2 == 1) return upper;
        var lower = double.NegativeInfinity;
        foreach (var value in values[..middle]) lower = Math.Max(lower, value);
        return lower + ((upper - lower) / 2);
    }

    /// <summary>The value that would stand at <paramref name="rank"/>; smaller ones are before it afterwards (Hoare 1961).</summary>
    static double Select(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = Middle(values[low], values[(low + high) / 2], values[high]);
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

    static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
