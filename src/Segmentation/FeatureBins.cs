namespace Segmentation;

/// <summary>How the values of each compared feature are spread.</summary>
/// <param name="Features">In the order of the features.</param>
public sealed record FeatureBins(IReadOnlyList<FeatureHistogram> Features);

/// <summary>One feature over all used rows and over each segment's, in the same bins.</summary>
/// <param name="Name">Header.</param>
/// <param name="Log">The bins are equally wide on a logarithmic axis.</param>
/// <param name="Edges">Shape [bins + 1], ascending, in the units of the file. Bin b holds values from edge b up to, but
/// without, edge b + 1; the last bin holds its upper edge too.</param>
/// <param name="All">Shape [bins]: rows.</param>
/// <param name="Segments">Shape [k × bins]: rows of each segment.</param>
/// <param name="Below">Rows under the first edge, shape [k].</param>
/// <param name="Above">Rows over the last edge, shape [k].</param>
/// <param name="After">After the transform; null when there is none: scaling moves and stretches, and changes no
/// shape.</param>
public sealed record FeatureHistogram(
    string Name, bool Log, IReadOnlyList<double> Edges, IReadOnlyList<long> All,
    IReadOnlyList<IReadOnlyList<long>> Segments, IReadOnlyList<long> Below, IReadOnlyList<long> Above,
    TransformedHistogram? After);

/// <summary>A feature after its transform, from its smallest to its largest value.</summary>
/// <param name="Edges">Shape [bins + 1], of transformed values.</param>
/// <param name="All">Shape [bins]: rows.</param>
public sealed record TransformedHistogram(IReadOnlyList<double> Edges, IReadOnlyList<long> All);
