using Segmentation.Clustering;
using Segmentation.Data;
using Segmentation.Evaluation;
using Segmentation.Profiles;

namespace Segmentation.Output;

/// <summary>Draws the customers that the charts show.</summary>
static class Points
{
    const int Most = 5_000;
    const int MostComponents = 3;
    const int MostBandValues = 1_000;
    const int Purpose = 0x50_4F_49;

    /// <summary>Customers per segment in proportion; all of them when there are no more than 5,000.</summary>
    public static PointSample Draw(CleanTable table, SegmentedRows rows, PrincipalComponents pca, int seed)
    {
        var n = rows.Labels.Length;
        // Rounding may add two rows a segment.
        var drawn = n <= Most
            ? [.. Enumerable.Range(0, n)]
            : RowSample.DrawPerSegment(rows.Labels, rows.K, Most - (2 * rows.K), new(seed, Purpose, 0));
        return new(
            drawn.Length < n, n,
            Array.ConvertAll(drawn, table.DataRow),
            Array.ConvertAll(drawn, i => rows.Labels[i] + 1),
            table.Ids(drawn),
            [.. Enumerable.Range(0, rows.Values.Columns).Select(j => Array.ConvertAll(drawn, i => rows.Values[i, j]))],
            [.. Enumerable.Range(0, Math.Min(MostComponents, rows.Scaled.Columns))
                .Select(c => Array.ConvertAll(drawn, i => pca.Project(rows.Scaled, i, c)))]);
    }

    /// <summary>Silhouette values of each segment, descending, at most 1,000 evenly spaced ranks of them.</summary>
    public static SilhouetteBand[] Bands(SilhouetteSummary silhouette, SegmentedRows rows, IReadOnlyList<SegmentProfile> segments)
    {
        var values = Array.ConvertAll(new List<double>[rows.K], _ => new List<double>());
        for (var m = 0; m < silhouette.Rows.Length; m++)
            values[rows.Labels[silhouette.Rows[m]]].Add(silhouette.Values[m]);
        return [.. segments.Select((segment, s) => new SilhouetteBand(
            segment.Number, segment.Size, segment.Silhouette,
            silhouette.NegativeShares[s],
            EvenRanks([.. values[s].OrderDescending()])))];
    }

    static double[] EvenRanks(double[] sorted) => sorted.Length <= MostBandValues
        ? sorted
        : [.. Enumerable.Range(0, MostBandValues).Select(i => sorted[(int)((long)i * (sorted.Length - 1) / (MostBandValues - 1))])];
}
