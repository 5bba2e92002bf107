using System.Text.Json.Serialization;

namespace Segmentation;

/// <summary>The settings of a run. <see cref="Settings.RunSettings"/> has the texts, defaults and ranges of each and
/// says which are outside of what is allowed; an engine takes only a spec without a fault.</summary>
/// <remarks>Its JSON is a part of the body that starts a job. A property that is null in the JSON has its
/// default.</remarks>
public record SegmentationSpec
{
    /// <summary>What runs the job.</summary>
    public EngineKind Engine { get; init; } = EngineKind.Auto;

    /// <summary>What finds the centres over all rows.</summary>
    public Clusterer Clusterer { get; init; } = Clusterer.Auto;

    /// <summary>What a row is.</summary>
    public RowMeaning Rows { get; init; } = RowMeaning.Auto;

    /// <summary>How purchases become customers.</summary>
    public RfmSpec Rfm { get; init => field = value ?? new(); } = new();

    /// <summary>Headers of the columns to compare; null: chosen by role.</summary>
    public IReadOnlyList<string>? Features { get; init => field = value is { Count: 0 } ? null : value; }

    /// <summary>Roles that differ from the ones found, by header.</summary>
    public IReadOnlyDictionary<string, ColumnRole>? Roles { get; init; }

    /// <summary>Columns of dates that are compared too, by header, and as what.</summary>
    public IReadOnlyDictionary<string, DateUse>? Dates { get; init => field = value is { Count: 0 } ? null : value; }

    /// <summary>The day from which dates are counted back; null: the day after the last date of the column.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>What happens to rows that cannot be used as they are.</summary>
    public CleaningSpec Cleaning { get; init => field = value ?? new(); } = new();

    /// <summary>How features are brought to a common scale.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>What is done to values before scaling.</summary>
    public TransformSpec Transform { get; init => field = value ?? DefaultTransform; } = DefaultTransform;

    /// <summary>Number of segments; null, in JSON <c>"auto"</c>: chosen by the rule.</summary>
    [JsonConverter(typeof(AutoNumberConverter))]
    public int? K { get; init; }

    /// <summary>Smallest and largest k tried when k is auto.</summary>
    public IReadOnlyList<int> KRange { get; init => field = value ?? DefaultKRange; } = DefaultKRange;

    /// <summary>Seed of the random generator.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Starts for each k; null: by the number of rows.</summary>
    public int? NInit { get; init; }

    /// <summary>Most Lloyd iterations of one start.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>How much is found out about whether the segments can be trusted.</summary>
    public AdviceLevel Advice { get; init; } = AdviceLevel.Full;

    static readonly int[] DefaultKRange = [2, 10];
    static readonly TransformSpec DefaultTransform = new(Segmentation.Transform.Auto);

    /// <summary>The settings alone, without what a type that adds to them has beside.</summary>
    public SegmentationSpec ToSpec() => new(this);
}

/// <summary>How much is found out about whether the segments can be trusted.</summary>
public enum AdviceLevel
{
    /// <summary>Whether the rows have groups at all.</summary>
    Full,
    /// <summary>Nothing; k is then the one with the best silhouette.</summary>
    None,
}

/// <summary>What finds the centres over all rows.</summary>
public enum Clusterer
{
    /// <summary>Lloyd's iterations; on Spark only as far as they are the faster way, then MLlib.</summary>
    Auto,
    /// <summary>Lloyd's iterations, on either engine.</summary>
    Lloyd,
    /// <summary>KMeans of Spark's MLlib; on Spark only.</summary>
    Mllib,
}

/// <summary>What happens to rows that cannot be used as they are.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CleaningSpec
{
    /// <summary>Missing feature values.</summary>
    public MissingPolicy Missing { get; init; } = MissingPolicy.Drop;

    /// <summary>Rows that repeat one before, entirely or in their id.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Keep;

    /// <summary>Rows that stand alone, so that no k can be recommended.</summary>
    public ExtremesPolicy Extremes { get; init; } = ExtremesPolicy.Keep;
}

/// <summary>As what a date is compared.</summary>
public enum DateUse
{
    /// <summary>Days from it to a day.</summary>
    Recency,
}

/// <summary>What is done with a missing feature value.</summary>
public enum MissingPolicy
{
    /// <summary>The row is left out and counted.</summary>
    Drop,
    /// <summary>The median of the column's present values takes its place.</summary>
    Median,
}

/// <summary>What is done with a row that repeats one before it that can be used, entirely or in its id.</summary>
public enum DuplicatePolicy
{
    /// <summary>It is a row like any other.</summary>
    Keep,
    /// <summary>It is left out and counted; the first one stays.</summary>
    First,
}

/// <summary>What is done with rows that stand alone.</summary>
public enum ExtremesPolicy
{
    /// <summary>They are rows like any other, and are named.</summary>
    Keep,
    /// <summary>They are set apart, and the others are clustered without them.</summary>
    Apart,
}

/// <summary>How features are brought to a common scale.</summary>
public enum Scaling
{
    /// <summary>(x − mean) / population standard deviation.</summary>
    Standard,
    /// <summary>(x − min) / (max − min).</summary>
    MinMax,
    /// <summary>(x − median) / interquartile range.</summary>
    Robust,
    /// <summary>As in the file.</summary>
    None,
}

/// <summary>What is done to values before scaling.</summary>
public enum Transform
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>ln(1 + x), where all values are ≥ 0.</summary>
    Log1p,
    /// <summary>ln(1 + x) where values ≥ 0 have a long tail that it draws in; with <see cref="Scaling.None"/>
    /// nothing.</summary>
    Auto,
}
