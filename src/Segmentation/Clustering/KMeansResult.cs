using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>Segments found, numbered from 0 by size, largest first, ties by centre.</summary>
/// <param name="Centres">Shape [k × d], on scaled features.</param>
/// <param name="Labels">Shape [n], 0 to k − 1.</param>
/// <param name="Distances">Shape [n]: Euclidean distance of each row to its centre.</param>
/// <param name="Sums">Sizes, means and spread of the segments.</param>
sealed record KMeansResult(Matrix Centres, byte[] Labels, float[] Distances, SegmentSums Sums)
{
    /// <summary>Sum of squared distances to the own centre.</summary>
    public double Inertia => Sums.Inertia;
    /// <summary>Lloyd iterations, the last one, which changed nothing, included.</summary>
    public required int Iterations { get; init; }
    /// <summary>Starts the best was taken of.</summary>
    public required int Starts { get; init; }
    /// <summary>The last iteration changed nothing.</summary>
    public required bool Converged { get; init; }
}
