using System.Diagnostics;
using System.Text.Json;
using Segmentation.Cli;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

/// <summary>Backup and restore as docs/operations.md describes them, on the real program.</summary>
public sealed class BackupTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_copy_of_the_stopped_data_folder_is_the_whole_service()
    {
        Saved saved;
        await using (var service = await ServeAsync("data"))
        {
            saved = await Saved.FromAsync(service);
            Assert.Equal(0, await service.EndAsync());
        }

        await RunAsync("cp", ["--archive", "--dereference", _folder["data"], _folder["copy"]]);
        Directory.Delete(_folder["data"], recursive: true);

        await using var restored = await ServeAsync("copy");
        await saved.AssertIsInAsync(restored);
    }

    [Fact]
    [Trait("Needs", "pg_dump")]
    public async Task A_dump_of_a_running_database_and_a_later_copy_of_the_files_are_the_whole_service()
    {
        var programs = Environment.GetEnvironmentVariable("SEGMENTATION_TEST_POSTGRES")
            ?? throw new InvalidOperationException(
                "SEGMENTATION_TEST_POSTGRES has to name a folder of PostgreSQL's programs with pg_dump.");
        await using var database = await PrivatePostgres.StartAsync(
            Directory.CreateDirectory(_folder["own"]).FullName, new() { BinariesFolder = programs }, _ => { },
            CancellationToken.None);
        await using var service = await ServeAsync("data", database.ConnectionString);
        var saved = await Saved.FromAsync(service);

        var source = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString);
        await RunAsync(
            Path.Combine(programs, "pg_dump"),
            [$"--dbname={Uri(source)}", "--format=custom", $"--file={_folder["dump"]}"], source.Password);
        Directory.CreateDirectory(_folder["copy"]);
        foreach (var part in (string[])["datasets", "jobs"])
            await RunAsync("cp", ["--archive", Path.Combine(_folder["data"], part), _folder["copy"]]);
        await service.EndAsync();

        await ExecuteAsync(database, "CREATE DATABASE restored");
        var target = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "restored" };
        await RunAsync(
            Path.Combine(programs, "pg_restore"), [$"--dbname={Uri(target)}", "--exit-on-error", _folder["dump"]],
            source.Password);

        await using var restored = await ServeAsync("copy", target.ConnectionString);
        await saved.AssertIsInAsync(restored);
    }

    Task<RunningService> ServeAsync(string data, string? connection = null) =>
        RunningService.StartAsync(["serve", "--port", "0", "--data", _folder[data],
            .. connection is null ? [] : new[] { "--connection", connection }]);

    static string Uri(Npgsql.NpgsqlConnectionStringBuilder to) =>
        $"postgres://{to.Username}@{to.Host}:{to.Port}/{to.Database}";

    static async Task ExecuteAsync(PrivatePostgres database, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    static async Task RunAsync(string program, string[] arguments, string? password = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        if (password is not null) start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {said}");
    }

    /// <summary>A job and its result, as they were before.</summary>
    sealed record Saved(string Id, string Job, byte[] Assignments)
    {
        public static async Task<Saved> FromAsync(RunningService service)
        {
            var job = await service.SegmentAsync("Mall_Customers.csv", "Age");
            var id = job.GetProperty("id").GetString()!;
            return new(id, Told(job), await service.Http.GetByteArrayAsync($"api/v1/jobs/{id}/files/assignments.csv"));
        }

        public async Task AssertIsInAsync(RunningService service)
        {
            await Eventually.IsAsync(() => service.Http.GetAsync("readyz"), answer => answer.IsSuccessStatusCode);
            Assert.Equal(Job, Told(await service.JobAsync(Id)));
            Assert.Equal(Assignments, await service.Http.GetByteArrayAsync($"api/v1/jobs/{Id}/files/assignments.csv"));
            // The same file again: its dataset is known, and a new job runs on it.
            Assert.Equal("succeeded", (await service.SegmentAsync("Mall_Customers.csv", "Age")).GetProperty("state")
                .GetString());
        }

        static string Told(JsonElement job) =>
            $"{job.GetProperty("state")} {job.GetProperty("createdAt")} {job.GetProperty("finishedAt")}";
    }
}
