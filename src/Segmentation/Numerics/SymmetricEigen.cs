namespace Segmentation.Numerics;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.</summary>
static class SymmetricEigen
{
    const int MostSweeps = 60;

    /// <summary>Rotates every pair in turn, until nothing off the diagonal matters.</summary>
    /// <param name="matrix">Shape [d × d], symmetric; overwritten.</param>
    /// <returns>Eigenvalues, largest first, and one eigenvector of length 1 a row, in the same order.</returns>
    /// <remarks>Time O(d³) a sweep, about ten sweeps. Source: G. Golub, C. Van Loan, Matrix Computations, 4th ed.,
    /// 8.5.</remarks>
    public static (double[] Values, Matrix Vectors) Solve(Matrix matrix, CancellationToken ct)
    {
        var d = matrix.Rows;
        var vectors = new Matrix(d, d);
        for (var i = 0; i < d; i++) vectors[i, i] = 1;

        for (var sweep = 0; sweep < MostSweeps && OffDiagonal(matrix) > 0; sweep++)
            for (var p = 0; p < d - 1; p++)
            {
                ct.ThrowIfCancellationRequested();
                for (var q = p + 1; q < d; q++) Rotate(matrix, vectors, p, q);
            }

        var values = new double[d];
        for (var i = 0; i < d; i++) values[i] = matrix[i, i];
        var order = Enumerable.Range(0, d).OrderByDescending(i => values[i]).ToArray();
        var sorted = new Matrix(d, d);
        for (var i = 0; i < d; i++)
            for (var j = 0; j < d; j++) sorted[i, j] = vectors[j, order[i]];
        return (Array.ConvertAll(order, i => values[i]), sorted);
    }

    /// <summary>The largest number off the diagonal; 0 when it is negligible beside the diagonal.</summary>
    static double OffDiagonal(Matrix matrix)
    {
        var (largest, diagonal) = (0.0, 0.0);
        for (var i = 0; i < matrix.Rows; i++)
        {
            diagonal = Math.Max(diagonal, Math.Abs(matrix[i, i]));
            for (var j = 0; j < i; j++) largest = Math.Max(largest, Math.Abs(matrix[i, j]));
        }
        return largest > 1e-17 * diagonal ? largest : 0;
    }

    static void Rotate(Matrix matrix, Matrix vectors, int p, int q)
    {
        if (matrix[p, q] == 0) return;
        var theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var cos = 1 / Math.Sqrt(t * t + 1);
        var sin = t * cos;
        Mix(matrix.Column(p), matrix.Column(q), cos, sin);
        for (var j = 0; j < matrix.Columns; j++)
        {
            var (a, b) = (matrix[p, j], matrix[q, j]);
            (matrix[p, j], matrix[q, j]) = (cos * a - sin * b, sin * a + cos * b);
        }
        (matrix[p, q], matrix[q, p]) = (0, 0);
        Mix(vectors.Column(p), vectors.Column(q), cos, sin);
    }

    static void Mix(Span<double> p, Span<double> q, double cos, double sin)
    {
        for (var i = 0; i < p.Length; i++) (p[i], q[i]) = (cos * p[i] - sin * q[i], sin * p[i] + cos * q[i]);
    }
}
