using Segmentation.Choice;
using Segmentation.Clustering;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>What the other k of the sweep would have made of the customers.</summary>
static class CandidateProfiles
{
    /// <param name="drawn">Rows of the points.</param>
    public static CandidateFits Describe(
        TriedFits tried, SegmentedRows rows, int[] drawn, Measured all, CancellationToken ct)
    {
        var logs = Arrays.Generate(all.Scales.Count, j => LogsInFile(tried.Rows, j, all.Scales[j]));
        // A row that was not clustered belongs to the nearest centre.
        var points = tried.AreAll ? null : RowSample.Take(rows.Scaled, drawn);
        return new(Arrays.Generate(tried.Fits.Count, i =>
        {
            ct.ThrowIfCancellationRequested();
            var (fit, k) = (tried.Fits[i], tried.Fits[i].Centres.Rows);
            var labels = points is null
                ? Array.ConvertAll(drawn, row => fit.Labels[row])
                : NearestCentre.Of(points, fit.Centres, ct);
            return new CandidateFit(
                k, fit.Sums.Sizes, Means(fit, all.Scales, logs),
                Arrays.Generate(k, s => Arrays.Generate(fit.Centres.Columns, j => fit.Centres[s, j])),
                Arrays.Generate(k, s => ChartSample.Centre(fit.Centres, all.Pca, s)),
                CandidateFit.ToLetters(labels));
        }));
    }

    // The mean of logarithms is not that of the values, so these go back to the file one by one.
    static double[]? LogsInFile(Matrix rows, int j, FeatureScale scale) => scale.Transform == Transform.Log1p
        ? Arrays.Generate(rows.Rows, i => scale.ToFile(rows[i, j]))
        : null;

    static double[][] Means(KMeansResult fit, IReadOnlyList<FeatureScale> scales, double[]?[] logs)
    {
        var (centres, sizes) = (fit.Centres, fit.Sums.Sizes);
        var means = Arrays.Generate(centres.Rows, s => Arrays.Generate(
            centres.Columns, j => logs[j] is null ? scales[j].ToFile(centres[s, j]) : 0));
        for (var j = 0; j < centres.Columns; j++)
        {
            if (logs[j] is not { } values) continue;
            for (var i = 0; i < values.Length; i++) means[fit.Labels[i]][j] += values[i];
            for (var s = 0; s < sizes.Length; s++) means[s][j] /= sizes[s];
        }
        return means;
    }
}
