using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Renews all leases of a worker and stores what their runs have told, in one statement.</summary>
    /// <param name="connection">The lease thread's own; used without async, so that no busy thread pool can delay it.</param>
    /// <returns>The leases that still hold; the others are lost.</returns>
    internal IReadOnlyList<Renewed> Renew(NpgsqlConnection connection, WorkerIdentity worker, IReadOnlyList<Renewal> renewals)
    {
        using var command = new NpgsqlCommand(RenewSql, connection);
        AddReports(command, worker, renewals);
        AddEvents(command, renewals);
        var held = new List<Renewed>();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read()) held.Add(new(reader.GetInt64(0), reader.GetBoolean(1), reader.GetBoolean(2)));
        }

        foreach (var renewal in renewals)
            if (renewal.Report is not null) hints.Send(Channel.Changes, renewal.Lease.Job.Id.ToString());
        return held;
    }

    static void AddReports(NpgsqlCommand command, WorkerIdentity worker, IReadOnlyList<Renewal> renewals)
    {
        command.With(worker.Session).With(worker.Lease)
            .With(renewals.Select(r => r.Lease.Job.Key).ToArray())
            .With(renewals.Select(r => r.Lease.Token).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Bigint, renewals.Select(r => r.Report?.Seq).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, renewals.Select(r => StageWord(r.Report)).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Real, renewals.Select(r => (float?)r.Report?.Progress).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, renewals.Select(r => r.Report?.Message).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, renewals.Select(r => Json(r.Report?.Stages)).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, renewals.Select(r => Json(r.Report?.Warnings)).ToArray());
    }

    static void AddEvents(NpgsqlCommand command, IReadOnlyList<Renewal> renewals)
    {
        var events = renewals.SelectMany(r => (r.Report?.Events ?? []).Select(e => (r.Lease.Job.Key, Event: e))).ToArray();
        command.With(events.Select(e => e.Key).ToArray())
            .With(events.Select(e => e.Event.Seq).ToArray())
            .With(events.Select(e => e.Event.Kind).ToArray())
            .With(events.Select(e => SqlParameters.Storable(e.Event.Json)).ToArray());
    }

    // Rows are locked by id, as everywhere. An event whose number the row has seen was stored by a statement whose answer
    // was lost. No SKIP LOCKED: a row that does not come back must mean a lease that is lost.
    const string RenewSql = """
        WITH wanted AS (
            SELECT *
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $10)
              AS w (id, token, seq, stage, progress, message, stages, warnings)
        ), locked AS MATERIALIZED (
            SELECT j.id, j.progress_seq
            FROM jobs j
            JOIN wanted w ON w.id = j.id AND w.token = j.lease_token
            WHERE j.state = 'running'
            ORDER BY j.id
            FOR UPDATE OF j
        ), renewed AS (
            UPDATE jobs j
            SET lease_expires_at = clock_timestamp() + $2,
                progress_seq = greatest(j.progress_seq, w.seq),
                stage = CASE WHEN w.seq > j.progress_seq THEN w.stage ELSE j.stage END,
                progress = CASE WHEN w.seq > j.progress_seq THEN greatest(j.progress, w.progress) ELSE j.progress END,
                progress_at = CASE WHEN w.seq > j.progress_seq THEN clock_timestamp() ELSE j.progress_at END,
                message = CASE WHEN w.seq > j.progress_seq THEN w.message ELSE j.message END,
                stages = CASE WHEN w.seq > j.progress_seq THEN w.stages::jsonb ELSE j.stages END,
                warnings = CASE WHEN w.seq > j.progress_seq THEN w.warnings::jsonb ELSE j.warnings END
            FROM locked l
            JOIN wanted w ON w.id = l.id
            WHERE j.id = l.id AND j.lease_token = w.token AND j.state = 'running'
            RETURNING j.id, j.lease_token, j.cancel_requested_at, j.deadline_at
        ), events AS (
            INSERT INTO job_events (job_id, token, kind, data)
            SELECT r.id, r.lease_token, e.kind, e.data::jsonb
            FROM unnest($11, $12, $13, $14) AS e (id, seq, kind, data)
            JOIN locked l ON l.id = e.id
            JOIN renewed r ON r.id = e.id
            WHERE e.seq > l.progress_seq
            ORDER BY e.id, e.seq
        ), seen AS (
            UPDATE worker_sessions SET last_seen_at = clock_timestamp() WHERE id = $1
        )
        SELECT lease_token, cancel_requested_at IS NOT NULL, coalesce(deadline_at < clock_timestamp(), false)
        FROM renewed
        """;

    static string? StageWord(JobReport? report) => report?.Stage is { } stage ? JobRow.Word(stage) : null;

    static string? Json<T>(IReadOnlyList<T>? values) => values is null ? null : SqlParameters.Storable(RowJson.Write(values));
}
