using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Brings the schema to this program's version: plain SQL files in order, each once.</summary>
public static class Migrations
{
    const int OldestServer = 15;

    /// <summary>Applies what is missing. Safe to call again and from several processes at once.</summary>
    /// <exception cref="SchemaException">The server is too old, or an applied migration is not the one in this program.</exception>
    public static async Task ApplyAsync(NpgsqlDataSource db, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new SchemaException($"PostgreSQL {connection.PostgreSqlVersion} is too old; {OldestServer} or newer is needed.");

        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await PrepareAsync(connection, ct);
        var applied = await AppliedAsync(connection, ct);
        foreach (var migration in All())
        {
            if (!applied.TryGetValue(migration.Version, out var checksum)) await ApplyAsync(connection, migration, ct);
            else if (checksum != migration.Checksum)
                throw new SchemaException($"Migration {migration.Name} was applied with other contents than this program has.");
        }

        await transaction.CommitAsync(ct);
    }

    // A statement may take long here. The advisory lock is taken before the time limit for locks is set: to wait for another process's migration is right,
    // to stand behind a long reader with a half-taken table lock is not.
    static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using (var patience = new NpgsqlCommand("SET LOCAL statement_timeout = 0", connection)) await patience.ExecuteNonQueryAsync(ct);

        await using var command = new NpgsqlCommand("""
            SELECT pg_advisory_xact_lock(7165492, hashtext(current_schema()));
            SET LOCAL lock_timeout = '10s';
            CREATE TABLE IF NOT EXISTS schema_version (
                version    integer     PRIMARY KEY,
                name       text        NOT NULL,
                checksum   text        NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            """, connection);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(ct);
    }

    static async Task<Dictionary<int, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT version, checksum FROM schema_version", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<int, string>();
        while (await reader.ReadAsync(ct)) applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken ct)
    {
        await using (var command = new NpgsqlCommand(migration.Sql, connection) { CommandTimeout = 0 })
            await command.ExecuteNonQueryAsync(ct);

        await using var record = new NpgsqlCommand(
            "INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)", connection);
        record.With(migration.Version).With(migration.Name).With(migration.Checksum);
        await record.ExecuteNonQueryAsync(ct);
    }

    static IEnumerable<Migration> All()
    {
        const string Folder = ".Migrations.";
        var assembly = typeof(Migrations).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql")).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
            yield return new(int.Parse(name.AsSpan(0, 4)), name, reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    sealed record Migration(int Version, string Name, string Sql)
    {
        public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
    }
}

/// <summary>The database cannot be used by this program; the message says why and what is needed.</summary>
public sealed class SchemaException(string message) : Exception(message);
