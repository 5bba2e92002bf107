namespace Segmentation;

/// <summary>Decides which engine runs a job, and says why.</summary>
public static class EngineChoice
{
    const long Mebibyte = 1L << 20;
    const long Gibibyte = 1L << 30;
    const long Runtime = 150 * Mebibyte;

    /// <summary>Peak memory of a local run in bytes: the mapped file, values and scaled values of every used cell, the
    /// runtime.</summary>
    public static long EstimateBytes(long fileBytes, long rows, int features) =>
        fileBytes + (16 * rows * features) + Runtime;

    /// <summary>Takes the engine asked for if a live worker has it and the data fits; <c>auto</c> takes local up to
    /// half of the memory of the largest worker, then Spark.</summary>
    /// <param name="needed">Bytes, from <see cref="EstimateBytes"/>.</param>
    /// <param name="workers">The live ones; empty when none is known, which means local.</param>
    /// <param name="clusterer">MLlib's takes Spark, whatever the memory.</param>
    public static EngineDecision Decide(
        EngineKind requested, long needed, IReadOnlyList<WorkerAbility> workers, Clusterer clusterer = Clusterer.Auto)
    {
        ArgumentNullException.ThrowIfNull(workers);
        var spark = workers.Any(worker => worker.HasSpark);
        if (requested == EngineKind.Spark) return spark ? Use(requested, EngineKind.Spark, "asked for") : NoSpark;
        if (requested == EngineKind.Auto && clusterer == Clusterer.Mllib)
            return spark ? Use(requested, EngineKind.Spark, "the clusterer mllib is a part of Spark") : NoSpark;
        if (workers.Count == 0)
            return Use(requested, EngineKind.Local, $"needs about {Size(needed)}; no worker is known yet");

        var memory = workers.Max(worker => worker.MemoryBytes);
        var limit = requested == EngineKind.Auto ? memory / 2 : memory;
        if (needed <= limit) return Use(requested, EngineKind.Local, $"needs about {Size(needed)} of {Size(memory)}");
        return requested == EngineKind.Auto && spark
            ? Use(
                requested, EngineKind.Spark,
                $"needs about {Size(needed)}, more than the {Size(limit)} a local run may take")
            : TooLarge(needed, limit);
    }

    /// <summary>Takes Spark, which alone reads data that is on the cluster.</summary>
    /// <param name="requested">Not local.</param>
    /// <param name="workers">The live ones.</param>
    public static EngineDecision DecideForUri(EngineKind requested, IReadOnlyList<WorkerAbility> workers)
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (workers.Any(worker => worker.HasSpark))
            return Use(
                requested, EngineKind.Spark,
                requested == EngineKind.Spark ? "asked for" : "the data is on the cluster");
        return new EngineDecision.Refuse(
            EngineRefusal.Unavailable, 0, 0,
            "No worker reaches Spark now, which has to read the data. Start one, or upload the file.");
    }

    /// <summary>Bytes for people: <c>150 MB</c>, <c>6 GB</c>, <c>1.5 GB</c> (1 MB = 1024² bytes).</summary>
    public static string Size(long bytes) => bytes < Gibibyte
        ? $"{Math.Max(1, (bytes + (Mebibyte / 2)) / Mebibyte)} MB"
        : $"{Math.Round(bytes / (double)Gibibyte, 1)} GB";

    static EngineDecision.Refuse NoSpark => new(
        EngineRefusal.Unavailable, 0, 0,
        "No worker reaches Spark now. Start one, or choose the engine auto or local (and not the clusterer mllib).");

    static EngineDecision.Refuse TooLarge(long needed, long limit) => new(
        EngineRefusal.TooLargeForLocal, needed, limit,
        $"The file needs about {Size(needed)} of memory; the largest worker may use {Size(limit)} for it. "
        + "Use fewer features, a worker with more memory, or one with Spark.");

    static EngineDecision.Run Use(EngineKind requested, EngineKind used, string reason) =>
        new(new(requested, used, reason));
}

/// <summary>What a live worker can do.</summary>
/// <param name="MemoryBytes">What its jobs may use.</param>
/// <param name="HasSpark">It reaches a Spark Connect server.</param>
public sealed record WorkerAbility(long MemoryBytes, bool HasSpark);

/// <summary>Why a job cannot run.</summary>
public enum EngineRefusal
{
    /// <summary>503: no worker has the engine asked for.</summary>
    Unavailable,
    /// <summary>422: the data does not fit the memory of any worker.</summary>
    TooLargeForLocal,
}

/// <summary>What <see cref="EngineChoice"/> decided. A closed set.</summary>
public abstract record EngineDecision
{
    /// <summary>The job runs.</summary>
    public sealed record Run(EngineUse Engine) : EngineDecision;

    /// <summary>The job does not run.</summary>
    /// <param name="Needed">Bytes the local engine would need; 0 when that is not the reason.</param>
    /// <param name="Available">Bytes it may use; 0 when that is not the reason.</param>
    /// <param name="Reason">For people: what, and what to do.</param>
    public sealed record Refuse(EngineRefusal Why, long Needed, long Available, string Reason) : EngineDecision;

    EngineDecision() { }
}
