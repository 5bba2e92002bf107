using Segmentation.Evaluation;

namespace Segmentation.Clustering;

/// <summary>One assignment of all rows, as it is recorded while Lloyd's iteration runs.</summary>
/// <param name="Iteration">From 1.</param>
/// <param name="Moved">Rows that changed their segment; null: not counted.</param>
/// <param name="Sizes">Shape [k]: rows of each segment after it.</param>
/// <param name="Centres">Shape [k × d]: the centres to which the rows were assigned.</param>
/// <param name="Explained">Sum of squares of the rows around their mean that these centres explain: the rest is the
/// inertia.</param>
sealed record FitStep(int Iteration, long? Moved, long[] Sizes, double[] Centres, double Explained)
{
    /// <summary>Rows that were assigned.</summary>
    public long Rows => Total(Sizes);

    /// <summary>From the sums of each segment's rows, so that no row is looked at again.</summary>
    /// <remarks>With m the mean of a segment of n rows, c its centre and µ the mean of all, the inertia is the sum of
    /// squares around µ less the sum over segments of n(‖m − µ‖² − ‖c − m‖²).</remarks>
    /// <param name="sums">Shape [k × d].</param>
    public static FitStep Of(int iteration, long? moved, long[] sizes, double[] centres, double[] sums)
    {
        var (k, d, rows) = (sizes.Length, centres.Length / sizes.Length, Total(sizes));
        var explained = 0.0;
        for (var j = 0; j < d; j++)
        {
            var sum = 0.0;
            for (var c = 0; c < k; c++) sum += sums[(c * d) + j];
            for (var c = 0; c < k; c++)
            {
                if (sizes[c] == 0) continue;
                var mean = sums[(c * d) + j] / sizes[c];
                var (between, off) = (mean - (sum / rows), centres[(c * d) + j] - mean);
                explained += sizes[c] * ((between * between) - (off * off));
            }
        }
        return new(iteration, moved, sizes, centres, explained);
    }

    /// <summary>The same step with the segments in another order.</summary>
    /// <param name="order">Shape [k]: the present number at each new one.</param>
    public FitStep Renumber(int[] order)
    {
        var d = Centres.Length / order.Length;
        var centres = new double[Centres.Length];
        for (var c = 0; c < order.Length; c++) Array.Copy(Centres, order[c] * d, centres, c * d, d);
        return this with { Sizes = Array.ConvertAll(order, c => Sizes[c]), Centres = centres };
    }

    /// <summary>Sum of squared distances of the rows to their mean, of which <see cref="Explained"/> is a
    /// part.</summary>
    public static double SquaresOf(SegmentSums sums) => sums.Inertia + sums.Between().Sum();

    static long Total(long[] sizes)
    {
        var total = 0L;
        foreach (var size in sizes) total += size;
        return total;
    }
}
