using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Queues jobs whose settings fit their data.</summary>
sealed class JobCreation(Jobs jobs, JobValidation validation)
{
    const int LongestKey = 255;

    /// <param name="details">Adds what does not change the result, such as the name.</param>
    /// <returns>A job that was created or replayed.</returns>
    /// <exception cref="ProblemException">It cannot run, or its key belongs to another request.</exception>
    public async Task<Enqueued> CreateAsync(
        Dataset dataset, SegmentationSpec spec, Func<NewJob, NewJob> details, CancellationToken ct)
    {
        // The spec is stored as requested, without the features filled in: the engine says why it chose a column.
        var (_, engine) = await validation.CheckAsync(dataset, spec, ct);
        var job = details(SegmentJob.New(dataset.Id, spec, engine) with { TraceContext = Activity.Current?.Id });
        var name = string.IsNullOrWhiteSpace(job.Name) ? null : job.Name.Trim();
        return Created(await jobs.EnqueueAsync(job with { Name = name }, ct), dataset.Id);
    }

    /// <summary>The job that the same request created before; null if this is the first.</summary>
    /// <exception cref="ProblemException">The key belongs to another request.</exception>
    public async Task<Enqueued?> FindReplayAsync(IdempotencyKey? key, CancellationToken ct) =>
        key is null || await jobs.FindReplayAsync(key, ct) is not { } replay ? null
        : replay.Outcome == EnqueueOutcome.KeyReused ? throw new ProblemException(Problems.IdempotencyKeyReused())
        : replay;

    public async Task<JobView> ViewAsync(Job job, HttpContext context, CancellationToken ct) =>
        JobView.From(job, job.State == JobState.Queued ? await jobs.PositionAsync(job.Id, ct) : null, context);

    /// <summary>The enqueued job, or the problem why there is none.</summary>
    public static Enqueued Created(Enqueued enqueued, DatasetId dataset) => enqueued.Outcome switch
    {
        EnqueueOutcome.KeyReused => throw new ProblemException(Problems.IdempotencyKeyReused()),
        EnqueueOutcome.NoDataset => throw new ProblemException(Problems.NoSuchDataset(dataset.ToString())),
        EnqueueOutcome.TooManyOpen => throw new ProblemException(Problems.TooManyOpenJobs(enqueued.OpenLimit!.Value)),
        _ => enqueued,
    };

    /// <summary>The key of a request with a fingerprint: its operation and its body, parsed and serialized
    /// again.</summary>
    public static IdempotencyKey? KeyOf<T>(string? key, string operation, T body)
    {
        if (string.IsNullOrEmpty(key)) return null;
        if (key.Length > LongestKey)
            throw new ProblemException(
                Problems.Malformed($"An Idempotency-Key has at most {LongestKey} characters.", "Idempotency-Key"));
        var text = operation + "\n" + JsonSerializer.Serialize(body, ApiJson.Options);
        return new(key, SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
