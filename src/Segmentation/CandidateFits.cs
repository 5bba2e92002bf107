namespace Segmentation;

/// <summary>The segments of every other k of the sweep; those of the k that was used are the result itself.</summary>
/// <param name="Fits">Ascending by k; empty when k was given. On as many rows as <see cref="KSweep.Rows"/>
/// says.</param>
public sealed record CandidateFits(IReadOnlyList<CandidateFit> Fits);

/// <summary>The segments of one k, as the sweep found them, numbered by size, largest first.</summary>
/// <param name="K">Number of segments.</param>
/// <param name="Sizes">Rows of each segment.</param>
/// <param name="Means">An array a segment: mean of each feature, in the units of the file.</param>
/// <param name="ScaledCentres">An array a segment: its centre on scaled features.</param>
/// <param name="ComponentCentres">An array a segment: centre in the components of <see cref="PointSample"/>.</param>
/// <param name="Points">A letter for each point of <see cref="PointSample"/>, its segment: A…Z are 1 to 26, a…x are 27
/// to 50. With 49 k and 5,000 points this is a quarter of a megabyte, a third of what numbers take.</param>
public sealed record CandidateFit(
    int K, IReadOnlyList<int> Sizes, IReadOnlyList<IReadOnlyList<double>> Means,
    IReadOnlyList<IReadOnlyList<double>> ScaledCentres, IReadOnlyList<IReadOnlyList<double>> ComponentCentres,
    string Points)
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>The most segments that letters can name.</summary>
    internal static int MostSegments => Letters.Length;

    /// <summary>Segment number of each point.</summary>
    public int[] SegmentsOfPoints()
    {
        var segments = new int[Points.Length];
        for (var i = 0; i < segments.Length; i++)
            segments[i] = 1 + Letters.IndexOf(Points[i], StringComparison.Ordinal);
        return segments;
    }

    /// <summary>The letters of some points.</summary>
    /// <param name="labels">0 to k − 1.</param>
    internal static string ToLetters(byte[] labels) =>
        string.Create(labels.Length, labels, static (text, labels) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Letters[labels[i]];
        });
}
