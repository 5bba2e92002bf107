namespace Segmentation;

/// <summary>How k-means found the segments: the steps of the best start, and of up to four others.</summary>
/// <remarks>Segments have the numbers of the result: those of the best start are the same segments; those of another
/// start are matched to the result one to one, the nearest centres first. Everything is on scaled features. The other
/// starts show how starts ended: in different ways if there are such, from the next best to the worst,
/// evenly.</remarks>
/// <param name="Starts">The best one first, then by inertia.</param>
public sealed record FitTrace(IReadOnlyList<StartTrace> Starts);

/// <summary>One start: where its centres began, and each assignment of the rows.</summary>
/// <param name="Number">Which start it was, from 1.</param>
/// <param name="Of">Rows the starts ran on: all used rows, or a sample of them.</param>
/// <param name="Inertia">With which it ended, over these rows.</param>
/// <param name="Iterations">Assignments it took, with those that are not among the steps.</param>
/// <param name="Converged">The last assignment changed nothing.</param>
/// <param name="Order">Segment numbers in the order in which their first centres were drawn.</param>
/// <param name="Steps">Some or all of its assignments, always the first and the last. Those of the best start go on
/// over all used rows when the starts ran on a sample.</param>
/// <param name="Centres">Shape [k × d]: where the centres ended.</param>
public sealed record StartTrace(
    int Number, long Of, double Inertia, int Iterations, bool Converged, IReadOnlyList<int> Order,
    IReadOnlyList<TraceStep> Steps, IReadOnlyList<IReadOnlyList<double>> Centres);

/// <summary>One assignment of the rows to their nearest centres.</summary>
/// <param name="Iteration">From 1; those that were left out count.</param>
/// <param name="Of">Rows that were assigned.</param>
/// <param name="Moved">Rows that changed their segment; all of them in the first assignment, and in the first one over
/// all used rows.</param>
/// <param name="Inertia">Sum of squared distances of these rows to the centres they were assigned to.</param>
/// <param name="Sizes">Shape [k]: rows of each segment after it.</param>
/// <param name="Centres">Shape [k × d]: the centres to which the rows were assigned.</param>
public sealed record TraceStep(
    int Iteration, long Of, long Moved, double Inertia, IReadOnlyList<long> Sizes,
    IReadOnlyList<IReadOnlyList<double>> Centres);
