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

    static async Task<Enqueued> EnqueueAsync(NpgsqlConnection connection, NewJob job, JobId id, CancellationToken ct)
    {
        var (created, limit) = await InsertAsync(connection, job, id, ct);
        if (created is not null) return new(EnqueueOutcome.Created, created);
        if (await FindAsync(connection, id, ct) is { } mine) return new(EnqueueOutcome.Created, mine);
        if (job.Idempotency is { } key && await FindByKeyAsync(connection, key.Key, ct) is var (existing, hash))
        {
            return hash.AsSpan().SequenceEqual(key.BodyHash)
                ? new(EnqueueOutcome.Replayed, existing)
                : new(EnqueueOutcome.KeyReused, null);
        }

        return new(limit is null ? EnqueueOutcome.NoDataset : EnqueueOutcome.TooManyOpen, null) { OpenLimit = limit };
    }

    // A key older than a day is free again. Without keys it is one statement, and one round trip.
    static async Task<(Job? Created, int? OpenLimit)> InsertAsync(NpgsqlConnection connection, NewJob job, JobId id, CancellationToken ct)
    {
        if (job.ApiKey is null && job.Idempotency is null) return (await InsertJobAsync(connection, job, id, ct), null);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ReachedLimitAsync(connection, job.ApiKey, ct) is { } limit) return (null, limit);
        await FreeOldKeyAsync(connection, job.Idempotency?.Key, ct);
        var created = await InsertJobAsync(connection, job, id, ct);
        await transaction.CommitAsync(ct);
        return (created, null);
    }

    // The dataset's row is locked against deletion until the job is there.
    static async Task<Job?> InsertJobAsync(NpgsqlConnection connection, NewJob job, JobId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            WITH source AS MATERIALIZED (
                SELECT id, file_name FROM datasets WHERE id = $2 FOR KEY SHARE
            ), j AS (
                INSERT INTO jobs (public_id, dataset_id, file_name, name, args, engine, queue, priority,
                                  idempotency_key, request_hash, trace_context, retry_of, run_at, api_key_id)
                SELECT $1, id, file_name, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                       coalesce($12, clock_timestamp()), $13
                FROM source
                ON CONFLICT DO NOTHING
                RETURNING *
            ), event AS (
                INSERT INTO job_events (job_id, kind, data)
                SELECT id, 'state', jsonb_build_object('from', NULL, 'to', 'queued') FROM j
            )
            SELECT {JobRow.Columns} FROM j
            """, connection);
        command.With(id.Value).With(job.DatasetId.Value).With(NpgsqlDbType.Text, job.Name)
            .WithJson(RowJson.Write(job.Spec)).WithJson(RowJson.Write(job.Engine))
            .With(JobRow.Word(job.Engine.Used)).With(job.Priority)
            .With(NpgsqlDbType.Text, job.Idempotency?.Key).With(NpgsqlDbType.Bytea, job.Idempotency?.BodyHash)
            .With(NpgsqlDbType.Text, job.TraceContext).With(NpgsqlDbType.Uuid, job.RetryOf?.Value)
            .With(NpgsqlDbType.TimestampTz, job.RunAt?.UtcDateTime)
            .With(NpgsqlDbType.Uuid, job.ApiKey?.Value);
        return await JobRow.ReadOneAsync(command, ct);
    }

    // The key's row is held until the job is there, so that two at once are counted one after the other.
    static async Task<int?> ReachedLimitAsync(NpgsqlConnection connection, ApiKeyId? key, CancellationToken ct)
    {
        if (key is not { } known) return null;

        await using var hold = new NpgsqlCommand(
            "SELECT max_open_jobs FROM api_keys WHERE id = $1 AND max_open_jobs IS NOT NULL FOR NO KEY UPDATE", connection);
        if (await hold.With(known.Value).ExecuteScalarAsync(ct) is not int limit) return null;

        await using var count = new NpgsqlCommand(
            "SELECT count(*) FROM jobs WHERE api_key_id = $1 AND state IN ('queued', 'running')", connection);
        return (long)(await count.With(known.Value).ExecuteScalarAsync(ct))! >= limit ? limit : null;
    }

    static async Task FreeOldKeyAsync(NpgsqlConnection connection, string? key, CancellationToken ct)
    {
        if (key is null) return;

        await using var command = new NpgsqlCommand("""
            UPDATE jobs SET idempotency_key = NULL
            WHERE idempotency_key = $1 AND created_at < clock_timestamp() - interval '24 hours'
            """, connection);
        await command.With(key).ExecuteNonQueryAsync(ct);
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
