using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>The segments, numbered from 0 by size, largest first, ties by centre.</summary>
/// <param name="Centres">Shape [k × d], on scaled features.</param>
/// <param name="Labels">Shape [n], 0 to k − 1.</param>
/// <param name="Distances">Shape [n]: Euclidean distance of each row to its centre.</param>
/// <param name="Sums">Sizes, means and spread of the segments.</param>
sealed record KMeansResult(Matrix Centres, byte[] Labels, float[] Distances, SegmentSums Sums)
{
    /// <summary>Sum of squared distances to the own centre.</summary>
    public double Inertia => Sums.Inertia;
    /// <summary>Lloyd iterations, including the last one, which changed nothing.</summary>
    public required int Iterations { get; init; }
    /// <summary>How many starts there were; this is the best of them.</summary>
    public required int Starts { get; init; }
    /// <summary>Steps of the best start, and of up to four others; empty when they were not recorded.</summary>
    public StartSteps[] Traced { get; init; } = [];
    /// <summary>The last iteration changed nothing.</summary>
    public required bool Converged { get; init; }

    /// <summary>The steps, for the file of the result; null when they were not recorded.</summary>
    public FitTrace? ToTrace() => Traced.Length == 0 ? null : new(Array.ConvertAll(Traced, start => start.ToTrace()));
}
