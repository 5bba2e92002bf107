namespace Segmentation.Api;

/// <summary>Customers as points of a map.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Space"><c>pca</c> or <c>features</c>.</param>
/// <param name="Axes">The axes of this space.</param>
/// <param name="X">Axis of x.</param>
/// <param name="Y">Axis of y.</param>
/// <param name="Z">Axis of z; null in two dimensions.</param>
/// <param name="Sampled">Whether customers were left out.</param>
/// <param name="Of">Customers in all.</param>
/// <param name="Points">The points shown, sampled from each segment in proportion.</param>
/// <param name="Centres">Where the centre of each segment lies.</param>
public sealed record ProjectionView(
    string JobId, string Space, IReadOnlyList<string> Axes, ProjectionAxis X, ProjectionAxis Y, ProjectionAxis? Z,
    bool Sampled, long Of, ProjectionPoints Points, IReadOnlyList<ProjectionCentre> Centres)
{
    const int Most = 3; // dimensions

    /// <exception cref="ProblemException">There is no such axis, or no third one.</exception>
    internal static ProjectionView From(
        string id, SegmentationResult result, PointSample points, ProjectionQuery query)
    {
        var pca = query.Space == "pca";
        var columns = pca ? points.Components : points.Values;
        string[] axes = pca
            ? [.. Enumerable.Range(1, columns.Count).Select(i => $"PC{i}")]
            : [.. result.Features.Select(feature => feature.Name)];
        var (x, y) = (IndexOf(axes, query.X, 0, "x"), IndexOf(axes, query.Y, Math.Min(1, axes.Length - 1), "y"));
        var z = Third(axes, query);
        var shown = EvenSample.Of(points.Segments, query.MaxPoints);

        return new(
            id, query.Space, axes, Axis(result, pca, axes, x), Axis(result, pca, axes, y),
            z is { } third ? Axis(result, pca, axes, third) : null, shown.Length < points.Of, points.Of,
            new(
                Along(x), Along(y), z is { } depth ? Along(depth) : null,
                [.. shown.Select(i => points.Segments[i])], [.. shown.Select(i => points.Rows[i])],
                points.Ids.Count == 0 ? [] : [.. shown.Select(i => points.Ids[i])]),
            [.. result.Segments.Select(segment => Centre(segment, pca, x, y, z))]);

        double[] Along(int axis) => [.. shown.Select(i => columns[axis][i])];
    }

    // An axis named, or three dimensions asked for.
    static int? Third(string[] axes, ProjectionQuery query)
    {
        if (query.Dimensions != Most) return null;
        if (axes.Length < Most)
            throw new ProblemException(Problems.Malformed(
                $"Three dimensions need three axes; there are {string.Join(", ", axes)}.", "dimensions"));
        return IndexOf(axes, query.Z, Most - 1, "z");
    }

    static int IndexOf(string[] axes, string? asked, int usual, string parameter)
    {
        if (asked is null) return usual;
        var index = Array.FindIndex(axes, axis => string.Equals(axis, asked, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new ProblemException(Problems.Malformed(
            $"There is no axis «{asked}» here; there are {string.Join(", ", axes)}.", parameter));
    }

    static ProjectionAxis Axis(SegmentationResult result, bool pca, string[] axes, int index) => pca
        ? new(axes[index], result.Pca.Share[index],
            [.. result.Features.Select((feature, j) => new Loading(feature.Name, result.Pca.Components[index][j]))
                .OrderByDescending(loading => Math.Abs(loading.Weight))])
        : new(axes[index], null, null);

    static ProjectionCentre Centre(SegmentProfile segment, bool pca, int x, int y, int? z)
    {
        return new(segment.Number, Along(x), Along(y), z is { } third ? Along(third) : null);

        double Along(int axis) => pca ? segment.ComponentCentre[axis] : segment.Features[axis].Here.Mean;
    }
}

/// <summary>One axis.</summary>
/// <param name="Name">Header of the feature, or PC1, PC2 …</param>
/// <param name="Share">Share of the variance that a principal component explains, 0 to 1; null for a feature.</param>
/// <param name="Loadings">How much each feature weighs in a component, heaviest first; null for a feature.</param>
public sealed record ProjectionAxis(string Name, double? Share, IReadOnlyList<Loading>? Loadings);

/// <summary>How much a feature weighs in a principal component.</summary>
public sealed record Loading(string Feature, double Weight);

/// <summary>Points: one array per attribute, all of the same length.</summary>
/// <param name="X">x of each.</param>
/// <param name="Y">y of each.</param>
/// <param name="Z">z of each; null in two dimensions.</param>
/// <param name="Segments">Segment number of each.</param>
/// <param name="Rows">0-based data row of each in the file.</param>
/// <param name="Ids">Customer id of each; empty when the file has no id column.</param>
public sealed record ProjectionPoints(
    IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double>? Z, IReadOnlyList<int> Segments,
    IReadOnlyList<long> Rows, IReadOnlyList<string> Ids);

/// <summary>Where the centre of a segment lies.</summary>
public sealed record ProjectionCentre(int Segment, double X, double Y, double? Z);

/// <summary>What to draw.</summary>
sealed record ProjectionQuery(string Space, string? X, string? Y, string? Z, int Dimensions, int MaxPoints);
