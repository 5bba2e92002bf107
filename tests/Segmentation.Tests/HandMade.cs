namespace Segmentation.Tests;

/// <summary>Results made by hand: 100 customers in two segments of 60 and 40, one feature, all in order.</summary>
static class HandMade
{
    public static SegmentationResult Result { get; } = new()
    {
        Parameters = new() { K = 2, Clusterer = Clusterer.Lloyd },
        Engine = EngineKind.Local,
        Rows = new(100, 100, 0, 0, []),
        Dialect = new(),
        Columns = [],
        Issues = [],
        Features = [Feature("Age"), Feature("Visits")],
        Sweep = new() { Candidates = [], Chosen = 2, Reason = "", Rows = 100 },
        Structure = new() { Tested = true, Claimed = true, K = 2, Excess = 0.3, Draws = 39, Rows = 100 },
        Stability = new()
        {
            AdjustedRand = 0.97,
            Lowest = 0.9,
            Highest = 1,
            Refits = 20,
            Rows = 100,
            Segments = [0.98, 0.95],
            Seeds = [1, 1, 1, 1, 1],
        },
        Metrics = new()
        {
            K = 2,
            Inertia = 50,
            Iterations = 5,
            Starts = 10,
            Silhouette = 0.6,
            SilhouetteMethod = "exact",
            SilhouetteRows = 100,
            CalinskiHarabasz = 200,
            DaviesBouldin = 0.5,
            BetweenShare = 0.75,
        },
        Segments = [Segment(1, 60, -1, -1), Segment(2, 40, 1.5, 1.5)],
        Pca = new([], [], []),
        Files = [],
        Timings = [],
    };

    public static FeatureInfo Feature(string name, double p = 0.001) =>
        new(name, Transform.None, 0, 1, new(100, 10, 80, 95, 100, 105, 120)) { P = p, HP = p, Importance = 0.7 };

    /// <param name="centre">On scaled features.</param>
    public static SegmentProfile Segment(int number, int size, params double[] centre) => new()
    {
        Number = number,
        Name = $"Segment {number}",
        Description = $"{size} customers.",
        Highlights = [],
        Size = size,
        Share = size / 100.0,
        Silhouette = 0.6,
        WithinSs = 10,
        MeanDistance = 0.5,
        ScaledCentre = centre,
        ComponentCentre = centre,
        Features = [],
    };

    /// <summary>One segment of 40 whose features are so many deviations of 10 from a mean of 100.</summary>
    /// <param name="ranks">Where the medians stand among all customers.</param>
    public static SegmentationResult With(string[] features, double[] z, double[]? ranks = null) => Result with
    {
        Features = [.. features.Select(name => Feature(name))],
        Segments =
        [
            Segment(1, 40, z) with
            {
                Features = [.. features.Select((name, j) => new SegmentFeature(
                    name, new(100 + (10 * z[j]), 5, 80, 95, 100 + (10 * z[j]), 105, 120), z[j] / 10, z[j],
                    ranks?[j] ?? 0.5))],
            },
        ],
    };
}
