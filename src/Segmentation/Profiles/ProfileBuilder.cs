using Segmentation.Data;
using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Rows with their segments, as the clustering left them: all used ones, or a sample of what is on a
/// cluster.</summary>
/// <param name="Features">Header of each compared column.</param>
/// <param name="Values">Shape [n × d], in the units of the file.</param>
/// <param name="Scaled">Shape [n × d].</param>
/// <param name="Centres">Shape [k × d], on scaled features.</param>
/// <param name="Labels">Shape [n], 0 to k − 1 in the final numbering.</param>
sealed record SegmentedRows(IReadOnlyList<string> Features, Matrix Values, Matrix Scaled, Matrix Centres, byte[] Labels)
{
    public int K => Centres.Rows;
}

/// <summary>What each segment is like, in numbers; the words come from <see cref="Words"/>.</summary>
static class ProfileBuilder
{
    const int MostCategories = 10;

    /// <summary>Profiles in the order of the segments, without words.</summary>
    /// <param name="silhouettes">Mean of each segment.</param>
    public static SegmentProfile[] Build(
        SegmentedRows rows, SegmentSums sums, Measured all, IReadOnlyList<double> silhouettes)
    {
        var sizes = sums.Sizes;
        return Arrays.Generate(rows.K, s => new SegmentProfile
        {
            Number = s + 1,
            Name = "",
            Description = "",
            Highlights = [],
            Size = sizes[s],
            Share = (double)sizes[s] / sums.Rows,
            Silhouette = silhouettes[s],
            WithinSs = sums.WithinOf(s),
            MeanDistance = sums.Distance[s] / sizes[s],
            ScaledCentre = Arrays.Generate(rows.Centres.Columns, j => rows.Centres[s, j]),
            ComponentCentre = ChartSample.Centre(rows.Centres, all.Pca, s),
            Features = Arrays.Generate(rows.Features.Count, j => Compare(rows.Features[j], all.Distributions[j], s)),
            Categories = [.. all.Categories.Select(column => Mix(column, s, sizes[s], sums.Rows))],
        });
    }

    static SegmentFeature Compare(string name, FeatureDistributions feature, int s)
    {
        var (here, all) = (feature.Segments[s], feature.All);
        var difference = here.Mean - all.Mean;
        return new(
            name, here, all.Mean == 0 ? null : difference / Math.Abs(all.Mean), difference / all.Deviation,
            feature.MedianRanks[s]);
    }

    static CategoryMix Mix(CategoryCounts column, int s, int size, int rows)
    {
        var here = column.Values.Where(value => value.PerSegment[s] > 0).ToList();
        here.Sort((a, b) => a.PerSegment[s] != b.PerSegment[s]
            ? b.PerSegment[s].CompareTo(a.PerSegment[s]) : string.CompareOrdinal(a.Value, b.Value));
        return new(column.Column, [.. here.Take(MostCategories).Select(value => new CategoryShare(
            value.Value, value.PerSegment[s], (double)value.PerSegment[s] / size, (double)value.Rows / rows))]);
    }
}
