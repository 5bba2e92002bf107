using System.Text.Json.Serialization;
using Segmentation.Numerics;

namespace Segmentation;

/// <summary>What a finished job found. Both engines make it; the API cuts its answers from it.</summary>
/// <remarks>Large parts that few callers need are files beside it: <see cref="PointSample"/>,
/// <see cref="SilhouetteBands"/>, <see cref="CandidateFits"/>, <see cref="FeatureBins"/>, <see cref="FitTrace"/>.
/// Segment numbers are 1…k by size everywhere. Distances are Euclidean on scaled features; values are in the units of
/// the file unless a name says scaled.</remarks>
public sealed record SegmentationResult
{
    /// <summary>The spec with every default filled in: K, NInit and Features are the ones used.</summary>
    public required SegmentationSpec Parameters { get; init; }
    /// <summary>Which engine ran.</summary>
    public required EngineKind Engine { get; init; }
    /// <summary>Which engine was asked for, which one ran, and why; null when nobody had to choose.</summary>
    public EngineUse? EngineUse { get; init; }
    /// <summary>Rows read, used, excluded and set apart.</summary>
    public required RowAccount Rows { get; init; }
    /// <summary>What became of the purchases that the customers were made of; null where a row of the file is a
    /// customer.</summary>
    public PurchaseSummary? Purchases { get; init; }
    /// <summary>How the bytes were read.</summary>
    public required Dialect Dialect { get; init; }
    /// <summary>Every column with its role and reason.</summary>
    public required IReadOnlyList<ColumnInfo> Columns { get; init; }
    /// <summary>Grouped, most severe first.</summary>
    public required IReadOnlyList<Issue> Issues { get; init; }
    /// <summary>Rows that stand alone, so that no k could be recommended; null when there are none.</summary>
    public ExtremeRows? Extremes { get; init; }
    /// <summary>The compared columns, in order, with what was done to them.</summary>
    public required IReadOnlyList<FeatureInfo> Features { get; init; }
    /// <summary>Every k that was tried and why this one was taken.</summary>
    public required KSweep Sweep { get; init; }
    /// <summary>Whether the rows have groups at all.</summary>
    public required StructureFindings Structure { get; init; }
    /// <summary>Reasons to be careful, and what to do about each; empty with advice none.</summary>
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];
    /// <summary>Whether the segments come out again from rows drawn anew and from other seeds; null when no advice was
    /// asked for.</summary>
    public StabilityFindings? Stability { get; init; }
    /// <summary>How good the segmentation is.</summary>
    public required Metrics Metrics { get; init; }
    /// <summary>By number, which is by size, largest first.</summary>
    public required IReadOnlyList<SegmentProfile> Segments { get; init; }
    /// <summary>Principal components of the scaled features.</summary>
    public required Pca Pca { get; init; }
    /// <summary>What lies in the output folder.</summary>
    public required IReadOnlyList<OutputFile> Files { get; init; }
    /// <summary>Wall time of each stage, in order.</summary>
    public required IReadOnlyList<StageTiming> Timings { get; init; }
}

/// <summary>Rows read = used + excluded + set apart.</summary>
/// <param name="Reasons">Excluded rows by code; the counts add up to Excluded.</param>
public sealed record RowAccount(long Read, long Used, long Excluded, long Imputed, IReadOnlyList<ReasonCount> Reasons)
{
    /// <summary>Rows that stand alone and belong to no segment; they stand in the assignments.</summary>
    public long SetApart { get; init; }

    /// <summary>The same with some of the used rows set apart.</summary>
    internal RowAccount WithApart(long rows) => this with { Used = Used - rows, SetApart = SetApart + rows };
}

/// <summary>How many rows were left out for a reason.</summary>
public sealed record ReasonCount(string Code, string? Column, long Count);

/// <summary>One compared column.</summary>
/// <param name="Name">Header.</param>
/// <param name="Transform">none or log1p.</param>
/// <param name="Centre">Subtracted when scaling, after the transform.</param>
/// <param name="Scale">Divided by when scaling.</param>
/// <param name="All">The used rows, in the units of the file.</param>
public sealed record FeatureInfo(string Name, Transform Transform, double Centre, double Scale, Distribution All)
{
    /// <summary>What its numbers are, and with it which sentences they allow.</summary>
    public FeatureKind Kind { get; init; }
    /// <summary>Skewness of the values, population form: the third standardized moment; 0 where it cannot be
    /// computed.</summary>
    public double Skew { get; init; }
    /// <summary>The same of ln(1 + x); null where the logarithms were not looked at.</summary>
    public double? LogSkew { get; init; }
    /// <summary>Why it was compared by its logarithm, or why not, in a sentence; null where nothing else was asked
    /// for and nothing speaks for it.</summary>
    public string? TransformReason { get; init; }
    /// <summary>ANOVA F of the segments; descriptive, the segments were chosen to differ. Null when it is
    /// infinite.</summary>
    public double? F { get; init; }
    /// <summary>p value of F; 0 when F is infinite.</summary>
    public double P { get; init; }
    /// <summary>All rows of a segment have the same value, in every segment: F is infinite.</summary>
    public bool ConstantWithin { get; init; }
    /// <summary>Kruskal-Wallis H; null above the exact limit.</summary>
    public double? H { get; init; }
    /// <summary>p value of H.</summary>
    public double? HP { get; init; }
    /// <summary>Share of the feature's scaled variance that lies between segments, 0 to 1.</summary>
    public double Importance { get; init; }
    /// <summary>How many different values it has; null when there are more than <see cref="MostValues"/>.</summary>
    public int? Values { get; init; }
    /// <summary>Share of the rows that have the median exactly, 0 to 1.</summary>
    public double AtMedian { get; init; }

    /// <summary>Where counting different values stops.</summary>
    public const int MostValues = 20;
}

/// <summary>Of one column over some rows, in the units of the file. Quartiles interpolate linearly.</summary>
/// <param name="Deviation">Population standard deviation, dividing by the number of rows.</param>
public sealed record Distribution(
    double Mean, double Deviation, double Min, double Q25, double Median, double Q75, double Max);

/// <summary>The choice of k.</summary>
public sealed record KSweep
{
    /// <summary>Ascending by k; one entry when k was given.</summary>
    public required IReadOnlyList<KCandidate> Candidates { get; init; }
    /// <summary>The k that was used.</summary>
    public required int Chosen { get; init; }
    /// <summary>The k the rule recommends; null when there are no clear groups, none is allowed or k was
    /// given.</summary>
    public int? Recommended { get; init; }
    /// <summary>Knee of the inertia curve; null when there is none.</summary>
    public int? Knee { get; init; }
    /// <summary>Fewest rows a segment may have.</summary>
    public int SmallestAllowed { get; init; }
    /// <summary>Rows the starts ran on; all rows, or a sample above 50,000.</summary>
    public long Rows { get; init; }
    /// <summary>One or two sentences with the numbers.</summary>
    public required string Reason { get; init; }
}

/// <summary>One k.</summary>
public sealed record KCandidate
{
    /// <summary>Number of segments.</summary>
    public required int K { get; init; }
    /// <summary>Sum of squared distances to the own centre.</summary>
    public required double Inertia { get; init; }
    /// <summary>Lloyd iterations of the best start.</summary>
    public required int Iterations { get; init; }
    /// <summary>Mean silhouette; exact or sampled as <see cref="Metrics.SilhouetteMethod"/> says.</summary>
    public required double Silhouette { get; init; }
    /// <summary>Higher is better.</summary>
    public required double CalinskiHarabasz { get; init; }
    /// <summary>Lower is better.</summary>
    public required double DaviesBouldin { get; init; }
    /// <summary>Rows of the smallest segment.</summary>
    public required int Smallest { get; init; }
    /// <summary>No segment is under the floor.</summary>
    public required bool Allowed { get; init; }
    /// <summary>Wall time.</summary>
    public required double Seconds { get; init; }
}

/// <summary>How good the segmentation is, over all used rows.</summary>
public sealed record Metrics
{
    /// <summary>Number of segments.</summary>
    public required int K { get; init; }
    /// <summary>Sum of squared distances to the own centre.</summary>
    public required double Inertia { get; init; }
    /// <summary>Lloyd iterations of the final fit.</summary>
    public required int Iterations { get; init; }
    /// <summary>Starts for each k.</summary>
    public required int Starts { get; init; }
    /// <summary>Mean silhouette, −1 to 1.</summary>
    public required double Silhouette { get; init; }
    /// <summary><c>exact</c> or <c>sampled</c>.</summary>
    public required string SilhouetteMethod { get; init; }
    /// <summary>Rows the silhouette was measured on.</summary>
    public required long SilhouetteRows { get; init; }
    /// <summary>Standard error of a sampled silhouette; null when exact.</summary>
    public double? SilhouetteError { get; init; }
    /// <summary>Seed of the sample; null when exact.</summary>
    public int? SilhouetteSeed { get; init; }
    /// <summary>Higher is better.</summary>
    public required double CalinskiHarabasz { get; init; }
    /// <summary>Lower is better.</summary>
    public required double DaviesBouldin { get; init; }
    /// <summary>Share of the scaled variance between segments, 0 to 1.</summary>
    public required double BetweenShare { get; init; }
}

/// <summary>What one segment is like.</summary>
public sealed record SegmentProfile
{
    /// <summary>1…k by size.</summary>
    public required int Number { get; init; }
    /// <summary>Unique within the result.</summary>
    public required string Name { get; init; }
    /// <summary>One or two sentences; every word rests on a number of this profile.</summary>
    public required string Description { get; init; }
    /// <summary>Short sentences in English, strongest first, such as "Spend 2.1 times the average".</summary>
    public required IReadOnlyList<string> Highlights { get; init; }
    /// <summary>What the highlights rest on, in the same order; empty when the segment is close to the average in every
    /// feature.</summary>
    public IReadOnlyList<SegmentFact> Facts { get; init; } = [];
    /// <summary>Rows.</summary>
    public required int Size { get; init; }
    /// <summary>Of the used rows, 0 to 1.</summary>
    public required double Share { get; init; }
    /// <summary>Mean silhouette; of the sampled rows when sampled.</summary>
    public required double Silhouette { get; init; }
    /// <summary>Sum of squared scaled distances to the centre.</summary>
    public required double WithinSs { get; init; }
    /// <summary>Mean scaled distance to the centre.</summary>
    public required double MeanDistance { get; init; }
    /// <summary>Centre on scaled features.</summary>
    public required IReadOnlyList<double> ScaledCentre { get; init; }
    /// <summary>Centre in principal components, measured from the mean of all used rows; one number a component of the
    /// map, at most three.</summary>
    public required IReadOnlyList<double> ComponentCentre { get; init; }
    /// <summary>In the order of the features.</summary>
    public required IReadOnlyList<SegmentFeature> Features { get; init; }
    /// <summary>Mix of each category column, most frequent first, at most ten values.</summary>
    public IReadOnlyList<CategoryMix> Categories { get; init; } = [];
    /// <summary>What its customers spent; null where no amount is known.</summary>
    public SegmentMoney? Money { get; init; }
    /// <summary>What its customers bought; null where a row of the file is a customer.</summary>
    public SegmentPurchases? Purchases { get; init; }
}

/// <summary>One feature of one segment.</summary>
/// <param name="Name">Header.</param>
/// <param name="Here">The segment's rows, in the units of the file.</param>
/// <param name="DifferenceShare">(segment mean − mean of all) / |mean of all|; null when the mean of all is 0.</param>
/// <param name="Z">(segment mean − mean of all) / deviation of all.</param>
/// <param name="MedianRank">Share of all used rows below the segment's median, ties counted half; 0 to 1.</param>
public sealed record SegmentFeature(
    string Name, Distribution Here, double? DifferenceShare, double Z, double MedianRank);

/// <summary>How a category column is spread in a segment.</summary>
public sealed record CategoryMix(string Column, IReadOnlyList<CategoryShare> Values);

/// <summary>One value of a category: its count here, its share here and among all used rows.</summary>
public sealed record CategoryShare(string Value, long Count, double Share, double ShareOfAll);

/// <summary>Principal components of the scaled features, by explained variance.</summary>
/// <param name="Components">Shape [components × d]: loadings, the largest of each positive.</param>
/// <param name="Variance">Explained variance, n − 1 form.</param>
/// <param name="Share">Explained share, 0 to 1.</param>
public sealed record Pca(
    IReadOnlyList<IReadOnlyList<double>> Components, IReadOnlyList<double> Variance, IReadOnlyList<double> Share)
{
    /// <summary>Pearson's correlation of the features as they are compared, shape [d × d].</summary>
    /// <remarks>The covariance follows from its eigenvectors: no row has to be looked at again.</remarks>
    public IReadOnlyList<IReadOnlyList<double>> Correlation()
    {
        var d = Variance.Count;
        var deviations = Arrays.Generate(d, j => Math.Sqrt(Covariance(j, j)));
        return Arrays.Generate(d, a => Arrays.Generate(
            d, b => a == b ? 1 : Math.Clamp(Covariance(a, b) / deviations[a] / deviations[b], -1, 1)));
    }

    /// <summary>Covariance of two features as they are compared, n − 1 form.</summary>
    internal double Covariance(int a, int b)
    {
        var sum = 0.0;
        for (var c = 0; c < Variance.Count; c++) sum += Variance[c] * Components[c][a] * Components[c][b];
        return sum;
    }
}

/// <summary>A file of the result.</summary>
/// <param name="Name">Its name in the output folder: assignments.csv, assignments.safe.csv, profiles.csv, excluded.csv,
/// issues.csv, points.json, silhouette.json, candidates.json, trace.json, distributions.json.</param>
/// <param name="Rows">Rows of a CSV; points of points.json, values of silhouette.json, fits of
/// candidates.json, steps of trace.json, features of distributions.json.</param>
public sealed record OutputFile(string Name, long Bytes, long Rows)
{
    /// <summary>URI of the folder on the cluster in which the same rows lie as CSV files with a header each; null when
    /// there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Location { get; init; }
}

/// <summary>How long a stage took.</summary>
public sealed record StageTiming(Stage Stage, double Seconds);
