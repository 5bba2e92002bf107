using System.Text.Json.Serialization;
using Segmentation.Json;

namespace Segmentation;

/// <summary>What a caller asked for. Immutable, and valid once it exists. Its JSON is the body of a job.</summary>
public sealed record SegmentationSpec
{
    /// <summary>Fewest segments of a run.</summary>
    public const int MinSegments = 2;
    /// <summary>Most segments of a run.</summary>
    public const int MaxSegments = 50;
    /// <summary>Most starts for each k.</summary>
    public const int MaxStarts = 1_000;
    /// <summary>Most Lloyd iterations of one start.</summary>
    public const int MostIterations = 10_000;

    /// <summary>What runs the job. Default auto.</summary>
    public EngineKind Engine { get; init; } = EngineKind.Auto;

    /// <summary>What finds the centres over all rows. Default auto; mllib needs Spark.</summary>
    public Clusterer Clusterer { get; init; } = Clusterer.Auto;

    /// <summary>Header names of the columns to compare; null or empty: chosen by role.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Roles that differ from the ones found, by header name.</summary>
    public IReadOnlyDictionary<string, ColumnRole>? Roles { get; init; }

    /// <summary>What happens to rows with missing values.</summary>
    public CleaningSpec Cleaning { get; init; } = new();

    /// <summary>How features are brought to a common scale. Default standard.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>What is done to values before scaling. Default none.</summary>
    public Transform Transform { get; init; } = Transform.None;

    /// <summary>Number of segments, 2 to 50; null (in JSON "auto"): chosen by the rule.</summary>
    [JsonConverter(typeof(AutoNumberConverter))]
    public int? K
    {
        get;
        init => field = value is null or (>= MinSegments and <= MaxSegments)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(K), value, "k is 2 to 50, or auto.");
    }

    /// <summary>Smallest and largest k tried when k is auto. Default 2 to 10.</summary>
    public IReadOnlyList<int> KRange
    {
        get;
        init => field = value is [>= MinSegments, <= MaxSegments] && value[0] <= value[1]
            ? value
            : throw new ArgumentOutOfRangeException(nameof(KRange), value, "kRange is [from, to], 2 to 50.");
    } = [2, 10];

    /// <summary>Seed of the random generator. The same file, spec and engine give the same segments. Default 42.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Starts for each k, 1 to 1,000; null: by the number of rows, 10 to 100.</summary>
    public int? NInit
    {
        get;
        init => field = value is null or (>= 1 and <= MaxStarts)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(NInit), value, "nInit is 1 to 1,000.");
    }

    /// <summary>Most Lloyd iterations of one start, 1 to 10,000. Default 300.</summary>
    public int MaxIterations
    {
        get;
        init => field = value is >= 1 and <= MostIterations
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxIterations), value, "maxIterations is 1 to 10,000.");
    } = 300;
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
public sealed record CleaningSpec
{
    /// <summary>Missing feature values: drop the row (default) or fill in the column's median.</summary>
    public MissingPolicy Missing { get; init; } = MissingPolicy.Drop;
}

/// <summary>What is done with a missing feature value.</summary>
public enum MissingPolicy
{
    /// <summary>The row is left out and counted.</summary>
    Drop,
    /// <summary>The median of the column's present values takes its place.</summary>
    Median,
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
    /// <summary>ln(1 + x) of every feature whose values are all ≥ 0.</summary>
    Log1p,
    /// <summary>Nothing, but the result says where log1p is worth a try.</summary>
    Auto,
}
