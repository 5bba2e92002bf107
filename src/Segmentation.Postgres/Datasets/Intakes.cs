using System.Text.Json;
using Npgsql;
using Segmentation.Data;
using Segmentation.Json;

namespace Segmentation.Postgres;

/// <summary>A file that was sent and is not yet a dataset.</summary>
/// <param name="Id">Of the dataset it becomes.</param>
/// <param name="Head">What its first lines show; null until that is known.</param>
/// <param name="IsLost">The process that read it has ended.</param>
/// <param name="Problem">Why it cannot be a dataset; null while it is read.</param>
/// <param name="Same">The dataset that its bytes became meanwhile, sent by somebody else; null while it is
/// read.</param>
public sealed record OpenIntake(
    DatasetId Id, string FileName, DateTimeOffset CreatedAt, InspectedDataset? Head, bool IsLost, JobProblem? Problem,
    DatasetId? Same)
{
    /// <summary>Whether the file is being read.</summary>
    public bool IsOpen => !IsLost && Problem is null && Same is null;
}

/// <summary>What is known of files while they are read, for whoever asks, in whichever process.</summary>
public sealed class Intakes(Database db)
{
    /// <summary>Time without a renewal after which a reading is lost.</summary>
    public static readonly TimeSpan Lost = TimeSpan.FromSeconds(15);

    /// <summary>Says that a file is being read.</summary>
    public async Task<OpenIntake> AddAsync(
        DatasetId id, string fileName, InspectedDataset? head, CancellationToken ct)
    {
        await RunAsync(
            "INSERT INTO intakes (id, file_name, info, preview) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            command => With(command.With(id.Value).With(fileName), head), ct);
        return new(id, fileName, DateTimeOffset.UtcNow, head, IsLost: false, Problem: null, Same: null);
    }

    /// <summary>Says that it is still being read.</summary>
    /// <param name="id">Of the dataset it becomes.</param>
    /// <param name="head">What its first lines show; null: nothing new.</param>
    /// <param name="ct">Ends the statement.</param>
    public Task RenewAsync(DatasetId id, InspectedDataset? head, CancellationToken ct) => RunAsync("""
        UPDATE intakes
        SET seen_at = clock_timestamp(), info = coalesce($2, info), preview = coalesce($3, preview)
        WHERE id = $1
        """, command => With(command.With(id.Value), head), ct);

    /// <summary>Ends the reading of what is a dataset now.</summary>
    public Task EndAsync(DatasetId id, DatasetId dataset, CancellationToken ct) => RunAsync(
        id == dataset ? "DELETE FROM intakes WHERE id = $1 AND $2 = id" : """
            UPDATE intakes SET dataset_id = $2, info = NULL, preview = NULL WHERE id = $1
            """, command => command.With(id.Value).With(dataset.Value), ct);

    /// <summary>Stores why it cannot be a dataset.</summary>
    public Task RefuseAsync(DatasetId id, JobProblem problem, CancellationToken ct) => RunAsync(
        "UPDATE intakes SET problem = $2, info = NULL, preview = NULL WHERE id = $1",
        command => command.With(id.Value).WithJson(RowJson.Write(problem)), ct);

    /// <summary>Finds a file that is being read, was refused or lost; null when there is none with this id, or it is a
    /// dataset by now.</summary>
    public Task<OpenIntake?> FindAsync(DatasetId id, CancellationToken ct) => FindAsync(db, id, ct);

    internal static Task<OpenIntake?> FindAsync(Database db, DatasetId id, CancellationToken ct)
    {
        const string Sql = """
            SELECT id, file_name, created_at, info, preview, dataset_id, problem,
                   seen_at < clock_timestamp() - $2 AS lost
            FROM intakes
            WHERE id = $1
            """;
        return db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(Sql, connection);
            return await command.With(id.Value).With(Lost).ReadFirstAsync(Read, ct);
        }, ct);
    }

    static NpgsqlCommand With(NpgsqlCommand command, InspectedDataset? head) => command
        .WithJson(head is null ? null : JsonSerializer.Serialize(head.Info, ResultJson.Default.DatasetInfo))
        .WithJson(head is null ? null : RowJson.Write(head.Preview));

    static OpenIntake Read(NpgsqlDataReader row) => new(
        new(row.Get<Guid>("id")), row.Get<string>("file_name"), row.Get<DateTimeOffset>("created_at"),
        row.FindJson<DatasetInfo>("info") is { } info && row.FindJson<Preview>("preview") is { } preview
            ? new(info, preview) : null,
        row.Get<bool>("lost"), row.FindJson<JobProblem>("problem"),
        row.Get<Guid?>("dataset_id") is { } same ? new(same) : null);

    Task<int> RunAsync(string sql, Action<NpgsqlCommand> add, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        add(command);
        return await command.ExecuteNonQueryAsync(ct);
    }, ct);
}
