using System.Text.Json;
using Npgsql;
using Segmentation.Data;
using Segmentation.Json;

namespace Segmentation.Postgres;

/// <summary>Data on a cluster that is not yet a dataset.</summary>
/// <param name="Id">Of the dataset it becomes.</param>
/// <param name="Problem">Why it cannot be one; null while it is looked at.</param>
public sealed record Inspection(DatasetId Id, string Uri, string FileName, DateTimeOffset CreatedAt, JobProblem? Problem);

/// <summary>A worker's right to look at it.</summary>
/// <param name="Token">New with every look.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Earlier">Token of a look whose worker was lost; null when there was none.</param>
public sealed record InspectionLease(DatasetId Id, string Uri, long Token, int Attempt, long? Earlier);

/// <summary>Hands data on a cluster to a worker that reaches the cluster, and its answer back.</summary>
public sealed class Inspections(Database db, Hints hints)
{
    /// <summary>How long a worker has it without a renewal.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Asks for a look.</summary>
    public async Task<DatasetId> AddAsync(DataUri uri, string fileName, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var id = DatasetId.New();
        await RunAsync("INSERT INTO inspections (id, uri, file_name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            command => command.With(id.Value).With(uri.ToString()).With(fileName), ct);
        hints.Send(Channel.Datasets, id.ToString());
        return id;
    }

    /// <summary>Takes the oldest that nobody has; null when there is none.</summary>
    public Task<InspectionLease?> ClaimAsync(CancellationToken ct) => db.RunAsync(db.Work, async connection =>
    {
        await using var command = new NpgsqlCommand("""
            WITH next AS (
                SELECT id, token AS earlier
                FROM inspections
                WHERE problem IS NULL AND (lease_expires_at IS NULL OR lease_expires_at < clock_timestamp())
                ORDER BY created_at
                LIMIT 1
                FOR UPDATE SKIP LOCKED
            )
            UPDATE inspections i
            SET token = nextval('lease_tokens'), attempt = attempt + 1, lease_expires_at = clock_timestamp() + $1
            FROM next
            WHERE i.id = next.id
            RETURNING i.id, i.uri, i.token, i.attempt, next.earlier
            """, connection);
        await using var reader = await command.With(Lease).ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new InspectionLease(new(reader.GetGuid(0)), reader.GetString(1), reader.GetInt64(2), reader.GetInt16(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4))
            : null;
    }, ct);

    /// <summary>Keeps it for another while, or gives it back after that time when <paramref name="wait"/> says so.</summary>
    /// <returns>False when another worker has it, or nobody wants it any more.</returns>
    public async Task<bool> RenewAsync(InspectionLease lease, CancellationToken ct, TimeSpan? wait = null)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return await RunAsync(
            "UPDATE inspections SET lease_expires_at = clock_timestamp() + $3 WHERE id = $1 AND token = $2 AND problem IS NULL",
            command => command.With(lease.Id.Value).With(lease.Token).With(wait ?? Lease), ct) == 1;
    }

    /// <summary>It is a dataset from now on.</summary>
    public Task SucceedAsync(InspectionLease lease, InspectedDataset found, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(found);
        return RunAsync("""
            WITH mine AS (
                DELETE FROM inspections WHERE id = $1 AND token = $2 AND problem IS NULL RETURNING id, uri, file_name, created_at
            )
            INSERT INTO datasets (id, uri, file_name, created_at, info, preview)
            SELECT id, uri, file_name, created_at, $3, $4 FROM mine
            """,
            command => command.With(lease.Id.Value).With(lease.Token)
                .WithJson(JsonSerializer.Serialize(found.Info, ResultJson.Default.DatasetInfo)).WithJson(RowJson.Write(found.Preview)), ct);
    }

    /// <summary>It cannot be a dataset.</summary>
    public Task RefuseAsync(InspectionLease lease, JobProblem problem, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return RunAsync("UPDATE inspections SET problem = $3, lease_expires_at = NULL WHERE id = $1 AND token = $2",
            command => command.With(lease.Id.Value).With(lease.Token).WithJson(RowJson.Write(problem)), ct);
    }

    Task<int> RunAsync(string sql, Action<NpgsqlCommand> add, CancellationToken ct) => db.RunAsync(db.Work, async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        add(command);
        return await command.ExecuteNonQueryAsync(ct);
    }, ct);
}
