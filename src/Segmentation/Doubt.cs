using System.Text.Json.Serialization;

namespace Segmentation;

/// <summary>A reason to be careful with a result, and what to do about it. Said only where it applies, and
/// once.</summary>
/// <param name="Code">One of <see cref="DoubtCodes"/>.</param>
/// <param name="Message">What is the matter, with its numbers, in a sentence or two.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record Doubt(string Code, string Message, string Advice)
{
    /// <summary>Headers of the columns it is about; empty when it is about none.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
    /// <summary>Another run on the same file that does it; null when no setting does.</summary>
    public RunChange? Change { get; init; }
}

/// <summary>Another run on the same file: what it is called, and the settings that differ.</summary>
/// <param name="Label">What a button says: <c>Try up to k = 20</c>.</param>
/// <param name="Settings">As in the body that starts a job; what is not there stays as it was.</param>
public sealed record RunChange(string Label, ChangedSettings Settings);

/// <summary>The settings that a doubt changes; null where it does not.</summary>
public sealed record ChangedSettings
{
    /// <summary>The columns to compare.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Features { get; init; }
    /// <summary>How many segments.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? K { get; init; }
    /// <summary>Smallest and largest k to try.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? KRange { get; init; }
    /// <summary>How features are brought to a common scale.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Scaling? Scaling { get; init; }
    /// <summary>What is done to values before scaling.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Transform? Transform { get; init; }
    /// <summary>What happens to rows that cannot be used as they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChangedCleaning? Cleaning { get; init; }

    /// <summary>The spec with these settings.</summary>
    public SegmentationSpec ApplyTo(SegmentationSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec with
        {
            Features = Features ?? spec.Features,
            K = K ?? spec.K,
            KRange = KRange ?? spec.KRange,
            Scaling = Scaling ?? spec.Scaling,
            Transform = Transform is { } transform ? transform : spec.Transform,
            Cleaning = spec.Cleaning with
            {
                Missing = Cleaning?.Missing ?? spec.Cleaning.Missing,
                Extremes = Cleaning?.Extremes ?? spec.Cleaning.Extremes,
            },
        };
    }
}

/// <summary>The settings of cleaning that a doubt changes.</summary>
public sealed record ChangedCleaning
{
    /// <summary>Missing feature values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MissingPolicy? Missing { get; init; }
    /// <summary>Rows that stand alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExtremesPolicy? Extremes { get; init; }
}

/// <summary>Every code of a doubt; docs/advice.md has when each is said.</summary>
public static class DoubtCodes
{
#pragma warning disable CS1591 // The codes are their own documentation.
    public const string KAtEdge = "K_AT_EDGE";
    public const string SmallGroup = "SMALL_GROUP";
    public const string ExtremeRows = "EXTREME_ROWS";
    public const string TinySegments = "TINY_SEGMENTS";
    public const string UnsureSegments = "UNSURE_SEGMENTS";
    public const string NearCopies = "NEAR_COPIES";
    public const string DominantFeature = "DOMINANT_FEATURE";
    public const string NearlyConstant = "NEARLY_CONSTANT";
    public const string SkewedFeature = "SKEWED_FEATURE";
    public const string OneFeature = "ONE_FEATURE";
    public const string FewValues = "FEW_VALUES";
    public const string RowsLeftOut = "ROWS_LEFT_OUT";
    public const string FewRows = "FEW_ROWS";
#pragma warning restore CS1591
}
