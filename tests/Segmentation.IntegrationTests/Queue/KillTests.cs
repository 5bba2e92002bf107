using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Segmentation.Cli;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>The worker process is killed, once in each stage; another one takes its place.</summary>
public sealed class WorkerKillTests : KillTest
{
    readonly string _schema = $"t_{Guid.NewGuid():N}";
    string _connectionString = "";
    ProgramProcess? _worker;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var server = await TestServer.ConnectionStringAsync();
        _connectionString = new NpgsqlConnectionStringBuilder(server) { SearchPath = _schema }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var create = source.CreateCommand($"CREATE SCHEMA {_schema}");
        await create.ExecuteNonQueryAsync();
        await Migrations.ApplyAsync(source, CancellationToken.None);
        await ConnectAsync(_connectionString);
        await ReviveAsync();
    }

    public override async Task DisposeAsync()
    {
        await _worker!.DisposeAsync();
        await base.DisposeAsync();
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var drop = source.CreateCommand($"DROP SCHEMA {_schema} CASCADE");
        await drop.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task A_job_whose_worker_is_killed_in_any_stage_ends_as_if_nothing_had_been()
    {
        var dataset = await AddLargeDatasetAsync();
        var undisturbed = await UndisturbedAsync(dataset);
        foreach (var stage in Enum.GetValues<Stage>()) await KillInAsync(stage, dataset, undisturbed);
    }

    [Theory]
    [InlineData("claimed", 2)]
    [InlineData("beforeSucceed", 2)]
    [InlineData("afterCommit", 1)]
    public async Task A_job_whose_worker_is_killed_beside_its_commits_has_one_result(string point, int attempts)
    {
        var dataset = await AddSmallDatasetAsync();
        var id = await KillAtAsync(point, dataset);

        var job = await FinishedAsync(id, TimeSpan.FromSeconds(40));

        Assert.Equal((JobState.Succeeded, attempts), (job.State, job.Attempt));
        Assert.Single(await TokensAsync(id));
        Assert.Single(Directory.GetDirectories(Path.Combine(DataFolder, "jobs", $"{id}")));
    }

    [Fact]
    public async Task A_job_of_purchases_whose_worker_is_killed_while_customers_are_made_ends_as_if_nothing_had_been()
    {
        Features = null;
        var dataset = await AddPurchasesAsync();
        await KillInAsync(Stage.Features, dataset, await UndisturbedAsync(dataset));
    }

    [Fact]
    public async Task A_job_of_purchases_that_is_canceled_while_customers_are_made_leaves_no_file()
    {
        Features = null;
        var id = await RunThroughAsync("features", await AddPurchasesAsync(), each =>
            Jobs.CancelAsync(each, "asked by a test", CancellationToken.None));

        var job = await FinishedAsync(id, TimeSpan.FromSeconds(40));

        Assert.Equal((JobState.Canceled, Stage.Features), (job.State, job.Stages[^1].Name));
        Assert.Empty(await TokensAsync(id));
        Assert.False(Directory.Exists(Path.Combine(DataFolder, "jobs", $"{id}")));
    }

    protected override async Task KillAsync(Guid workerSession)
    {
        await _worker!.KillAsync();
        await _worker.DisposeAsync();
    }

    protected override Task ReviveAsync()
    {
        _worker = ProgramProcess.Start(Settings, "worker", "--connection", _connectionString, "--data", DataFolder);
        return Task.CompletedTask;
    }
}

/// <summary>Everything is killed, once in each stage: the service, its worker and its PostgreSQL; then the service is
/// started again.</summary>
public sealed class ServiceKillTests : KillTest
{
    ProgramProcess? _service;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await ReviveAsync();
    }

    public override async Task DisposeAsync()
    {
        await KillAsync(default);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_job_whose_service_is_killed_in_any_stage_ends_as_if_nothing_had_been()
    {
        var dataset = await AddLargeDatasetAsync();
        var undisturbed = await UndisturbedAsync(dataset);
        foreach (var stage in Enum.GetValues<Stage>()) await KillInAsync(stage, dataset, undisturbed);
    }

    [Fact]
    public async Task A_job_runs_on_uncharged_while_its_PostgreSQL_stands_still_for_two_leases()
    {
        var dataset = await AddSmallDatasetAsync();
        var id = await RunThroughAsync("cluster", dataset, async () =>
        {
            await ProgramProcess.SignalAllAsync("STOP", await PostmasterAsync());
            var begun = Stopwatch.GetTimestamp();
            await Eventually.IsAsync(() => Task.FromResult(Stopwatch.GetElapsedTime(begun)), passed =>
                passed.TotalSeconds > 6);
            await ProgramProcess.SignalAllAsync("CONT", await PostmasterAsync());
        });

        await AssertUnchargedAsync(id);
    }

    [Fact]
    public async Task A_job_runs_on_uncharged_while_its_PostgreSQL_is_killed_and_started_again()
    {
        var dataset = await AddSmallDatasetAsync();
        var id = await RunThroughAsync("cluster", dataset, async () =>
        {
            var killed = await PostmasterAsync();
            await ProgramProcess.KillAllAsync(killed);
            await Eventually.IsAsync(PostmasterAsync, now => now is not 0 && now != killed);
        });

        await AssertUnchargedAsync(id);
    }

    async Task AssertUnchargedAsync(JobId id)
    {
        var job = await FinishedAsync(id, TimeSpan.FromSeconds(40));
        Assert.Equal((JobState.Succeeded, 1, 0), (job.State, job.Attempt, job.CrashCount));
        Assert.Single(await Jobs.AttemptsAsync(id, CancellationToken.None));
        Assert.Single(await TokensAsync(id));
    }

    protected override async Task KillAsync(Guid workerSession)
    {
        await ProgramProcess.KillAllAsync(_service!.Id, await PostmasterAsync());
        await _service.DisposeAsync();
    }

    protected override async Task ReviveAsync()
    {
        _service = ProgramProcess.Start(Settings, "serve", "--port", "0", "--data", DataFolder);
        Assert.StartsWith("Segmentation is at http", await _service.FirstLineAsync());
        await ConnectAsync(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse((await PidFileAsync())[3], CultureInfo.InvariantCulture),
            Username = PrivatePostgresData.Superuser,
            Password = PrivatePostgresData.In(DataFolder).Password(),
            Database = "segmentation",
        }.ConnectionString);
        await Eventually.IsAsync(HasSchemaAsync, ready => ready);
    }

    // 0 while a server that starts has not written its file.
    async Task<int> PostmasterAsync() =>
        await PidFileAsync() is [var id, ..] && int.TryParse(id, CultureInfo.InvariantCulture, out var process)
            ? process : 0;

    // The lines of the file: process, data folder, time, port, …
    async Task<string[]> PidFileAsync()
    {
        var file = Path.Combine(PrivatePostgresData.In(DataFolder).Folder, "postmaster.pid");
        return File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
    }
}
