using System.Text.Json;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

/// <summary>One service for all commands that speak to one.</summary>
public sealed class CommandService : IAsyncLifetime, IDisposable
{
    readonly TestFolder _folder = new();
    RunningService _service = null!;

    public string Address => _service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>A job that has succeeded with five segments.</summary>
    public string Job { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync(["serve", "--port", "0", "--data", _folder["data"]]);
        var job = await _service.SegmentAsync("Mall_Customers.csv", "Annual Income (k$)", "Spending Score (1-100)");
        Job = job.GetProperty("id").GetString()!;
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}

public sealed class ClientCommandTests(CommandService service) : IClassFixture<CommandService>
{
    static readonly string Mall = Path.Combine(AppContext.BaseDirectory, "data", "Mall_Customers.csv");

    [Fact]
    public async Task Submit_prints_the_id_alone_and_says_what_comes_next()
    {
        var run = await RunAsync("submit", Mall, "--features", "Age,Spending Score (1-100)");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^job_[0-9A-Z]{26}\n$", run.Output);
        Assert.Equal($"Next: segmentation status {run.Output.Trim()} --watch\n", run.Error);
    }

    [Fact]
    public async Task Submit_waits_for_the_end_and_prints_the_job_as_json()
    {
        var run = await RunAsync("submit", Mall, "--k", "3", "--wait", "--json", "--quiet", "--name", "three");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var job = JsonSerializer.Deserialize<JsonElement>(run.Output);
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal("three", job.GetProperty("name").GetString());
        Assert.Equal(3, job.GetProperty("summary").GetProperty("k").GetInt32());
    }

    [Fact]
    public async Task Submit_reads_standard_input()
    {
        var run = await ProgramRun.ToEndAsync(
            ["submit", "-", "--server", service.Address, "--wait", "--quiet"],
            input: await File.ReadAllTextAsync(Mall));
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("a,b\n", 3, "The file has a header and no rows")]
    [InlineData("name,town\nA,B\nC,D\nE,F\nG,H\n", 3, "column")]
    public async Task Submit_ends_with_3_and_the_reason_when_the_data_is_wrong(
        string csv, int exitCode, string sentence)
    {
        var run = await ProgramRun.ToEndAsync(["submit", "-", "--server", service.Address, "--wait"], input: csv);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error);
    }

    [Fact]
    public async Task Status_tells_a_line_a_fact()
    {
        var run = await RunAsync("status", service.Job, "--watch");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"job         {service.Job}\n", run.Output);
        Assert.Contains("state       succeeded\n", run.Output);
        Assert.Contains("segments    5\n", run.Output);
        Assert.Contains("silhouette  0.5547\n", run.Output);
        Assert.Equal($"Next: segmentation segments {service.Job}\n", run.Error);
    }

    [Fact]
    public async Task Jobs_lists_a_line_a_job()
    {
        var run = await RunAsync("jobs", "--state", "succeeded", "--search", "Mall");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("id ", run.Output);
        Assert.Contains(service.Job, run.Output);
    }

    [Fact]
    public async Task Jobs_says_so_when_there_are_none()
    {
        var run = await RunAsync("jobs", "--search", "no such file");
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("No jobs.", run.Error);
    }

    [Fact]
    public async Task Segments_shows_sizes_and_names()
    {
        var run = await RunAsync("segments", service.Job, "--quiet");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("5 segments of 200 customers, silhouette 0.5547 (exact)\n", run.Output);
        Assert.Contains("\n1         81  40.5 %", run.Output);
    }

    [Fact]
    public async Task Segments_prints_the_servers_answer_as_json()
    {
        var run = await RunAsync("segments", service.Job, "--json");
        Assert.Equal(5, JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("segments").GetArrayLength());
    }

    [Fact]
    public async Task Download_writes_a_file_or_to_standard_output_the_same_bytes()
    {
        using var folder = new TestFolder();
        var toFile = await RunAsync("download", service.Job, "-o", folder["segments.csv"]);
        Assert.Equal((0, ""), (toFile.ExitCode, toFile.Output));
        var file = await File.ReadAllTextAsync(folder["segments.csv"]);
        Assert.Equal(201, file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal([folder["segments.csv"]], Directory.GetFiles(folder.Root));

        var toOutput = await RunAsync("download", service.Job);
        Assert.Equal(file, toOutput.Output);
        Assert.Equal("", toOutput.Error);
    }

    [Fact]
    public async Task A_download_that_fails_leaves_what_was_there()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["segments.csv"], "old");
        var run = await RunAsync("download", "job_00000000000000000000000000", "-o", folder["segments.csv"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("old", await File.ReadAllTextAsync(folder["segments.csv"]));
        Assert.Equal([folder["segments.csv"]], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public async Task Cancel_refuses_a_job_that_has_succeeded()
    {
        var run = await RunAsync("cancel", service.Job);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("has already succeeded", run.Error);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("segments")]
    [InlineData("download")]
    [InlineData("cancel")]
    public async Task An_unknown_job_is_said_in_a_sentence(string command)
    {
        var run = await RunAsync(command, "job_00000000000000000000000000");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("There is no job job_00000000000000000000000000.", run.Error);
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("status", "job_00000000000000000000000000")]
    public async Task Without_a_server_it_ends_with_4_and_says_how_to_start_one(params string[] command)
    {
        var run = await ProgramRun.ToEndAsync([.. command, "--server", "http://127.0.0.1:1"]);
        Assert.Equal(4, run.ExitCode);
        Assert.Equal("No answer from http://127.0.0.1:1. Start one with  segmentation serve, or give another address "
            + "with --server or SEGMENTATION_SERVER.\n", run.Error);
    }

    [Fact]
    public async Task The_server_may_be_named_by_the_environment()
    {
        var run = await ProgramRun.ToEndAsync(
            ["status", service.Job, "--json"], new() { ["SEGMENTATION_SERVER"] = service.Address });
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(service.Job, JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("--server is nonsense:x:y", "jobs", "--server", "nonsense:x:y")]
    [InlineData("There is no file missing.csv", "submit", "missing.csv")]
    [InlineData("Unrecognized command or argument '--nope'", "jobs", "--nope")]
    [InlineData("Required argument 'ID' missing", "status")]
    public async Task A_wrong_call_ends_with_2(string sentence, params string[] arguments)
    {
        var run = await ProgramRun.ToEndAsync(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error);
    }

    Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.ToEndAsync([.. arguments, "--server", service.Address]);
}
