using Microsoft.Extensions.Configuration;
using Segmentation.Postgres;

namespace Segmentation.Cli;

/// <summary>The database of a service: the given one, the private one that is running, or the private one started for
/// this command.</summary>
sealed class KeyDatabase : IAsyncDisposable
{
    readonly Database _database;
    readonly PrivatePostgres? _server;
    readonly PrivatePostgresLock? _folder;

    KeyDatabase(string connection, PrivatePostgres? server, PrivatePostgresLock? folder)
    {
        (_database, _server, _folder) = (new Database(connection, workConnections: 1), server, folder);
        Keys = new(_database);
    }

    public ApiKeys Keys { get; }

    /// <exception cref="CommandFailedException">The database cannot be opened.</exception>
    public static async Task<KeyDatabase> OpenAsync(HostSettings settings, CancellationToken ct)
    {
        if (settings.Connection is null && !PrivatePostgres.IsIn(settings.DataFolder))
            throw new CommandFailedException(
                ExitCode.Usage, $"There is no database of a service in {settings.DataFolder}. Give its --data or "
                    + "--connection; ./run keeps its own in the folder data of its repository.");
        return await OpenOrMakeAsync(settings, ct);
    }

    /// <summary>Like <see cref="OpenAsync"/>, but creates a private database if there is none.</summary>
    public static async Task<KeyDatabase> OpenOrMakeAsync(HostSettings settings, CancellationToken ct)
    {
        KeyDatabase? database = null;
        try
        {
            database = await FindAsync(settings, ct);
            await Migrations.ApplyAsync(database._database.Work, ct);
            var ready = database;
            database = null;
            return ready;
        }
        catch (Exception failed) when (failed is PrivatePostgresException or SchemaException)
        {
            throw new CommandFailedException(ExitCode.Failed, failed.Message, failed);
        }
        catch (Exception failed) when (failed is Npgsql.NpgsqlException or ArgumentException or TimeoutException)
        {
            throw new CommandFailedException(
                ExitCode.ServerUnreachable, $"The database cannot be used: {failed.Message}", failed);
        }
        finally
        {
            if (database is not null) await database.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        _folder?.Dispose();
    }

    static async Task<KeyDatabase> FindAsync(HostSettings settings, CancellationToken ct)
    {
        if (settings.Connection is { } given) return new(given, null, null);
        if (await PrivatePostgres.FindRunningAsync(settings.DataFolder, ct) is { } running)
            return new(running, null, null);

        var folder = PrivatePostgresLock.Take(settings.DataFolder);
        try
        {
            var options = settings.Configuration.GetSection("PrivateServer").Get<PrivatePostgresOptions>() ?? new();
            var server = await PrivatePostgres.StartAsync(settings.DataFolder, options, Console.Error.WriteLine, ct);
            return new(server.ConnectionString, server, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
