using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>A lease to be renewed, with what its run has reported; null when nothing is new.</summary>
sealed record Renewal(Lease Lease, ProgressReport? Report);

/// <summary>A lease that still holds.</summary>
sealed record Renewed(long Token, bool CancelRequested, bool PastDeadline);

/// <summary>Renews all leases of a worker and stores the progress of their runs.</summary>
static class LeaseRenewal
{
    public static List<Renewed> Run(NpgsqlConnection connection, WorkerIdentity worker, IReadOnlyList<Renewal> renewals)
    {
        using var command = new NpgsqlCommand(Sql, connection);
        AddReports(command, worker, renewals);
        AddEvents(command, renewals);
        using var reader = command.ExecuteReader();
        var held = new List<Renewed>();
        while (reader.Read())
        {
            held.Add(new(
                reader.Get<long>("lease_token"), reader.Get<bool>("cancel_requested"),
                reader.Get<bool>("past_deadline")));
        }

        return held;
    }

    static void AddReports(NpgsqlCommand command, WorkerIdentity worker, IReadOnlyList<Renewal> renewals)
    {
        const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
        command.With(worker.Session).With(worker.Lease)
            .With(renewals.Select(r => r.Lease.Job.Key).ToArray())
            .With(renewals.Select(r => r.Lease.Token).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Bigint, renewals.Select(r => r.Report?.Seq).ToArray())
            .With(Texts, renewals.Select(r => r.Report?.StageWord).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Real, renewals.Select(r => (float?)r.Report?.Progress).ToArray())
            .With(Texts, renewals.Select(r => r.Report?.Message).ToArray())
            .With(Texts, renewals.Select(r => Json(r.Report?.Stages)).ToArray())
            .With(Texts, renewals.Select(r => Json(r.Report?.Warnings)).ToArray());
    }

    static void AddEvents(NpgsqlCommand command, IReadOnlyList<Renewal> renewals)
    {
        var events = renewals
            .SelectMany(r => (r.Report?.Events ?? []).Select(e => (r.Lease.Job.Key, Event: e))).ToArray();
        command.With(events.Select(e => e.Key).ToArray())
            .With(events.Select(e => e.Event.Seq).ToArray())
            .With(events.Select(e => e.Event.Kind).ToArray())
            .With(events.Select(e => SqlParameters.Storable(e.Event.Json)).ToArray());
    }

    // Rows are locked by id, as everywhere. An event whose number is not above the row's was stored already, by a
    // statement whose answer was lost. No SKIP LOCKED: a row that is missing in the answer must mean a lost lease.
    const string Sql = """
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
        SELECT lease_token, cancel_requested_at IS NOT NULL AS cancel_requested,
               coalesce(deadline_at < clock_timestamp(), false) AS past_deadline
        FROM renewed
        """;

    static string? Json<T>(IReadOnlyList<T>? values) =>
        values is null ? null : SqlParameters.Storable(RowJson.Write(values));
}
