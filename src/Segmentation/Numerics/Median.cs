namespace Segmentation.Numerics;

/// <summary>The middle of some numbers, interpolated between the two middle ones.</summary>
static class Median
{
    /// <summary>Changes the order of <paramref name="values"/>; linear time on average.</summary>
    public static double Of(Span<double> values)
    {
        var middle = values.Length / 2;
        var upper = QuickSelect.Smallest(values, middle);
        if (values.Length % 2 == 1) return upper;
        var lower = double.NegativeInfinity;
        foreach (var value in values[..middle]) lower = Math.Max(lower, value);
        return lower + ((upper - lower) / 2);
    }
}
