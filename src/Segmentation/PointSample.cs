namespace Segmentation;

/// <summary>Customers drawn per segment in proportion, at most 5,000; all of them when there are fewer.</summary>
/// <param name="Sampled">Whether some were left out.</param>
/// <param name="Of">Used rows in all.</param>
/// <param name="Rows">0-based data row of each point.</param>
/// <param name="Segments">Segment number of each point.</param>
/// <param name="Ids">Id cell of each point; empty when there is no id column.</param>
/// <param name="Values">One array a feature, in the units of the file.</param>
/// <param name="Components">One array a principal component, at most three, rounded: its largest value has
/// six digits.</param>
public sealed record PointSample(
    bool Sampled, long Of, IReadOnlyList<long> Rows, IReadOnlyList<int> Segments, IReadOnlyList<string> Ids,
    IReadOnlyList<IReadOnlyList<double>> Values, IReadOnlyList<IReadOnlyList<double>> Components);
