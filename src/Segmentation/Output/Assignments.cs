namespace Segmentation.Output;

/// <summary>What the clustering says about every used row.</summary>
/// <param name="Labels">Segment of used row i from 0, in the final numbering.</param>
/// <param name="Names">Name of segment i + 1.</param>
/// <param name="Silhouette">Null when no row has one.</param>
/// <param name="Distance">To the own centre, on scaled features.</param>
sealed record Assignments(byte[] Labels, IReadOnlyList<string> Names, RowValues? Silhouette, RowValues Distance);

/// <summary>Fills in the values of the used rows from <paramref name="firstRow"/> on, NaN for none.</summary>
/// <remarks>Called from several threads at once, some thousand rows a time: nothing is kept for all of them.</remarks>
delegate void RowValues(int firstRow, Span<double> values);
