using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Sentences about a segment; every word rests on a number of its profile.</summary>
static class Words
{
    /// <summary>The segments with name, description, facts and highlights filled in.</summary>
    public static SegmentProfile[] Describe(
        IReadOnlyList<SegmentProfile> segments, IReadOnlyList<FeatureInfo> features, Pca pca)
    {
        var standings = new Standings(segments, features, pca);
        var labels = new FeatureLabels([.. features.Select(feature => feature.Name)]);
        var (names, highlights) = (SegmentNames.Give(standings, labels), new Highlights(standings, labels));
        return Arrays.Generate(segments.Count, s => segments[s] with
        {
            Name = names[s].Name,
            Description = $"{NumberText.Customers(segments[s].Size)}, {NumberText.Percent(segments[s].Share)} of all. "
                + names[s].Why,
            Highlights = highlights.Of(s),
            Facts = Array.ConvertAll(highlights.Facts(s), fact => fact.ToFact(features[fact.Feature].Name)),
        });
    }
}
