using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>The directions in which rows differ most.</summary>
/// <param name="Means">Shape [d]: subtracted before projecting.</param>
/// <param name="Components">Shape [d × d]: a component in each row, by explained variance; loadings have length
/// 1.</param>
/// <param name="Variance">Shape [d]: explained variance, n − 1 form.</param>
/// <param name="Share">Shape [d]: explained share, 0 to 1; 0 when all rows are equal.</param>
sealed record PrincipalComponents(double[] Means, Matrix Components, double[] Variance, double[] Share)
{
    /// <summary>Finds the eigenvectors of the covariance matrix.</summary>
    /// <param name="points">Shape [n × d], n at least 2.</param>
    /// <remarks>The loading of a component that is largest in absolute value is positive; of loadings within 1e-9 of
    /// the largest, that of the first feature. Time O(n · d² + d³), memory O(d²). As scikit-learn's <c>PCA</c> to 1e-9,
    /// signs aside. Source: I. T. Jolliffe, Principal Component Analysis, 2nd ed. 2002, doi:10.1007/b98835.</remarks>
    public static PrincipalComponents Of(Matrix points, CancellationToken ct)
    {
        var d = points.Columns;
        var means = new double[d];
        for (var j = 0; j < d; j++) means[j] = FeatureMoments.Of(points, j, ct).Mean;
        return Of(means, Covariance(points, means, ct), ct);
    }

    /// <summary>From a covariance that was measured elsewhere.</summary>
    /// <param name="means">Shape [d].</param>
    /// <param name="covariance">Shape [d × d], n − 1 form; overwritten.</param>
    public static PrincipalComponents Of(double[] means, Matrix covariance, CancellationToken ct)
    {
        var (values, vectors) = SymmetricEigen.Solve(covariance, ct);
        return Of(means, vectors, values);
    }

    /// <summary>From components that were found elsewhere.</summary>
    /// <param name="components">Shape [d × d], one in each row; signs are changed in place.</param>
    /// <param name="variance">Shape [d], descending.</param>
    public static PrincipalComponents Of(double[] means, Matrix components, double[] variance)
    {
        for (var component = 0; component < means.Length; component++) FixSign(components, component);
        var explained = Array.ConvertAll(variance, value => Math.Max(0, value));
        var total = explained.Sum();
        return new(means, components, explained, Array.ConvertAll(explained, value => total > 0 ? value / total : 0));
    }

    /// <summary>Coordinate of one row on one component.</summary>
    public double Project(Matrix points, int row, int component)
    {
        var sum = 0.0;
        for (var j = 0; j < Means.Length; j++) sum += (points[row, j] - Means[j]) * Components[component, j];
        return sum;
    }

    static void FixSign(Matrix vectors, int component)
    {
        var (d, largest) = (vectors.Columns, 0.0);
        for (var j = 0; j < d; j++) largest = Math.Max(largest, Math.Abs(vectors[component, j]));
        for (var j = 0; j < d; j++)
        {
            if (Math.Abs(vectors[component, j]) < largest - 1e-9) continue;
            if (vectors[component, j] < 0)
                for (var i = 0; i < d; i++) vectors[component, i] = -vectors[component, i];
            return;
        }
    }

    static Matrix Covariance(Matrix points, double[] means, CancellationToken ct)
    {
        var (chunks, d) = (Chunks.Of(points.Rows), points.Columns);
        var parts = new double[chunks.Count][];
        chunks.Run((start, end, chunk) => parts[chunk] = Products(points, means, start, end, ct), ct);

        var covariance = new Matrix(d, d);
        foreach (var part in parts)
            for (var a = 0; a < d; a++)
                for (var b = 0; b <= a; b++) covariance[a, b] += part[a * d + b] / (points.Rows - 1);
        for (var a = 0; a < d; a++)
            for (var b = 0; b < a; b++) covariance[b, a] = covariance[a, b];
        return covariance;
    }

    static double[] Products(Matrix points, double[] means, int start, int end, CancellationToken ct)
    {
        const int Stripe = 1_024;   // rows; two features of them fit into the first cache
        var d = points.Columns;
        var products = new double[d * d];
        for (var first = start; first < end && !ct.IsCancellationRequested; first += Stripe)
            for (var a = 0; a < d; a++)
                for (var b = 0; b <= a; b++)
                {
                    var x = points.Column(a)[first..Math.Min(end, first + Stripe)];
                    var y = points.Column(b)[first..Math.Min(end, first + Stripe)];
                    products[a * d + b] += Hardware.Width switch
                    {
                        512 => Product<Lanes512>(x, y, means[a], means[b]),
                        256 => Product<Lanes256>(x, y, means[a], means[b]),
                        _ => Product<Lanes128>(x, y, means[a], means[b]),
                    };
                }
        return products;
    }

    /// <summary>Sum of (x − mean of x)(y − mean of y), by lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Product<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double meanX, double meanY)
        where T : struct, ILanes<T>
    {
        var sums = T.All(0);
        var i = 0;
        for (; i <= x.Length - Lanes.Count; i += Lanes.Count)
        {
            ref readonly var atX = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), i);
            ref readonly var atY = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), i);
            sums += (T.Load(in atX) - T.All(meanX)) * (T.Load(in atY) - T.All(meanY));
        }
        Span<double> lanes = stackalloc double[Lanes.Count];
        T.Store(sums, ref lanes[0]);
        for (var lane = 0; i < x.Length; i++, lane++) lanes[lane] += (x[i] - meanX) * (y[i] - meanY);
        return Lanes.Sum(lanes);
    }
}
