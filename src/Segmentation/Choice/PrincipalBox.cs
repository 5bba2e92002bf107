using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Choice;

/// <summary>Draws rows evenly from the box along the principal axes that holds all given rows: discs and balls have
/// groups no more than it has.</summary>
/// <remarks>Source: R. Tibshirani, G. Walther, T. Hastie, J. R. Stat. Soc. B 63 (2001) 411–423, reference (b),
/// doi:10.1111/1467-9868.00293.</remarks>
sealed class PrincipalBox
{
    const int Purpose = 12;
    const int Seed = 1;

    readonly PrincipalComponents _axes;
    readonly double[] _from;
    readonly double[] _to;

    /// <param name="rows">Shape [n × d], n at least 2.</param>
    public PrincipalBox(Matrix rows, CancellationToken ct)
    {
        _axes = PrincipalComponents.Of(rows, ct);
        (_from, _to) = (new double[rows.Columns], new double[rows.Columns]);
        for (var axis = 0; axis < rows.Columns; axis++)
        {
            (_from[axis], _to[axis]) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var i = 0; i < rows.Rows; i++)
            {
                var at = _axes.Project(rows, i, axis);
                _from[axis] = Math.Min(_from[axis], at);
                _to[axis] = Math.Max(_to[axis], at);
            }
        }
    }

    /// <summary>The draw of a number, the same in every run.</summary>
    public Matrix Draw(int rows, int number)
    {
        var (d, random) = (_from.Length, new RandomStream(Seed, Purpose, number));
        var (drawn, at) = (new Matrix(rows, d), new double[d]);
        for (var i = 0; i < rows; i++)
        {
            for (var axis = 0; axis < d; axis++)
                at[axis] = _from[axis] + random.NextDouble() * (_to[axis] - _from[axis]);
            for (var j = 0; j < d; j++)
            {
                drawn[i, j] = _axes.Means[j];
                for (var axis = 0; axis < d; axis++) drawn[i, j] += at[axis] * _axes.Components[axis, j];
            }
        }
        return drawn;
    }
}
