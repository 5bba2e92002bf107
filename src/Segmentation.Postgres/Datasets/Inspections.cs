using System.Text.Json;
using Npgsql;
using Segmentation.Data;
using Segmentation.Json;

namespace Segmentation.Postgres;

/// <summary>Data on a cluster that is not yet a dataset.</summary>
/// <param name="Id">Of the dataset it becomes.</param>
/// <param name="Problem">Why it cannot be one; null while it is being inspected.</param>
public sealed record Inspection(
    DatasetId Id, string Uri, string FileName, DateTimeOffset CreatedAt, JobProblem? Problem);

/// <summary>A worker's right to inspect it.</summary>
/// <param name="Token">New with every attempt.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Earlier">Token of an attempt whose worker was lost; null when there was none.</param>
sealed record InspectionLease(DatasetId Id, string Uri, long Token, int Attempt, long? Earlier);

/// <summary>Hands data on a cluster to a worker that reaches the cluster, and stores what the worker found.</summary>
public sealed class Inspections(Database db, NotifySender notify)
{
    /// <summary>Time a worker may inspect without a renewal.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Asks for an inspection.</summary>
    /// <returns>Id of the dataset that the data becomes.</returns>
    public async Task<DatasetId> AddAsync(DataUri uri, string fileName, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var id = DatasetId.New();
        await RunAsync("INSERT INTO inspections (id, uri, file_name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            command => command.With(id.Value).With(uri.ToString()).With(fileName), ct);
        notify.Send(Channel.Datasets, id.ToString());
        return id;
    }

    /// <summary>Takes the oldest that nobody has; null when there is none.</summary>
    internal Task<InspectionLease?> ClaimAsync(CancellationToken ct) => db.WorkAsync(async connection =>
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
        return await command.With(Lease).ReadFirstAsync(
            row => new InspectionLease(
                new(row.Get<Guid>("id")), row.Get<string>("uri"), row.Get<long>("token"), row.Get<short>("attempt"),
                row.Get<long?>("earlier")), ct);
    }, ct);

    /// <summary>Extends the lease. With <paramref name="wait"/>, gives the data back: any worker may inspect it after
    /// that time.</summary>
    /// <returns>False when another worker has it, or it is no longer wanted.</returns>
    internal async Task<bool> RenewAsync(InspectionLease lease, CancellationToken ct, TimeSpan? wait = null) =>
        await RunAsync("""
            UPDATE inspections
            SET lease_expires_at = clock_timestamp() + $3
            WHERE id = $1 AND token = $2 AND problem IS NULL
            """,
            command => command.With(lease.Id.Value).With(lease.Token).With(wait ?? Lease), ct) == 1;

    /// <summary>Makes it a dataset.</summary>
    internal Task SucceedAsync(InspectionLease lease, InspectedDataset found, CancellationToken ct) => RunAsync("""
        WITH mine AS (
            DELETE FROM inspections
            WHERE id = $1 AND token = $2 AND problem IS NULL
            RETURNING id, uri, file_name, created_at
        )
        INSERT INTO datasets (id, uri, file_name, created_at, info, preview)
        SELECT id, uri, file_name, created_at, $3, $4 FROM mine
        """,
        command => command.With(lease.Id.Value).With(lease.Token)
            .WithJson(JsonSerializer.Serialize(found.Info, ResultJson.Default.DatasetInfo))
            .WithJson(RowJson.Write(found.Preview)), ct);

    /// <summary>Stores why it cannot be a dataset.</summary>
    internal Task RefuseAsync(InspectionLease lease, JobProblem problem, CancellationToken ct) => RunAsync(
        "UPDATE inspections SET problem = $3, lease_expires_at = NULL WHERE id = $1 AND token = $2",
        command => command.With(lease.Id.Value).With(lease.Token).WithJson(RowJson.Write(problem)), ct);

    Task<int> RunAsync(string sql, Action<NpgsqlCommand> add, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        add(command);
        return await command.ExecuteNonQueryAsync(ct);
    }, ct);
}
