using Segmentation.Evaluation;
using Segmentation.Numerics;
using Segmentation.Profiles;

namespace Segmentation.Tests.Profiles;

/// <summary>One column of a table made by hand.</summary>
sealed record Column(string Name, double[] Values, bool Log = false)
{
    public double[] Compared => Log ? Array.ConvertAll(Values, value => Math.Log(1 + value)) : Values;
}

/// <summary>Describes segments of rows that are given with their labels.</summary>
static class Beside
{
    /// <param name="labels">0 to k − 1; every segment has a row.</param>
    public static (SegmentProfile[] Segments, FeatureInfo[] Features, Pca Pca) Profiles(Column[] columns, byte[] labels)
    {
        var (k, stop) = (labels.Max() + 1, CancellationToken.None);
        var values = new Matrix([.. columns.Select(column => column.Values)]);
        var scaled = new Matrix([.. columns.Select(column => Standard(column.Compared))]);
        var found = Distributions.Measure(values, labels, k, stop);
        var pca = PrincipalComponents.Of(scaled, stop);
        FeatureInfo[] features = [.. columns.Select((column, j) => new FeatureInfo(
            column.Name, column.Log ? Transform.Log1p : Transform.None, 0, 1, found[j].All)
        {
            Kind = FeatureKinds.Of(column.Name, found[j].All),
        })];
        var told = new Pca(
            Arrays.Generate(columns.Length, c => Arrays.Generate(columns.Length, j => pca.Components[c, j])),
            pca.Variance, pca.Share);
        return ([.. Enumerable.Range(0, k).Select(s => Profile(s, found, features, scaled, labels))], features, told);
    }

    /// <summary>The same with words.</summary>
    public static SegmentProfile[] Described(Column[] columns, byte[] labels)
    {
        var (segments, features, pca) = Profiles(columns, labels);
        return Words.Describe(segments, features, pca);
    }

    static SegmentProfile Profile(
        int s, FeatureDistributions[] found, FeatureInfo[] features, Matrix scaled, byte[] labels)
    {
        var size = labels.Count(label => label == s);
        double[] centre = [.. Enumerable.Range(0, found.Length).Select(
            j => labels.Select((label, i) => label == s ? scaled[i, j] : 0).Sum() / size)];
        return HandMade.Segment(s + 1, size, centre) with
        {
            Share = (double)size / labels.Length,
            Features = [.. found.Select((feature, j) => new SegmentFeature(
                features[j].Name, feature.Segments[s],
                feature.All.Mean == 0 ? null : (feature.Segments[s].Mean / feature.All.Mean) - 1,
                (feature.Segments[s].Mean - feature.All.Mean) / feature.All.Deviation, feature.MedianRanks[s]))],
        };
    }

    static double[] Standard(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => (value - mean) / deviation);
    }
}
