using Segmentation.Numerics;

namespace Segmentation.Spark.Stages;

/// <summary>The nearest centres of rows in this process, by the same sums as on the cluster.</summary>
static class NearestCentres
{
    const int Looked = 5_000;

    public static (byte[] Labels, float[] Distances) Of(Matrix rows, Matrix centres)
    {
        var (labels, distances) = (new byte[rows.Rows], new float[rows.Rows]);
        for (var i = 0; i < rows.Rows; i++)
        {
            var (nearest, least, _) = Find(rows, i, centres);
            (labels[i], distances[i]) = ((byte)nearest, (float)Math.Sqrt(least));
        }
        return (labels, distances);
    }

    /// <summary>About which share of the rows may get another nearest centre while no centre moves farther than the
    /// bound.</summary>
    public static double ShareWithin(double bound, Matrix rows, Matrix centres)
    {
        var (within, looked) = (0, 0);
        for (var i = 0; i < rows.Rows; i += Math.Max(1, rows.Rows / Looked), looked++)
        {
            var (_, least, second) = Find(rows, i, centres);
            if (Math.Sqrt(second) - Math.Sqrt(least) <= 2 * bound) within++;
        }
        return (double)within / looked;
    }

    static (int Nearest, double Least, double Second) Find(Matrix rows, int row, Matrix centres)
    {
        var (nearest, least, second) = (0, double.PositiveInfinity, double.PositiveInfinity);
        for (var c = 0; c < centres.Rows; c++)
        {
            var sum = 0.0;
            for (var j = 0; j < centres.Columns; j++)
                sum += (rows[row, j] - centres[c, j]) * (rows[row, j] - centres[c, j]);
            if (sum < least) (nearest, least, second) = (c, sum, least);
            else if (sum < second) second = sum;
        }
        return (nearest, least, second);
    }
}
