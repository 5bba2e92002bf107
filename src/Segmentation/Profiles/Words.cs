using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Sentences about a segment; every word rests on a number of its profile.</summary>
static class Words
{
    const int MostHighlights = 3;
    const double Noticeable = 0.25;

    /// <summary>The segments with name, description and highlights filled in.</summary>
    /// <param name="all">Each feature over all used rows, in the order of the features.</param>
    public static SegmentProfile[] Describe(IReadOnlyList<SegmentProfile> segments, IReadOnlyList<Distribution> all)
    {
        var names = SegmentNames.Give(segments, all);
        return Arrays.Generate(segments.Count, s => segments[s] with
        {
            Name = names[s].Name,
            Description = $"{segments[s].Size:#,0} customers, {Percent(segments[s].Share)} of all. {names[s].Why}",
            Highlights = Highlights(segments[s], all),
        });
    }

    /// <summary>Enough digits to tell segments apart: 1,234 · 123 · 12.3 · 1.23.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 1e9 => value.ToString("0.00e+0"),
        >= 100 => value.ToString("#,0"),
        >= 10 => value.ToString("0.#"),
        >= 0.1 or 0 => value.ToString("0.##"),
        _ => value.ToString("G2"),
    };

    /// <summary>A share as <c>8.2 %</c>.</summary>
    public static string Percent(double share) => $"{100 * share:0.#} %";

    static string[] Highlights(SegmentProfile segment, IReadOnlyList<Distribution> all)
    {
        var strongest = Array.FindAll(
            SegmentNames.Strongest(segment), j => Math.Abs(segment.Features[j].Z) >= Noticeable);
        return strongest.Length == 0
            ? ["Close to the average in every feature"]
            : Arrays.Generate(
                Math.Min(MostHighlights, strongest.Length),
                i => Highlight(segment.Features[strongest[i]], all[strongest[i]].Mean));
    }

    static string Highlight(SegmentFeature feature, double mean)
    {
        var name = FeatureMeaning.ShortName(feature.Name);
        var side = feature.Z > 0 ? "above" : "below";
        var percent = Math.Round(100 * Math.Abs(feature.DifferenceShare ?? 0));
        // Ratios mean nothing across zero, and a small share of a large mean may be many deviations.
        if (mean <= 0 || feature.Here.Mean < 0 || percent < 1)
            return $"{name} {Math.Abs(feature.Z):0.0} deviations {side} the average";
        return feature.Here.Mean >= 1.5 * mean
            ? $"{name} {feature.Here.Mean / mean:0.0}x the average"
            : $"{name} {percent:0} % {side} the average";
    }
}
