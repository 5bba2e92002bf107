using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>What one kind of job does. The runner holds the lease, passes progress on and stores how the run
/// ends.</summary>
/// <remarks>One instance for all runs, of which several may be under way. To add a kind, write its work and register
/// it beside <see cref="SegmentWork"/>; workers take only jobs of the kinds they know.</remarks>
interface IJobWork
{
    /// <summary>The word in the column <c>kind</c> of a job.</summary>
    string Kind { get; }

    /// <summary>Does the job. Its files are in the run's folder when it returns.</summary>
    /// <param name="run">The job and what it may use.</param>
    /// <param name="ct">Fires when the run shall end: end soon, with this token's exception.</param>
    /// <exception cref="InvalidDatasetException">The data or the request is at fault: the job fails with this text,
    /// and is not tried again.</exception>
    /// <remarks>Any other exception fails the attempt; another one may follow.</remarks>
    Task<JobResult> RunAsync(JobRun run, CancellationToken ct);
}

/// <summary>One run of a job.</summary>
/// <param name="Job">As it was claimed; its kind reads <see cref="Job.Spec"/>.</param>
/// <param name="Key">Names the run outside this process; another one for every attempt.</param>
/// <param name="Folder">Exists and is empty; belongs to this run alone.</param>
/// <param name="Engine">The engine that was chosen for the job.</param>
/// <param name="Events">Takes stages, progress and warnings. A run that reports nothing for too long is ended.</param>
/// <param name="MemoryBytes">What the run may use.</param>
sealed record JobRun(
    Job Job, RunKey Key, string Folder, IEngine Engine, IProgress<EngineEvent> Events, long MemoryBytes);
