using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>Finds the nearest centre of rows that were not clustered themselves.</summary>
static class NearestCentre
{
    /// <summary>The nearest centre of each row, of equally near ones the lower number, as in
    /// <see cref="Lloyd"/>.</summary>
    /// <param name="rows">Shape [n × d].</param>
    /// <param name="centres">Shape [k × d].</param>
    /// <returns>Shape [n], 0 to k − 1.</returns>
    public static byte[] Of(Matrix rows, Matrix centres, CancellationToken ct)
    {
        var assignment = new Assignment(rows, centres.Rows, bounds: false);
        assignment.Reset(centres.ToRowMajor());
        assignment.Pass(Hardware.Threads, ct);
        return assignment.Labels;
    }
}
