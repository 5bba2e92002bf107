using System.Text.Json;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

/// <summary>Queues, schedules, priorities and jobs for later by command.</summary>
public sealed class OperatingCommandTests(CommandService service) : IClassFixture<CommandService>
{
    static readonly string Mall = Path.Combine(AppContext.BaseDirectory, "data", "Mall_Customers.csv");

    [Fact]
    public async Task A_job_for_later_is_submitted_listed_moved_forward_and_canceled()
    {
        var submitted = await RunAsync(
            "submit", Mall, "--at", $"{DateTime.Now.AddDays(1):yyyy-MM-dd}T06:00", "--priority", "-5", "--quiet");
        Assert.Equal(0, submitted.ExitCode);
        var id = submitted.Output.Trim();

        var utc = new DateTimeOffset(DateTime.Now.Date.AddDays(1).AddHours(6)).UtcDateTime;
        Assert.Contains($"at {utc:yyyy-MM-dd HH:mm}", (await RunAsync("jobs", "--state", "queued")).Output);
        var status = (await RunAsync("status", id, "--quiet")).Output;
        Assert.Matches($"starts +{utc:yyyy-MM-dd}T{utc:HH:mm}:00.000Z\n", status);
        Assert.Matches("priority +-5\n", status);
        Assert.Matches("priority +50\n", (await RunAsync("priority", id, "50")).Output);
        Assert.Equal("canceled\n", (await RunAsync("cancel", id)).Output);
    }

    [Theory]
    [InlineData(2, "--at is", "submit", "FILE", "--at", "tomorrow")]
    [InlineData(3, "in the past", "submit", "FILE", "--at", "2020-01-01T00:00Z")]
    [InlineData(3, "from -100 to 100", "submit", "FILE", "--priority", "101")]
    [InlineData(3, "not understood", "schedules", "create", "FILE", "--cron", "often")]
    [InlineData(3, "time zone", "schedules", "create", "FILE", "--cron", "0 6 * * *", "--time-zone", "Mars")]
    [InlineData(1, "There is no queue", "queues", "pause", "gpu")]
    [InlineData(2, "allowed: 1 to 10000", "queues", "limit", "local", "many")]
    [InlineData(1, "There is no schedule", "schedules", "delete", "sch_x")]
    public async Task What_cannot_be_is_told(int exitCode, string sentence, params string[] arguments)
    {
        var run = await RunAsync([.. arguments.Select(argument => argument == "FILE" ? Mall : argument)]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error);
    }

    [Fact]
    public async Task A_queue_is_paused_limited_and_resumed()
    {
        Assert.Matches("spark +paused +0 +0 +0 +any", (await RunAsync("queues", "pause", "spark")).Output);
        Assert.Matches("spark +paused +0 +0 +0 +3", (await RunAsync("queues", "limit", "spark", "3")).Output);
        Assert.Matches("spark +open +0 +0 +0 +3", (await RunAsync("queues", "resume", "spark")).Output);
        Assert.Matches("spark +open +0 +0 +0 +any", (await RunAsync("queues", "limit", "spark", "none")).Output);
        Assert.StartsWith("queue ", (await RunAsync("queues")).Output);
    }

    [Fact]
    public async Task A_schedule_is_made_listed_paused_resumed_and_deleted()
    {
        var made = await RunAsync(
            "schedules", "create",
            Mall, "--cron", "0 6 * * MON", "--time-zone", "Europe/Berlin", "--name", "mondays", "--k", "5", "--json");
        Assert.Equal(0, made.ExitCode);
        var schedule = JsonSerializer.Deserialize<JsonElement>(made.Output);
        var id = schedule.GetProperty("id").GetString()!;
        Assert.Equal(5, schedule.GetProperty("parameters").GetProperty("k").GetInt32());

        Assert.Matches(
            $@"{id} +on +0 6 \* \* MON +Europe/Berlin +\d{{4}}-\d\d-\d\d 0[45]:00 +mondays",
            (await RunAsync("schedules")).Output);
        Assert.Matches("state +paused\n", (await RunAsync("schedules", "pause", id)).Output);
        Assert.Matches("state +on\n", (await RunAsync("schedules", "resume", id)).Output);
        Assert.Matches("time zone +Europe/Berlin\n", (await RunAsync("schedules", "show", id)).Output);
        Assert.Equal("deleted\n", (await RunAsync("schedules", "delete", id)).Output);
        Assert.StartsWith("No schedules.", (await RunAsync("schedules")).Error);
    }

    Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.ToEndAsync([.. arguments, "--server", service.Address]);
}
