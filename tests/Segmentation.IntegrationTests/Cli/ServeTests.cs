using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

public sealed class ServeTests : IDisposable
{
    readonly TestFolder _folder = new();

    string Data => _folder["data"];

    string[] Serve => ["serve", "--port", "0", "--data", Data];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_nothing_configured_it_segments_an_uploaded_file_and_ends_cleanly()
    {
        await using var service = await RunningService.StartAsync(Serve);
        var page = await service.Http.GetStringAsync("/");
        Assert.Contains("<title>", page);

        var job = await service.SegmentAsync("Mall_Customers.csv", "Annual Income (k$)", "Spending Score (1-100)");
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal(5, job.GetProperty("summary").GetProperty("k").GetInt32());
        Assert.Equal(0.5547, job.GetProperty("summary").GetProperty("silhouette").GetDouble(), 0.0005);

        var csv = await service.Http.GetStringAsync(
            $"api/v1/jobs/{job.GetProperty("id").GetString()}/files/assignments.csv");
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(201, lines.Length);
        Assert.Contains(",cluster,segment_name,", lines[0]);

        var server = ServerProcess();
        Assert.Equal(0, await service.EndAsync());
        Assert.False(IsRunning(server));
        Assert.False(File.Exists(PidFile));
    }

    [Fact]
    public async Task After_a_kill_of_everything_data_and_results_are_there()
    {
        string id;
        await using (var first = await RunningService.StartAsync(Serve))
        {
            id = (await first.SegmentAsync("Mall_Customers.csv")).GetProperty("id").GetString()!;
            var server = ServerProcess();
            var children = ChildrenOf(first.ProcessId);
            Assert.NotEmpty(children);
            await first.KillAsync();
            foreach (var process in children.Append(server)) Kill(process);
        }

        await using var second = await RunningService.StartAsync(Serve);
        var job = await second.JobAsync(id);
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Contains("cluster", await second.Http.GetStringAsync($"api/v1/jobs/{id}/files/assignments.csv"));
    }

    [Fact]
    public async Task Killed_alone_it_leaves_no_process_behind()
    {
        await using var service = await RunningService.StartAsync(Serve);
        var left = ChildrenOf(service.ProcessId).Append(ServerProcess()).ToList();
        await service.KillAsync();
        await Eventually.IsAsync(() => Task.FromResult(left.Count(IsRunning)), running => running == 0);
    }

    [Fact]
    public async Task A_database_left_over_is_stopped_and_started_anew()
    {
        int orphan;
        await using (var first = await RunningService.StartAsync(Serve))
        {
            orphan = ServerProcess();
            // First those that would stop it.
            foreach (var process in ChildrenOf(first.ProcessId)) Kill(process);
            await first.KillAsync();
        }

        Assert.True(IsRunning(orphan));
        await using var second = await RunningService.StartAsync(Serve);
        Assert.Contains("left over from an earlier run", second.Said);
        Assert.NotEqual(orphan, ServerProcess());
        Assert.False(IsRunning(orphan));
    }

    [Fact]
    public async Task A_worker_that_dies_is_started_again_and_the_service_answers_meanwhile()
    {
        await using var service = await RunningService.StartAsync(Serve);
        var worker = await WorkerOfAsync(service);
        Kill(worker);
        Assert.Equal(HttpStatusCode.OK, (await service.Http.GetAsync("livez")).StatusCode);
        Assert.NotEqual(
            worker, await Eventually.IsAsync(() => WorkerOfAsync(service), other => other != 0 && other != worker));
        Assert.Equal("succeeded", (await service.SegmentAsync("Mall_Customers.csv")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_database_that_dies_is_started_again()
    {
        await using var service = await RunningService.StartAsync(Serve);
        var server = ServerProcess();
        Kill(server);
        await Eventually.IsAsync(() => Task.FromResult(File.Exists(PidFile) ? ServerProcess() : 0), id =>
            id != 0 && id != server);
        await Eventually.IsAsync(
            async () => (await service.Http.GetAsync("readyz")).StatusCode, code => code == HttpStatusCode.OK);
        Assert.Equal("succeeded", (await service.SegmentAsync("Mall_Customers.csv")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_is_told_who_has_it()
    {
        await using var first = await RunningService.StartAsync(Serve);
        var second = await ProgramRun.ToEndAsync(Serve);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains(
            "is in use by another running service "
            + $"(process {first.ProcessId}, {first.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)})",
            second.Error);
        Assert.Contains("--data", second.Error);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_before_anything_is_made()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var run = await ProgramRun.ToEndAsync(["serve", "--port", $"{port}", "--data", Data]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"Port {port} on 127.0.0.1 is in use", run.Error);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_database_of_another_major_version_is_refused_with_both_versions()
    {
        Directory.CreateDirectory(Path.Combine(Data, "postgres", "cluster"));
        await File.WriteAllTextAsync(Path.Combine(Data, "postgres", "cluster", "PG_VERSION"), "12\n");
        var run = await ProgramRun.ToEndAsync(Serve);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("holds a database of PostgreSQL 12, and only PostgreSQL 18.4 in", run.Error);
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_one()
    {
        Directory.CreateDirectory(_folder["data"]);
        // Every write to it finds no room.
        File.CreateSymbolicLink(Path.Combine(_folder["data"], "serve.owner"), "/dev/full");

        var run = await ProgramRun.ToEndAsync(["serve", "--port", "0", "--data", _folder["data"]]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"The disk of {_folder["data"]} is full. Free some space", run.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder["data"], "postgres")));
    }

    [Fact]
    public async Task Missing_programs_are_named_with_the_setting()
    {
        var run = await ProgramRun.ToEndAsync(
            Serve, new() { ["SEGMENTATION_PrivateServer__BinariesFolder"] = _folder["nowhere"] });
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"PrivateServer:BinariesFolder is {_folder["nowhere"]}; "
            + "allowed: a folder with initdb, pg_ctl and postgres.", run.Error);
    }

    [Fact]
    public async Task Beyond_this_machine_it_listens_only_when_told_to()
    {
        var run = await ProgramRun.ToEndAsync([.. Serve, "--host", "0.0.0.0"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--allow-remote", run.Error);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_wrong_setting_is_named_with_value_and_what_is_allowed()
    {
        var run = await ProgramRun.ToEndAsync(
            Serve, new() { ["SEGMENTATION_Limits__UploadBytes"] = "5", ["SEGMENTATION_Worker__Slots"] = "99" });
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Limits:UploadBytes is 5; allowed: ", run.Error);
        Assert.Contains("Worker:Slots is 99; allowed: 1 to 64.", run.Error);
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData("SEGMENTATION_Datasets__Roots", "file:///srv/data, /etc",
        "Datasets:Roots has /etc; allowed: URIs of folders such as file:///srv/data")]
    [InlineData("SEGMENTATION_Datasets__Roots", "file:///srv/../etc", "(it has . or .. in its path).")]
    [InlineData("SEGMENTATION_Spark__ResultsRoot", "s3a://bucket/*",
        "Spark:ResultsRoot is s3a://bucket/*; allowed: the URI of a folder")]
    public async Task A_place_on_the_cluster_that_is_none_is_named(string variable, string value, string sentence)
    {
        var run = await ProgramRun.ToEndAsync(Serve, new() { [variable] = value });
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_read_is_named()
    {
        var run = await ProgramRun.ToEndAsync(Serve, new() { ["SEGMENTATION_Worker__Slots"] = "many" });
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Worker:Slots is many; that cannot be read.", run.Error);
    }

    [Fact]
    public async Task Roles_in_processes_of_their_own_share_one_database_and_one_folder()
    {
        var shared = new Dictionary<string, string>
        {
            ["SEGMENTATION_Database__ConnectionString"] = await DatabaseOfItsOwnAsync(),
            ["SEGMENTATION_Storage__DataFolder"] = Data,
        };
        await using var api = await RunningService.StartAsync(["api", "--port", "0"], shared);
        await using var worker = RunningService.Start(["worker"], shared);
        Assert.Equal("succeeded", (await api.SegmentAsync("Mall_Customers.csv")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_role_without_a_database_says_how_to_give_one()
    {
        var run = await ProgramRun.ToEndAsync(["worker"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--connection or SEGMENTATION_Database__ConnectionString", run.Error);
    }

    string PidFile => Path.Combine(Data, "postgres", "cluster", "postmaster.pid");

    int ServerProcess() => int.Parse(File.ReadLines(PidFile).First());

    static async Task<string> DatabaseOfItsOwnAsync()
    {
        var server = await TestServer.ConnectionStringAsync();
        var name = $"t_{Guid.NewGuid():N}";
        await using var source = Npgsql.NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"CREATE SCHEMA {name}");
        await create.ExecuteNonQueryAsync();
        return new Npgsql.NpgsqlConnectionStringBuilder(server) { SearchPath = name }.ConnectionString;
    }

    static Task<int> WorkerOfAsync(RunningService service) =>
        Eventually.IsAsync(
            () => Task.FromResult(
                ChildrenOf(service.ProcessId).FirstOrDefault(id => CommandLine(id).Contains("until-stdin-closes"))),
            worker => worker != 0);

    static List<int> ChildrenOf(int parent) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!))
            .Where(id => Stat(id) is { } stat && stat.Parent == parent),
    ];

    // A process that has ended and that nobody has waited for is not running.
    static bool IsRunning(int id) => Stat(id) is { State: not ('Z' or 'X') };

    static (char State, int Parent)? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1]));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    static void Kill(int id)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -9 {id} 2> /dev/null || true"]);
        kill.WaitForExit();
    }
}
