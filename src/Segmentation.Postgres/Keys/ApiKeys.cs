using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>The keys of the API: made, listed, revoked, and looked up by every request that brings one.</summary>
public sealed class ApiKeys(Database db)
{
    const string Columns = """
        k.id, k.name, k.scope, k.prefix, k.max_open_jobs,
        (SELECT count(*)::int FROM jobs j WHERE j.api_key_id = k.id AND j.state IN ('queued', 'running')) AS open_jobs,
        k.created_at, k.last_used_at, k.revoked_at
        """;

    /// <summary>Makes a key; null when one in use has the name.</summary>
    public async Task<MadeApiKey?> CreateAsync(NewApiKey key, CancellationToken ct)
    {
        // Before the retries: a key whose answer was lost is found again by its id.
        var (id, secret) = (ApiKeyId.New(), KeySecret.New());
        await db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand("""
                INSERT INTO api_keys (id, name, scope, prefix, hash, max_open_jobs) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT DO NOTHING
                """, connection);
            command.With(id.Value).With(key.Name).With(key.Scope.Word()).With(KeySecret.PrefixOf(secret))
                .With(KeySecret.Hash(secret)).With(NpgsqlDbType.Integer, key.MaxOpenJobs);
            return await command.ExecuteNonQueryAsync(ct);
        }, ct);
        return await FindAsync(id, ct) is { } made ? new(made, secret) : null;
    }

    /// <summary>All keys, the revoked ones too, oldest first.</summary>
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken ct) =>
        QueryAsync($"SELECT {Columns} FROM api_keys k ORDER BY k.created_at, k.id", _ => { }, ct);

    /// <summary>Finds a key by its id; null when there is none.</summary>
    public async Task<ApiKey?> FindAsync(ApiKeyId id, CancellationToken ct)
    {
        var found = await QueryAsync(
            $"SELECT {Columns} FROM api_keys k WHERE k.id = $1", command => command.With(id.Value), ct);
        return found is [var key] ? key : null;
    }

    /// <summary>Ends a key for good; again changes nothing. Null when there is no such key.</summary>
    public async Task<ApiKey?> RevokeAsync(ApiKeyId id, CancellationToken ct)
    {
        await db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(
                "UPDATE api_keys SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL", connection);
            return await command.With(id.Value).ExecuteNonQueryAsync(ct);
        }, ct);
        return await FindAsync(id, ct);
    }

    /// <summary>Whether a key was ever made. Revoking the last one does not open the service again.</summary>
    public Task<bool> AnyMadeAsync(CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM api_keys)", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }, ct);

    /// <summary>The key that a secret belongs to, if it may be used; else null. Records the use, to the
    /// minute.</summary>
    public async Task<ApiKey?> CheckAsync(string secret, CancellationToken ct)
    {
        if (!KeySecret.IsOne(secret)) return null;

        var found = await QueryAsync($"""
            WITH used AS (
                UPDATE api_keys SET last_used_at = clock_timestamp()
                WHERE id = (SELECT id FROM api_keys
                            WHERE hash = $1 AND revoked_at IS NULL
                              AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')
                            FOR NO KEY UPDATE SKIP LOCKED)
            )
            SELECT {Columns} FROM api_keys k WHERE k.hash = $1 AND k.revoked_at IS NULL
            """, command => command.With(KeySecret.Hash(secret)), ct);
        return found is [var key] ? key : null;
    }

    Task<IReadOnlyList<ApiKey>> QueryAsync(string sql, Action<NpgsqlCommand> fill, CancellationToken ct) =>
        db.WorkAsync<IReadOnlyList<ApiKey>>(async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            fill(command);
            return await command.ReadAllAsync(Read, ct);
        }, ct);

    static ApiKey Read(NpgsqlDataReader row) => new(
        new(row.Get<Guid>("id")), row.Get<string>("name"), ScopeOf(row.Get<string>("scope")), row.Get<string>("prefix"),
        row.Get<int?>("max_open_jobs"), row.Get<int>("open_jobs"), row.Get<DateTimeOffset>("created_at"),
        row.Get<DateTimeOffset?>("last_used_at"), row.Get<DateTimeOffset?>("revoked_at"));

    static KeyScope ScopeOf(string word) => KeyScopes.TryParse(word, out var scope)
        ? scope
        : throw new InvalidOperationException($"The table has a scope '{word}' that this program does not know.");
}
