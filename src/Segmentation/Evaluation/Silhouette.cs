using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>How much closer rows are to their own segment than to the next one.</summary>
/// <remarks>
/// s = (b − a) / max(a, b): a is the mean Euclidean distance to the other rows of the row's segment, b the smallest
/// mean distance to the rows of another segment. A row alone in its segment has 0, and so has one with a = b = 0. 1 is
/// best, near 0 segments overlap, below 0 rows are in the wrong segment. As scikit-learn's <c>silhouette_samples</c>,
/// to 1e-9. Source: P. J. Rousseeuw, J. Comput. Appl. Math. 20 (1987) 53–65, doi:10.1016/0377-0427(87)90125-7.
/// </remarks>
static class Silhouette
{
    /// <summary>With more rows than this, a sample is measured.</summary>
    public const int ExactLimit = 20_000;
    /// <summary>Rows of the sample.</summary>
    public const int SampleRows = 10_000;
    const int Purpose = 2;

    /// <summary>Measures all rows, or above <see cref="ExactLimit"/> a sample of each segment in proportion to its
    /// size.</summary>
    /// <param name="points">Scaled features, shape [n × d].</param>
    /// <param name="labels">Shape [n], 0 to k − 1.</param>
    /// <returns>Above the limit, distances are those between rows of the sample, and the mean is weighted by the true
    /// sizes of the segments.</returns>
    /// <remarks>Time O(m² · d) for m measured rows, memory O(m · (d + k)).</remarks>
    public static SilhouetteSummary Measure(Matrix points, byte[] labels, int k, int seed, CancellationToken ct)
    {
        var sizes = new int[k];
        foreach (var label in labels) sizes[label]++;
        return Measure(points, labels, sizes, seed, ct);
    }

    /// <summary>The same for rows that may be a sample of more.</summary>
    /// <param name="sizes">Shape [k]: true sizes of the segments.</param>
    public static SilhouetteSummary Measure(Matrix points, byte[] labels, int[] sizes, int seed, CancellationToken ct)
    {
        var k = sizes.Length;
        if (sizes.Sum() <= ExactLimit)
            return Summarize(Arrays.Indices(points.Rows), PerRow(points, labels, k, ct), labels, k);

        var rows = RowSample.DrawPerSegment(labels, k, SampleRows, new(seed, Purpose, 0));
        var drawn = Array.ConvertAll(rows, row => labels[row]);
        return OfSample(RowSample.Take(points, rows), drawn, sizes, ct) with { Rows = rows, Seed = seed };
    }

    /// <summary>Estimates the mean over all rows, and its error, from a sample of each segment.</summary>
    /// <param name="sample">Shape [m × d].</param>
    /// <param name="labels">Shape [m].</param>
    /// <param name="sizes">Shape [k]: true sizes of the segments.</param>
    /// <remarks>Source of the weights: W. G. Cochran, Sampling Techniques, 3rd ed. 1977, 5.3.</remarks>
    public static SilhouetteSummary OfSample(Matrix sample, byte[] labels, int[] sizes, CancellationToken ct)
    {
        var score = SilhouetteCells.MeasureSample(sample, labels, sizes.Length, ct);
        var found = Summarize(Arrays.Indices(sample.Rows), score.Values, labels, sizes.Length);
        var (mean, all) = (0.0, (double)sizes.Sum());
        for (var c = 0; c < sizes.Length; c++) mean += sizes[c] / all * found.SegmentMeans[c];
        return found with { Mean = mean, Error = score.Error(sizes) };
    }

    /// <summary>The silhouette of every row.</summary>
    /// <returns>Shape [n], −1 to 1.</returns>
    /// <remarks>Time O(n² · d), memory O(n · (d + k)).</remarks>
    public static double[] PerRow(Matrix points, byte[] labels, int k, CancellationToken ct) =>
        PerRow(points, [(labels, k)], ct)[0];

    /// <summary>The silhouette of every row for several segmentations; each distance is measured once for all of
    /// them.</summary>
    /// <returns>For each segmentation shape [n].</returns>
    public static double[][] PerRow(
        Matrix points, IReadOnlyList<(byte[] Labels, int K)> segmentations, CancellationToken ct) =>
        SilhouetteCells.Measure(points, segmentations, ct);

    /// <summary>The same on this thread alone and with little memory, to within rounding: for many small sets at
    /// once.</summary>
    public static double[][] PerRowAlone(
        Matrix points, IReadOnlyList<(byte[] Labels, int K)> segmentations, CancellationToken ct) =>
        SilhouetteCells.MeasureAlone(points, segmentations, ct);

    /// <summary>Mean and shares of values that were measured on all rows.</summary>
    /// <param name="labels">Shape [m]: segment of each measured row.</param>
    public static SilhouetteSummary Summarize(int[] rows, double[] values, byte[] labels, int k)
    {
        var (sums, negative, sizes, total) = (new double[k], new int[k], new int[k], 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            total += values[i];
            sums[labels[i]] += values[i];
            sizes[labels[i]]++;
            if (values[i] < 0) negative[labels[i]]++;
        }
        for (var c = 0; c < k; c++) sums[c] = sizes[c] > 0 ? sums[c] / sizes[c] : 0;
        var shares = new double[k];
        for (var c = 0; c < k; c++) shares[c] = sizes[c] > 0 ? (double)negative[c] / sizes[c] : 0;
        return new()
        {
            Mean = total / values.Length,
            Rows = rows,
            Values = values,
            SegmentMeans = sums,
            NegativeShares = shares,
        };
    }
}
