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
    /// <exception cref="SchemaException">The server is too old, or an applied migration differs from this
    /// program's.</exception>
    public static async Task ApplyAsync(NpgsqlDataSource db, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new SchemaException(
                $"PostgreSQL {connection.PostgreSqlVersion} is too old; {OldestServer} or newer is needed.");

        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await PrepareAsync(connection, ct);
        var applied = await AppliedAsync(connection, ct);
        foreach (var migration in All())
        {
            if (!applied.TryGetValue(migration.Version, out var checksum)) await ApplyAsync(connection, migration, ct);
            else if (checksum != migration.Checksum)
                throw new SchemaException(
                    $"Migration {migration.Name} was applied with other contents than this program has.");
        }

        await transaction.CommitAsync(ct);
    }

    // No statement timeout: a migration may take long. The advisory lock is taken before the lock timeout is set:
    // waiting for another process's migration is right, waiting behind a long reader while holding table locks is not.
    static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using (var unlimited = new NpgsqlCommand("SET LOCAL statement_timeout = 0", connection))
            await unlimited.ExecuteNonQueryAsync(ct);

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
        var applied = await command.ReadAllAsync(
            row => KeyValuePair.Create(row.Get<int>("version"), row.Get<string>("checksum")), ct);
        return new(applied);
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
        var scripts = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql"));
        foreach (var resource in scripts.Order(StringComparer.Ordinal))
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
