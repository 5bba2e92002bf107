using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Whether the tables are there. A program starts without its database and waits for it here.</summary>
public sealed class SchemaReady
{
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The migrations have been applied.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Returns when the migrations have been applied.</summary>
    public Task WaitAsync(CancellationToken ct) => _ready.Task.WaitAsync(ct);

    internal void Set() => _ready.TrySetResult();
}

/// <summary>Applies the migrations as soon as the database can be reached.</summary>
sealed class SchemaService(Database db, SchemaReady ready, IHostApplicationLifetime host, ILogger<SchemaService> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = Transient.Longer(pause))
        {
            try
            {
                await Migrations.ApplyAsync(db.Work, stoppingToken);
                ready.Set();
                log.SchemaReady();
                return;
            }
            catch (SchemaException error)
            {
                log.SchemaRefused(error.Message);
                Environment.ExitCode = 1;
                host.StopApplication();
                return;
            }
            catch (Exception error) when (
                (error is NpgsqlException || Transient.Is(error)) && !stoppingToken.IsCancellationRequested)
            {
                log.DatabaseAway(error);
                await Task.Delay(Transient.Jittered(pause), stoppingToken);
            }
        }
    }
}
