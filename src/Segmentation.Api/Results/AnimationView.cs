using System.Text.Json.Serialization;

namespace Segmentation.Api;

/// <summary>How k-means found the segments, step by step, for a drawing. Segment numbers are those of the
/// result.</summary>
/// <param name="JobId">The job.</param>
/// <param name="K">How many segments.</param>
/// <param name="Rows">Used rows in all.</param>
/// <param name="Features">Headers, in the order of the values.</param>
/// <param name="Starts">The best start first, then others by inertia.</param>
/// <param name="Start">Whose steps these are.</param>
/// <param name="Converged">Its last assignment changed nothing.</param>
/// <param name="Every">Gaps: from iteration a to b only every n-th is a frame, as [a, b, n].</param>
/// <param name="Points">The customers that are drawn.</param>
/// <param name="Frames">Half steps: the first centres, then assignments and moves in turn.</param>
public sealed record AnimationView(
    string JobId, int K, long Rows, IReadOnlyList<string> Features, IReadOnlyList<AnimationStart> Starts, int Start,
    bool Converged, IReadOnlyList<IReadOnlyList<int>> Every, AnimationPoints Points,
    IReadOnlyList<AnimationFrame> Frames);

/// <summary>A start of k-means.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Of">Rows the starts ran on.</param>
/// <param name="Inertia">With which it ended, over these rows.</param>
/// <param name="Iterations">Assignments it took.</param>
/// <param name="Best">It is the one that the result comes from.</param>
/// <param name="Worse">Its inertia / that of the best − 1.</param>
public sealed record AnimationStart(int Number, long Of, double Inertia, int Iterations, bool Best, double Worse);

/// <summary>The customers that are drawn.</summary>
/// <param name="Rows">0-based data row of each in the file.</param>
/// <param name="Ids">Customer id of each; empty when the file has no id column.</param>
/// <param name="Values">One array a feature, in the units of the file, to about 1/10,000 of its range.</param>
/// <param name="Components">One array a principal component, at most two.</param>
public sealed record AnimationPoints(
    IReadOnlyList<long> Rows, IReadOnlyList<string> Ids, IReadOnlyList<IReadOnlyList<double>> Values,
    IReadOnlyList<IReadOnlyList<double>> Components);

/// <summary>A half step.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "phase")]
[JsonDerivedType(typeof(SeedFrame), "seed")]
[JsonDerivedType(typeof(AssignFrame), "assign")]
[JsonDerivedType(typeof(MoveFrame), "move")]
public abstract record AnimationFrame
{
    /// <summary>0 for the first centres, then from 1.</summary>
    public required int Iteration { get; init; }
    /// <summary>Rows that this step is about: all used rows, or the sample that the starts ran on.</summary>
    public required long Of { get; init; }
}

/// <summary>Where the centres began.</summary>
/// <param name="Centres">Shape [k × d], in the units of the file.</param>
/// <param name="ComponentCentres">Shape [k × components].</param>
/// <param name="Order">Segment numbers in the order in which their centres were drawn.</param>
public sealed record SeedFrame(
    IReadOnlyList<IReadOnlyList<double>> Centres, IReadOnlyList<IReadOnlyList<double>> ComponentCentres,
    IReadOnlyList<int> Order) : AnimationFrame;

/// <summary>Every row went to its nearest centre.</summary>
/// <param name="Changed">Drawn customers that changed their segment: [index among the points, segment number].</param>
/// <param name="Moved">Rows that changed their segment; all of them where they are assigned for the first time.</param>
/// <param name="Inertia">Sum of squared distances to the centres, on scaled features.</param>
/// <param name="Sizes">Rows of each segment.</param>
/// <param name="Silhouette">Mean over the drawn customers; null but for the best start, and with fewer than two
/// segments.</param>
/// <param name="CalinskiHarabasz">Of the drawn customers; null as the silhouette.</param>
/// <param name="DaviesBouldin">Of the drawn customers; null as the silhouette.</param>
public sealed record AssignFrame(
    IReadOnlyList<IReadOnlyList<int>> Changed, long Moved, double Inertia, IReadOnlyList<long> Sizes,
    double? Silhouette, double? CalinskiHarabasz, double? DaviesBouldin) : AnimationFrame;

/// <summary>Every centre moved to the mean of its rows.</summary>
/// <param name="Centres">Shape [k × d], in the units of the file.</param>
/// <param name="ComponentCentres">Shape [k × components].</param>
/// <param name="Shift">Shape [k]: how far each moved, on scaled features.</param>
public sealed record MoveFrame(
    IReadOnlyList<IReadOnlyList<double>> Centres, IReadOnlyList<IReadOnlyList<double>> ComponentCentres,
    IReadOnlyList<double> Shift) : AnimationFrame;
