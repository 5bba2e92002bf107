using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Queues a job, once for each idempotency key.</summary>
    public async Task<Enqueued> EnqueueAsync(NewJob job, CancellationToken ct)
    {
        var id = JobId.New();   // before the retries: the same job is inserted at most once
        var outcome = await WorkAsync(connection => EnqueueAsync(connection, job, id, ct), ct);
        if (outcome.Outcome == EnqueueOutcome.Created) Announce(outcome.Job!);
        return outcome;
    }

    /// <summary>Queues a new job like a finished one. Null when there is no such job; its dataset may be gone.</summary>
    public async Task<Enqueued?> RetryAsync(JobId id, IdempotencyKey? idempotency, ApiKeyId? apiKey, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } old) return null;

        var job = new NewJob(old.DatasetId, old.Spec, old.Engine)
        {
            Name = old.Name,
            Priority = old.Priority,
            TraceContext = old.TraceContext,
            Idempotency = idempotency,
            RetryOf = old.Id,
            ApiKey = apiKey,
        };
        return await EnqueueAsync(job, ct);
    }

    /// <summary>What an earlier request with the same key has made; null when there was none.</summary>
    public Task<Enqueued?> FindReplayAsync(IdempotencyKey key, CancellationToken ct) => WorkAsync(connection => FindReplayAsync(connection, key, ct), ct);

    static async Task<Enqueued> EnqueueAsync(NpgsqlConnection connection, NewJob job, JobId id, CancellationToken ct)
    {
        if (await InsertAsync(connection, job, id, ct) is { } created) return new(EnqueueOutcome.Created, created);
        if (await FindAsync(connection, id, ct) is { } mine) return new(EnqueueOutcome.Created, mine);
        if (job.Idempotency is { } key)
        {
            if (await FindReplayAsync(connection, key, ct) is { } replay) return replay;
            // The job that had the key has just become a day old, or is gone.
            if (await InsertAsync(connection, job, id, ct) is { } second) return new(EnqueueOutcome.Created, second);
        }

        // Only a limit keeps a job away from a dataset that is there.
        var limit = await OpenLimitAsync(connection, job, ct);
        return new(limit is null ? EnqueueOutcome.NoDataset : EnqueueOutcome.TooManyOpen, null) { OpenLimit = limit };
    }

    static async Task<Enqueued?> FindReplayAsync(NpgsqlConnection connection, IdempotencyKey key, CancellationToken ct) =>
        await FindByKeyAsync(connection, key.Key, ct) is not var (existing, hash) ? null
        : hash.AsSpan().SequenceEqual(key.BodyHash) ? new(EnqueueOutcome.Replayed, existing)
        : new(EnqueueOutcome.KeyReused, null);

    // One round trip, and so one transaction that ends even when this process is stopped in the middle. The API key's row is held
    // until the job is there, so that two at once are counted one after the other. An idempotency key older than a day is free again.
    static async Task<Job?> InsertAsync(NpgsqlConnection connection, NewJob job, JobId id, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (job.ApiKey is { } apiKey)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                "SELECT FROM api_keys WHERE id = $1 AND max_open_jobs IS NOT NULL FOR NO KEY UPDATE").With(apiKey.Value));
        }

        if (job.Idempotency is { } idempotency)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                UPDATE jobs SET idempotency_key = NULL
                WHERE idempotency_key = $1 AND created_at < clock_timestamp() - interval '24 hours'
                """).With(idempotency.Key));
        }

        batch.BatchCommands.Add(Insert(job, id));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (job.ApiKey is not null) await reader.NextResultAsync(ct);
        var created = await reader.ReadAsync(ct) ? JobRow.Read(reader) : null;
        while (await reader.NextResultAsync(ct)) { }   // to the answer of the commit
        return created;
    }

    // The dataset's row is locked against deletion until the job is there.
    static NpgsqlBatchCommand Insert(NewJob job, JobId id) => new NpgsqlBatchCommand($"""
        WITH source AS MATERIALIZED (
            SELECT id, file_name FROM datasets WHERE id = $2 FOR KEY SHARE
        ), j AS (
            INSERT INTO jobs (public_id, dataset_id, file_name, name, args, engine, queue, priority,
                              idempotency_key, request_hash, trace_context, retry_of, run_at, api_key_id)
            SELECT $1, id, file_name, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                   coalesce($12, clock_timestamp()), $13
            FROM source
            WHERE NOT EXISTS (
                SELECT FROM api_keys k
                WHERE k.id = $13 AND k.max_open_jobs IS NOT NULL AND k.max_open_jobs <= (
                    SELECT count(*) FROM jobs o WHERE o.api_key_id = k.id AND o.state IN ('queued', 'running')))
            ON CONFLICT DO NOTHING
            RETURNING *
        ), event AS (
            INSERT INTO job_events (job_id, kind, data)
            SELECT id, 'state', jsonb_build_object('from', NULL, 'to', 'queued') FROM j
        )
        SELECT {JobRow.Columns} FROM j
        """)
        .With(id.Value).With(job.DatasetId.Value).With(NpgsqlDbType.Text, job.Name)
        .WithJson(RowJson.Write(job.Spec)).WithJson(RowJson.Write(job.Engine))
        .With(JobRow.Word(job.Engine.Used)).With(job.Priority)
        .With(NpgsqlDbType.Text, job.Idempotency?.Key).With(NpgsqlDbType.Bytea, job.Idempotency?.BodyHash)
        .With(NpgsqlDbType.Text, job.TraceContext).With(NpgsqlDbType.Uuid, job.RetryOf?.Value)
        .With(NpgsqlDbType.TimestampTz, job.RunAt?.UtcDateTime)
        .With(NpgsqlDbType.Uuid, job.ApiKey?.Value);

    static async Task<int?> OpenLimitAsync(NpgsqlConnection connection, NewJob job, CancellationToken ct)
    {
        if (job.ApiKey is not { } key) return null;

        await using var command = new NpgsqlCommand(
            "SELECT max_open_jobs FROM api_keys WHERE id = $1 AND EXISTS (SELECT FROM datasets WHERE id = $2)", connection);
        return await command.With(key.Value).With(job.DatasetId.Value).ExecuteScalarAsync(ct) as int?;
    }

    static async Task<(Job Job, byte[] Hash)?> FindByKeyAsync(NpgsqlConnection connection, string key, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {JobRow.Columns}, j.request_hash
            FROM jobs j
            WHERE j.idempotency_key = $1 AND j.created_at >= clock_timestamp() - interval '24 hours'
            """, connection);
        await using var reader = await command.With(key).ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;

        return (JobRow.Read(reader), reader.GetFieldValue<byte[]>(reader.FieldCount - 1));
    }

    void Announce(Job job)
    {
        hints.Send(Channel.Jobs, JobRow.Word(job.Engine.Used));
        hints.Send(Channel.Changes, job.Id.ToString());
    }
}
