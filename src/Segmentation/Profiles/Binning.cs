using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Where the bins of a feature's histograms lie. It follows from numbers that both engines measure exactly, so
/// that they count in the same bins.</summary>
/// <param name="Log">Equally wide on a logarithmic axis.</param>
/// <param name="Edges">Shape [bins + 1], in the units of the file.</param>
/// <param name="After">The same for the transformed feature, in the units of the file; null without a
/// transform.</param>
sealed record Binning(bool Log, double[] Edges, double[]? After)
{
    const int Most = 24;

    // Three times the distance between the quartiles beyond them: farther out there are few values of any usual
    // distribution, and one far away would leave all others in one bin.
    const double Fence = 3;

    // (third quartile + first − 2 medians) / (third − first): 0 where a distribution is even, 0.26 for an exponential
    // one. A. L. Bowley, Elements of Statistics, 1901.
    const double Skewed = 0.25;

    const double Wide = 20;   // times as large: below, both axes look alike

    public static Binning Of(Distribution all, Transform transform)
    {
        var (spread, lean) = (all.Q75 - all.Q25, all.Q75 + all.Q25 - (2 * all.Median));
        var log = all.Min > 0 && all.Max >= Wide * all.Min && lean > Skewed * spread;
        var (from, to) = Within(all, value => value);
        var edges = log ? Logarithmic(all)
            : IsWhole(all) ? Whole(Math.Floor(from), Math.Ceiling(to))
            : Between(from, to);
        return new(log, edges, transform == Transform.None ? null : Transformed(all));
    }

    static (double From, double To) Within(Distribution all, Func<double, double> of)
    {
        var reach = Fence * (of(all.Q75) - of(all.Q25));
        return reach > 0
            ? (Math.Max(of(all.Min), of(all.Q25) - reach), Math.Min(of(all.Max), of(all.Q75) + reach))
            : (of(all.Min), of(all.Max));
    }

    static double[] Logarithmic(Distribution all)
    {
        var (from, to) = Within(all, Math.Log);
        var edges = Array.ConvertAll(Between(from, to), Math.Exp);
        // The rounding of the logarithm shall not leave these values out.
        if (from == Math.Log(all.Min)) edges[0] = all.Min;
        if (to == Math.Log(all.Max)) edges[^1] = all.Max;
        return IsWhole(all) ? [.. edges[..^1].Select(Math.Ceiling).Distinct(), Math.Floor(edges[^1]) + 1] : edges;
    }

    // Quartiles of whole numbers are whole, or a multiple of a quarter. Should some value not be whole, a bin holds it
    // all the same.
    static bool IsWhole(Distribution all) =>
        double.IsInteger(all.Min) && double.IsInteger(all.Max) && double.IsInteger(2 * all.Median)
        && double.IsInteger(4 * all.Q25) && double.IsInteger(4 * all.Q75);

    // Every bin holds equally many whole numbers: otherwise even counts would look uneven.
    static double[] Whole(double from, double to)
    {
        var width = Math.Ceiling((to - from + 1) / Most);
        return Arrays.Generate((int)Math.Ceiling((to - from + 1) / width) + 1, b => from + (b * width));
    }

    static double[] Between(double from, double to) =>
        Arrays.Generate(Most + 1, b => b == Most ? to : from + ((to - from) * b / Most));

    // The rounding of the inverse may leave the smallest and the largest value outside.
    static TransformedHistogram WithEnds(double[] edges, long[] counts) =>
        new(edges, [counts[0] + counts[1], .. counts[2..^2], counts[^2] + counts[^1]]);

    static double[] Transformed(Distribution all) =>
        Array.ConvertAll(Between(Log1p.Of(all.Min), Log1p.Of(all.Max)), Log1p.Inverse);

    /// <summary>From counts in the order below, bin by bin, above.</summary>
    /// <param name="counts">Shape [k][bins + 2].</param>
    /// <param name="after">Shape [bins + 2]; null without a transform.</param>
    public FeatureHistogram ToHistogram(string name, long[][] counts, long[]? after)
    {
        var segments = Array.ConvertAll(counts, own => own[1..^1]);
        return new(
            name, Log, Edges, Arrays.Generate(Edges.Length - 1, b => segments.Sum(own => own[b])), segments,
            Array.ConvertAll(counts, own => own[0]), Array.ConvertAll(counts, own => own[^1]),
            after is null ? null : WithEnds(Array.ConvertAll(After!, Log1p.Of), after));
    }
}
