using Segmentation.Numerics;

namespace Segmentation.Choice;

/// <summary>Draws rows like the given ones in every column and in how the columns go together, but with one hump a
/// column and so without groups.</summary>
/// <remarks>A Gaussian copula: R. B. Nelsen, An Introduction to Copulas, 2nd ed. 2006,
/// doi:10.1007/0-387-28678-0.</remarks>
sealed class ReferenceRows
{
    const int Corrections = 3;
    const int CorrectionRows = 4_000;
    const double MostCorrelated = 0.999;
    const int Purpose = 11;
    const int Seed = 1;

    readonly ReferenceColumn[] _columns;
    Matrix _root;   // its product with its transpose is the correlation of the normal values behind a draw

    /// <param name="rows">Shape [n × d].</param>
    public ReferenceRows(Matrix rows, CancellationToken ct)
    {
        _columns = Arrays.Generate(rows.Columns, j => new ReferenceColumn(rows.Column(j)));
        var wanted = NormalCorrelation(rows);
        var aim = Copy(wanted);
        _root = Root(aim, ct);
        if (rows.Columns == 1) return;

        // Equal values weaken the correlation of a draw: aim above it.
        for (var round = 0; round < Corrections; round++)
        {
            ct.ThrowIfCancellationRequested();
            var got = NormalCorrelation(Draw(CorrectionRows, -1 - round));
            for (var a = 0; a < rows.Columns; a++)
                for (var b = 0; b < rows.Columns; b++)
                    if (a != b)
                        aim[a, b] = Math.Clamp(aim[a, b] + wanted[a, b] - got[a, b], -MostCorrelated, MostCorrelated);
            _root = Root(aim, ct);
        }
    }

    /// <summary>The draw of a number, the same in every run.</summary>
    public Matrix Draw(int rows, int number) => Draw(rows, new RandomStream(Seed, Purpose, number));

    Matrix Draw(int rows, RandomStream random)
    {
        var d = _columns.Length;
        var (drawn, normal) = (new Matrix(rows, d), new double[d]);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < d; j++) normal[j] = Normal.Draw(ref random);
            for (var j = 0; j < d; j++)
            {
                var sum = 0.0;
                for (var c = 0; c < d; c++) sum += _root[c, j] * normal[c];
                drawn[i, j] = _columns[j].Quantile(Normal.Below(sum));
            }
        }
        return drawn;
    }

    /// <summary>Correlations of the normal scores; 0 of a column with a single value.</summary>
    static Matrix NormalCorrelation(Matrix rows)
    {
        var d = rows.Columns;
        var scores = new Matrix(Arrays.Generate(d, j => Normal.Scores(rows.Column(j))), rows.Rows);
        var (correlation, lengths) = (new Matrix(d, d), new double[d]);
        for (var a = 0; a < d; a++)
        {
            lengths[a] = Math.Sqrt(Product(scores.Column(a), scores.Column(a)));
            correlation[a, a] = 1;
            for (var b = 0; b < a; b++)
            {
                var length = lengths[a] * lengths[b];
                correlation[a, b] = length > 0 ? Product(scores.Column(a), scores.Column(b)) / length : 0;
                correlation[b, a] = correlation[a, b];
            }
        }
        return correlation;
    }

    // Scores have the mean 0, but for equal values at one end.
    static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (sum, ofX, ofY) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
            ofX += x[i];
            ofY += y[i];
        }
        return sum - ofX * ofY / x.Length;
    }

    /// <summary>Shape [d × d]: column j has length 1, so that every normal value has the deviation 1, also where the
    /// corrected matrix is none of correlations.</summary>
    static Matrix Root(Matrix correlation, CancellationToken ct)
    {
        var d = correlation.Rows;
        var (values, vectors) = SymmetricEigen.Solve(Copy(correlation), ct);
        var root = new Matrix(d, d);
        for (var j = 0; j < d; j++)
        {
            var length = 0.0;
            for (var c = 0; c < d; c++)
            {
                root[c, j] = vectors[c, j] * Math.Sqrt(Math.Max(0, values[c]));
                length += root[c, j] * root[c, j];
            }
            for (var c = 0; c < d; c++) root[c, j] /= Math.Sqrt(length);
        }
        return root;
    }

    static Matrix Copy(Matrix matrix) => Matrix.FromRowMajor(matrix.ToRowMajor(), matrix.Columns);
}
