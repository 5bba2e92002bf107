namespace Segmentation;

/// <summary>What runs a job: asked for (all three) and used (never <see cref="Auto"/>).</summary>
public enum EngineKind
{
    /// <summary>Local while the data fits, else Spark.</summary>
    Auto,
    /// <summary>In this process.</summary>
    Local,
    /// <summary>On Apache Spark, through Spark Connect.</summary>
    Spark,
}

/// <summary>Which engine was asked for, which one runs, and why, in words.</summary>
public sealed record EngineUse(EngineKind Requested, EngineKind Used, string Reason);
