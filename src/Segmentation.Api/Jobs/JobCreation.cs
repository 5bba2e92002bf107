using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Queues jobs that have been checked.</summary>
sealed class JobStarter(Jobs jobs, JobStart start)
{
    const int LongestKey = 255;

    public Task<(SegmentationSpec Filled, EngineUse Engine)> CheckAsync(Dataset dataset, SegmentationSpec spec, CancellationToken ct) =>
        start.CheckAsync(dataset, spec, ct);

    /// <returns>A job that was created or replayed.</returns>
    /// <exception cref="ProblemException">It cannot run, or its key belongs to another request.</exception>
    public async Task<Enqueued> StartAsync(
        Dataset dataset, SegmentationSpec spec, StartRequest request, CancellationToken ct)
    {
        // What was asked is kept, not what it was filled with: the engine gives its own reasons for the columns it takes.
        var (_, engine) = await start.CheckAsync(dataset, spec, ct);
        var job = SegmentJob.New(dataset.Id, spec, engine) with
        {
            Name = string.IsNullOrWhiteSpace(request.Name) ? null : request.Name.Trim(),
            TraceContext = Activity.Current?.Id,
            Idempotency = request.Idempotency,
            ApiKey = request.ApiKey,
            RunAt = request.RunAt,
            Priority = request.Priority,
        };
        return Created(await jobs.EnqueueAsync(job, ct), dataset.Id);
    }

    /// <summary>What the same request has made before; null when this is the first.</summary>
    /// <exception cref="ProblemException">The key belongs to another request.</exception>
    public async Task<Enqueued?> FindReplayAsync(IdempotencyKey? key, CancellationToken ct) =>
        key is null || await jobs.FindReplayAsync(key, ct) is not { } replay ? null
        : replay.Outcome == EnqueueOutcome.KeyReused ? throw new ProblemException(Problems.IdempotencyKeyReused())
        : replay;

    public async Task<JobView> ViewAsync(Job job, HttpContext context, CancellationToken ct) =>
        JobView.From(job, job.State == JobState.Queued ? await jobs.PositionAsync(job.Id, ct) : null, context);

    /// <summary>The outcome, if there is a job in it.</summary>
    public static Enqueued Created(Enqueued enqueued, DatasetId dataset) => enqueued.Outcome switch
    {
        EnqueueOutcome.KeyReused => throw new ProblemException(Problems.IdempotencyKeyReused()),
        EnqueueOutcome.NoDataset => throw new ProblemException(Problems.NoSuchDataset(dataset.ToString())),
        EnqueueOutcome.TooManyOpen => throw new ProblemException(Problems.TooManyOpenJobs(enqueued.OpenLimit!.Value)),
        _ => enqueued,
    };

    /// <summary>The key of a request with what makes requests the same: their operation and their body, read and written again.</summary>
    public static IdempotencyKey? KeyOf<T>(string? key, string operation, T body)
    {
        if (string.IsNullOrEmpty(key)) return null;
        if (key.Length > LongestKey)
            throw new ProblemException(Problems.Malformed($"An Idempotency-Key has at most {LongestKey} characters.", "Idempotency-Key"));
        var text = operation + "\n" + JsonSerializer.Serialize(body, ApiJson.Options);
        return new(key, SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>What of a request to start does not change the outcome of the run.</summary>
sealed record StartRequest(string? Name, IdempotencyKey? Idempotency, ApiKeyId? ApiKey)
{
    public DateTimeOffset? RunAt { get; init; }
    public short Priority { get; init; }
}
