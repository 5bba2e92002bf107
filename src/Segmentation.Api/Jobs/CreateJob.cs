using System.Text.Json.Serialization;
using Segmentation.Json;

namespace Segmentation.Api;

/// <summary>A segmentation to be started. Only the dataset is needed; everything else has a default.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateJob
{
    const int LongestName = 200;

    // A client's clock may be a little slow; whoever means last week has made a mistake.
    static readonly TimeSpan SlowClock = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    /// <summary>Which file, from `POST /api/v1/datasets`.</summary>
    /// <example>ds_06DJ3NSAYM7BK8QT5G9V1XZC2R</example>
    public required string DatasetId { get; init; }

    /// <summary>What you call this run, in at most 200 characters.</summary>
    /// <example>Customers of the third quarter</example>
    public string? Name { get; init; }

    /// <summary>What runs it: `auto` takes the local engine while the data fits a worker's memory, else Spark.</summary>
    public EngineKind Engine { get; init; } = EngineKind.Auto;

    /// <summary>What finds the centres over all rows: `auto` and `lloyd` iterate exactly, `auto` on Spark only while that is the
    /// faster way; `mllib`, KMeans of Spark's MLlib, needs the engine `spark` or `auto`.</summary>
    public Clusterer Clusterer { get; init; } = Clusterer.Auto;

    /// <summary>Headers of the columns to compare. Left out: the columns with the role `feature`.</summary>
    /// <example>["Spend", "Recency", "Frequency"]</example>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Roles that differ from the ones found, by header: `id`, `feature`, `category`, `date`, `text`, `ignored`.</summary>
    /// <example>{ "Region": "ignored" }</example>
    public IReadOnlyDictionary<string, ColumnRole>? Roles { get; init; }

    /// <summary>What happens to rows that cannot be used as they are.</summary>
    public CleaningRequest? Cleaning { get; init; }

    /// <summary>How features are brought to a common scale.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>What is done to values before scaling: `log1p` tames long tails.</summary>
    public Transform Transform { get; init; } = Transform.None;

    /// <summary>Number of segments, 2 to 50, or `"auto"`: chosen from what the data shows, with the reason.</summary>
    /// <example>auto</example>
    [JsonConverter(typeof(AutoNumberConverter))]
    public int? K { get; init; }

    /// <summary>Smallest and largest k to try when k is `"auto"`. Default 2 to 10.</summary>
    /// <example>[2, 10]</example>
    public IReadOnlyList<int>? KRange { get; init; }

    /// <summary>The same file, settings and seed give the same segments. Default 42.</summary>
    /// <example>42</example>
    public int Seed { get; init; } = 42;

    /// <summary>Starts of k-means for each k, 1 to 1,000. Left out: by the number of rows, 10 to 100.</summary>
    /// <example>100</example>
    public int? NInit { get; init; }

    /// <summary>Most iterations of one start, 1 to 10,000. Default 300.</summary>
    /// <example>300</example>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Not before this time, with `Z` or an offset; at most 366 days ahead. Left out: as soon as a worker is free.</summary>
    /// <example>2026-12-01T06:00:00Z</example>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>−100 to 100: of the jobs that are due, those with a larger number run first. Default 0.</summary>
    /// <example>0</example>
    public int Priority { get; init; }

    internal short ToPriority() => Priorities.Checked(Priority);

    /// <exception cref="ProblemException">It lies in the past or too far ahead.</exception>
    internal DateTimeOffset? ToRunAt(DateTimeOffset now)
    {
        if (RunAt < now - SlowClock)
            throw new ProblemException(Problems.InvalidSetting("/runAt", "INVALID_SETTING", "runAt is in the past. Leave it out to start at once."));
        if (RunAt > now + Farthest)
            throw new ProblemException(Problems.InvalidSetting(
                "/runAt", "INVALID_SETTING", $"runAt is more than {Farthest.Days} days ahead, which is the most there is."));
        return RunAt;
    }

    /// <exception cref="ProblemException">A setting is outside what is allowed.</exception>
    internal SegmentationSpec ToSpec()
    {
        if (Name?.Length > LongestName)
            throw new ProblemException(Problems.InvalidSetting("/name", "INVALID_SETTING", $"A name has at most {LongestName} characters."));
        if (Clusterer == Clusterer.Mllib && Engine == EngineKind.Local)
            throw new ProblemException(Problems.MllibNeedsSpark());
        try
        {
            var spec = new SegmentationSpec
            {
                Engine = Engine,
                Clusterer = Clusterer,
                Features = Features is { Count: > 0 } ? Features : null,
                Roles = Roles,
                Cleaning = new() { Missing = Cleaning?.Missing ?? MissingPolicy.Drop },
                Scaling = Scaling,
                Transform = Transform,
                K = K,
                Seed = Seed,
                NInit = NInit,
                MaxIterations = MaxIterations,
            };
            return KRange is null ? spec : spec with { KRange = KRange };
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            var name = char.ToLowerInvariant(wrong.ParamName![0]) + wrong.ParamName[1..];
            var code = name == "k" && K > SegmentationSpec.MaxSegments ? DataCodes.KTooLarge : "INVALID_SETTING";
            throw new ProblemException(Problems.InvalidSetting("/" + name, code, wrong.Message[..wrong.Message.IndexOf(" (", StringComparison.Ordinal)]));
        }
    }
}

/// <summary>What happens to rows that cannot be used as they are.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CleaningRequest
{
    /// <summary>A missing feature value: `drop` leaves the row out and counts it, `median` fills in the column's median.</summary>
    public MissingPolicy Missing { get; init; } = MissingPolicy.Drop;
}
