using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Draws the customers that the charts show.</summary>
static class ChartSample
{
    const int Most = 5_000;
    const int MostComponents = 3;
    const int MostBandValues = 1_000;
    const int Purpose = 0x50_4F_49;

    /// <summary>Draws rows per segment in proportion; all of them when there are no more than 5,000.</summary>
    /// <returns>Ascending row numbers.</returns>
    public static int[] Draw(SegmentedRows rows, int seed)
    {
        var n = rows.Labels.Length;
        // Rounding may add two rows a segment.
        return n <= Most
            ? Arrays.Indices(n)
            : RowSample.DrawPerSegment(rows.Labels, rows.K, Most - (2 * rows.K), new(seed, Purpose, 0));
    }

    /// <summary>The customers of drawn rows.</summary>
    /// <param name="of">Rows in all; <paramref name="rows"/> may be a sample of them.</param>
    public static PointSample Points(
        RowNames names, SegmentedRows rows, int[] drawn, int of, PrincipalComponents pca) => new(
            drawn.Length < of, of,
            Arrays.Generate(drawn.Length, i => names.DataRow(drawn[i])),
            Arrays.Generate(drawn.Length, i => rows.Labels[drawn[i]] + 1),
            names.Ids(drawn),
            Arrays.Generate(rows.Values.Columns, j => Arrays.Generate(drawn.Length, i => rows.Values[drawn[i], j])),
            Arrays.Generate(ComponentsOf(rows.Scaled), c =>
                Rounded(Arrays.Generate(drawn.Length, i => pca.Project(rows.Scaled, drawn[i], c)))));

    /// <summary>Centre of a segment in the same components as the points.</summary>
    /// <param name="centres">Shape [k × d], on scaled features.</param>
    public static double[] Centre(Matrix centres, PrincipalComponents pca, int segment) =>
        Arrays.Generate(ComponentsOf(centres), c => pca.Project(centres, segment, c));

    /// <summary>Silhouette values of each segment, descending, at most 1,000 evenly spaced ranks of them.</summary>
    public static SilhouetteBands Bands(
        SilhouetteSummary silhouette, SegmentedRows rows, IReadOnlyList<SegmentProfile> segments) =>
        new(Arrays.Generate(rows.K, s => new SilhouetteBand(
            s + 1, segments[s].Size, segments[s].Silhouette, silhouette.NegativeShares[s],
            EvenRanks(Descending(silhouette, rows.Labels, s)))));

    // Five digits place a point. The others would be half of the file, because digits do not compress.
    static double[] Rounded(double[] component)
    {
        const double FiveDigits = 1e4;
        const int MostDecimals = 15;
        var decimals = 0;
        for (var largest = component.Max(Math.Abs); largest < FiveDigits && decimals <= MostDecimals; decimals++)
            largest *= 10;
        return decimals > MostDecimals
            ? component
            : Arrays.Generate(component.Length, i => Math.Round(component[i], decimals));
    }

    static int ComponentsOf(Matrix scaled) => Math.Min(MostComponents, scaled.Columns);

    static double[] Descending(SilhouetteSummary silhouette, byte[] labels, int segment)
    {
        var (own, count) = (new double[silhouette.Rows.Length], 0);
        for (var m = 0; m < own.Length; m++)
            if (labels[silhouette.Rows[m]] == segment) own[count++] = silhouette.Values[m];
        own = own[..count];
        Array.Sort(own);
        Array.Reverse(own);
        return own;
    }

    static double[] EvenRanks(double[] sorted) => sorted.Length <= MostBandValues
        ? sorted
        : Arrays.Generate(MostBandValues, i => sorted[(int)((long)i * (sorted.Length - 1) / (MostBandValues - 1))]);
}

/// <summary>What rows are called.</summary>
/// <param name="DataRow">Data row of the file, from 0, of a row.</param>
/// <param name="Ids">Id cells of some rows, ascending; empty when the file has no id column.</param>
sealed record RowNames(Func<int, long> DataRow, Func<int[], string[]> Ids);
