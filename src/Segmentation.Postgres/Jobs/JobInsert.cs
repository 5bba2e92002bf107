using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>Makes jobs, for callers and for schedules.</summary>
static class JobInsert
{
    /// <summary>Inserts a job unless its idempotency key, its API key's limit or its missing dataset forbids
    /// it.</summary>
    /// <param name="id">Of the new job; the same one when it is tried again.</param>
    public static async Task<Enqueued> EnqueueAsync(
        NpgsqlConnection connection, NewJob job, JobId id, CancellationToken ct)
    {
        if (await InsertAsync(connection, job, id, ct) is { } created) return new(EnqueueOutcome.Created, created);
        if (await JobLookup.FindAsync(connection, id, ct) is { } mine) return new(EnqueueOutcome.Created, mine);
        if (job.Idempotency is { } key)
        {
            if (await FindReplayAsync(connection, key, ct) is { } replay) return replay;
            // The job that had the key has just become a day old, or is gone.
            if (await InsertAsync(connection, job, id, ct) is { } second) return new(EnqueueOutcome.Created, second);
        }

        // Insert returned nothing although the dataset exists: the key's limit of open jobs was hit.
        var limit = await OpenLimitAsync(connection, job, ct);
        return new(limit is null ? EnqueueOutcome.NoDataset : EnqueueOutcome.TooManyOpen, null) { OpenLimit = limit };
    }

    /// <summary>The job that an earlier request with the same key made; null when there was none.</summary>
    public static async Task<Enqueued?> FindReplayAsync(
        NpgsqlConnection connection, IdempotencyKey key, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {JobRow.Columns}, j.request_hash
            FROM jobs j
            WHERE j.idempotency_key = $1 AND j.created_at >= clock_timestamp() - interval '24 hours'
            """, connection);
        return await command.With(key.Key).ReadFirstAsync(row =>
            row.Get<byte[]>("request_hash").AsSpan().SequenceEqual(key.BodyHash)
                ? new Enqueued(EnqueueOutcome.Replayed, JobRow.Read(row))
                : new(EnqueueOutcome.KeyReused, null), ct);
    }

    /// <summary>Inserts a job. Null: its id or idempotency key is taken, its dataset is gone, or its API key has its
    /// most open jobs.</summary>
    /// <remarks>One round trip, so that the transaction ends even when this process stops in the middle. The API
    /// key's row is locked until the job is there, so that two requests at once are counted one after the
    /// other.</remarks>
    public static async Task<Job?> InsertAsync(NpgsqlConnection connection, NewJob job, JobId id, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (job.ApiKey is { } apiKey)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                SELECT FROM api_keys WHERE id = $1 AND max_open_jobs IS NOT NULL FOR NO KEY UPDATE
                """).With(apiKey.Value));
        }

        if (job.Idempotency is { } idempotency)
        {
            // A key older than a day is free again.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                UPDATE jobs SET idempotency_key = NULL
                WHERE idempotency_key = $1 AND created_at < clock_timestamp() - interval '24 hours'
                """).With(idempotency.Key));
        }

        batch.BatchCommands.Add(Insert(job, id));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (job.ApiKey is not null) await reader.NextResultAsync(ct);
        var created = await reader.ReadAsync(ct) ? JobRow.Read(reader) : null;
        while (await reader.NextResultAsync(ct)) { }   // an error of the commit is thrown here
        return created;
    }

    // The dataset's row is locked against deletion until the job is there.
    static NpgsqlBatchCommand Insert(NewJob job, JobId id) => new NpgsqlBatchCommand($"""
        WITH source AS MATERIALIZED (
            SELECT id, file_name FROM datasets WHERE id = $2 FOR KEY SHARE
        ), j AS (
            INSERT INTO jobs (public_id, dataset_id, file_name, kind, name, args, engine, queue, priority,
                              idempotency_key, request_hash, trace_context, retry_of, schedule_id, run_at, api_key_id)
            SELECT $1, id, file_name, $3, $4, $5, $6, $7, $8,
                   $9, $10, $11, $12, $13, coalesce($14, clock_timestamp()), $15
            FROM source
            WHERE NOT EXISTS (
                SELECT FROM api_keys k
                WHERE k.id = $15 AND k.max_open_jobs IS NOT NULL AND k.max_open_jobs <= (
                    SELECT count(*) FROM jobs o WHERE o.api_key_id = k.id AND o.state IN ('queued', 'running')))
            ON CONFLICT DO NOTHING
            RETURNING *
        ), event AS (
            INSERT INTO job_events (job_id, kind, data)
            SELECT id, 'state', jsonb_build_object('from', NULL, 'to', 'queued') FROM j
        )
        SELECT {JobRow.Columns} FROM j
        """)
        .With(id.Value).With(job.DatasetId.Value).With(job.Kind).With(NpgsqlDbType.Text, job.Name)
        .WithJson(job.Spec).WithJson(RowJson.Write(job.Engine)).With(job.Queue).With(job.Priority)
        .With(NpgsqlDbType.Text, job.Idempotency?.Key).With(NpgsqlDbType.Bytea, job.Idempotency?.BodyHash)
        .With(NpgsqlDbType.Text, job.TraceContext).With(NpgsqlDbType.Uuid, job.RetryOf?.Value)
        .With(NpgsqlDbType.Uuid, job.Schedule?.Value).With(NpgsqlDbType.TimestampTz, job.RunAt?.UtcDateTime)
        .With(NpgsqlDbType.Uuid, job.ApiKey?.Value);

    static async Task<int?> OpenLimitAsync(NpgsqlConnection connection, NewJob job, CancellationToken ct)
    {
        if (job.ApiKey is not { } key) return null;

        await using var command = new NpgsqlCommand("""
            SELECT max_open_jobs FROM api_keys WHERE id = $1 AND EXISTS (SELECT FROM datasets WHERE id = $2)
            """, connection);
        return await command.With(key.Value).With(job.DatasetId.Value).ExecuteScalarAsync(ct) as int?;
    }
}
