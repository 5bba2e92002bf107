using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>One assignment of all rows, as it is recorded while Lloyd's iteration runs.</summary>
/// <param name="Iteration">From 1.</param>
/// <param name="Moved">Rows that changed their segment; in the first iteration all.</param>
/// <param name="Sizes">Shape [k]: rows of each segment after it.</param>
/// <param name="Centres">Shape [k × d]: the centres to which the rows were assigned.</param>
sealed record FitStep(int Iteration, long Moved, long[] Sizes, double[] Centres)
{
    /// <summary>Sum over segments of size times squared distance from their mean to the mean of all rows. Together with
    /// the sum of squares around these means it is the same for every assignment of the same rows.</summary>
    public double Between { get; private init; }

    /// <summary>Sum over segments of size times squared distance from their mean to the centre to which the rows were
    /// assigned.</summary>
    public double Off { get; private init; }

    /// <summary>Rows that were assigned.</summary>
    public long Rows { get; private init; }

    /// <summary>From the sums of each segment's rows, so that no row is looked at again.</summary>
    /// <param name="sums">Shape [k × d].</param>
    public static FitStep Of(int iteration, long moved, long[] sizes, double[] centres, double[] sums)
    {
        var (k, d, rows) = (sizes.Length, centres.Length / sizes.Length, 0L);
        foreach (var size in sizes) rows += size;
        var (between, off) = (0.0, 0.0);
        for (var j = 0; j < d; j++)
        {
            var sum = 0.0;
            for (var c = 0; c < k; c++) sum += sums[(c * d) + j];
            for (var c = 0; c < k; c++)
            {
                if (sizes[c] == 0) continue;
                var mean = sums[(c * d) + j] / sizes[c];
                var (difference, move) = (mean - (sum / rows), mean - centres[(c * d) + j]);
                between += sizes[c] * difference * difference;
                off += sizes[c] * move * move;
            }
        }
        return new(iteration, moved, sizes, centres) { Between = between, Off = off, Rows = rows };
    }

    /// <summary>Sum of squared distances of the rows to the centres to which they were assigned.</summary>
    /// <param name="squares">Of the rows around their mean.</param>
    public double Inertia(double squares) => Math.Max(0, squares - Between + Off);

    /// <summary>The same step with the segments in another order.</summary>
    /// <param name="order">Shape [k]: the present number at each new one.</param>
    public FitStep Renumber(int[] order) => this with
    {
        Sizes = Array.ConvertAll(order, c => Sizes[c]),
        Centres = Renumber(Centres, order),
    };

    /// <summary>The centres of segments in another order.</summary>
    public static double[] Renumber(double[] centres, int[] order)
    {
        var d = centres.Length / order.Length;
        return Arrays.Generate(centres.Length, s => centres[(order[s / d] * d) + (s % d)]);
    }
}
