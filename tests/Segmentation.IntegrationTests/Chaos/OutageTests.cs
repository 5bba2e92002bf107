using System.Diagnostics;
using System.Net;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Xunit.Abstractions;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>PostgreSQL is stopped, killed, or refuses to write, while a job runs and another waits (F3, F8,
/// F11).</summary>
public abstract class OutageTest : ChaosTest
{
    internal ScratchPostgres Server { get; private set; } = null!;

    protected override TimeSpan Patience => TimeSpan.FromMinutes(2);

    protected override async Task<string> ServerAsync()
    {
        Server = await ScratchPostgres.StartAsync();
        return Server.ConnectionString;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Starts the server, and forgets the connections of the test to the one before.</summary>
    protected async Task StartAgainAsync()
    {
        await Server.StartAgainAsync();
        Sql.Clear();
    }

    /// <summary>A job runs and one waits while PostgreSQL is away this long; gives the time until the waiting one was
    /// claimed.</summary>
    protected async Task<TimeSpan> OutlastAsync(TimeSpan away, Func<Task> end, Func<Task> meanwhile)
    {
        Hold("a", "cluster");
        var worker = StartWorker("a", "Worker__Slots=2");
        var running = await StartAsync("work 100");
        await WaitForAsync(running, "cluster");
        await end();
        await SaysAsync(worker, said => said.Contains("The database cannot be reached"));
        var watch = Stopwatch.StartNew();
        await meanwhile();
        await PassAsync(away - watch.Elapsed);
        await StartAgainAsync();
        watch.Restart();

        // A client whose request was refused meanwhile sends it again at once.
        var waiting = await StartAsync("work 50");
        var claimed = await WaitForAsync(waiting, job => job.StartedAt is not null);
        var took = watch.Elapsed;
        LetGo("a", "cluster");
        foreach (var id in new[] { running, waiting })
            await AssertUntouchedAsync(await WaitForAsync(id, JobState.Succeeded));
        Assert.NotNull(claimed.LeaseToken);
        return took;
    }

    async Task AssertUntouchedAsync(Job job)
    {
        Assert.Equal((JobState.Succeeded, 1, 0), (job.State, job.Attempt, job.CrashCount));
        Assert.Single(await Jobs.AttemptsAsync(job.Id, None));
    }
}

public sealed class OutageTests(ITestOutputHelper output) : OutageTest
{
    [Theory]
    [InlineData("fast", 5)]
    [InlineData("immediate", 5)]
    [InlineData("kill", 8)]
    public async Task Nothing_is_lost_charged_or_run_twice_while_PostgreSQL_is_away(string how, int seconds)
    {
        var first = await OutlastAsync(
            TimeSpan.FromSeconds(seconds), () => Server.EndAsync(how), () => Task.CompletedTask);

        output.WriteLine($"PostgreSQL away for {seconds} s ({how}): the first claim was "
            + $"{first.TotalSeconds:F1} s after it was back");
        Assert.InRange(first.TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task A_server_that_goes_away_again_and_again_costs_no_attempt()
    {
        StartWorker("a", "Worker__Slots=2");
        var jobs = new List<JobId>();
        foreach (var milliseconds in Enumerable.Range(0, 10)) jobs.Add(await StartAsync($"work {400 + milliseconds}"));
        foreach (var how in new[] { "fast", "kill", "immediate" })
        {
            await Server.EndAsync(how);
            await StartAgainAsync();
            await Eventually.IsAsync(
                () => ScalarAsync<TimeSpan>("SELECT clock_timestamp() - pg_postmaster_start_time()"), up =>
                    up > TimeSpan.FromSeconds(1));
        }

        foreach (var id in jobs) Assert.Equal((1, 0), Charged(await WaitForAsync(id, JobState.Succeeded, seconds: 60)));
    }

    [Fact]
    public async Task A_server_that_refuses_to_write_stops_nothing_for_good()
    {
        Hold("a", "cluster");
        StartWorker("a");
        var id = await StartAsync("work 100");
        await WaitForAsync(id, "cluster");

        await ReadOnlyAsync("on");
        LetGo("a", "cluster");
        await PassAsync(TimeSpan.FromSeconds(4));   // longer than a lease
        Assert.Equal(JobState.Running, (await Jobs.FindAsync(id, None))!.State);
        await ReadOnlyAsync("off");

        Assert.Equal((1, 0), Charged(await WaitForAsync(id, JobState.Succeeded)));
    }

    static (int, int) Charged(Job job) => (job.Attempt, job.CrashCount);

    // As a standby after a failover refuses: also for sessions that are open already.
    async Task ReadOnlyAsync(string value)
    {
        await ExecuteAsync("SET default_transaction_read_only = off");
        await ExecuteAsync($"ALTER SYSTEM SET default_transaction_read_only = {value}");
        await ExecuteAsync("SELECT pg_reload_conf()");
        await Eventually.IsAsync(() => ScalarAsync<string>("SHOW default_transaction_read_only"), now => now == value);
    }
}

/// <summary>The same with the API asked all the while; a minute and the defaults in <c>./test --chaos</c>.</summary>
[Trait("Run", "chaos")]
public sealed class LongOutageTests(ITestOutputHelper output) : OutageTest
{
    static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    protected override IEnumerable<(string, string)> Timings => LongRun.On ? [] : base.Timings;

    [Fact]
    public async Task The_API_answers_503_with_a_time_to_come_back_while_PostgreSQL_is_away_and_never_hangs()
    {
        var away = TimeSpan.FromSeconds(LongRun.On ? 60 : 20);
        await using var api = await RunningService.StartAsync(
            ["api", "--port", "0", "--connection", ConnectionString, "--data", Files.Root]);
        Assert.Equal(HttpStatusCode.OK, (await api.Http.GetAsync("api/v1/jobs")).StatusCode);
        var answers = new List<(HttpStatusCode Status, bool Says, TimeSpan Time)>();

        var first = await OutlastAsync(away, () => Server.StopAsync("immediate"), async () =>
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < away - LongestAnswer;)
                answers.Add(await AskAsync(api));
        });

        output.WriteLine($"PostgreSQL away for {away.TotalSeconds} s: the first claim was "
            + $"{first.TotalSeconds:F1} s after it was back; "
            + $"{answers.Count} answers of the API, the slowest after {answers.Max(a => a.Time).TotalSeconds:F1} s");
        Assert.InRange(first.TotalSeconds, 0, 3);
        Assert.All(
            answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.Status, answer.Says)));
        Assert.All(answers, answer => Assert.True(answer.Time < LongestAnswer));
        Assert.Equal(HttpStatusCode.OK, (await api.Http.GetAsync("api/v1/jobs")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Http.GetAsync("readyz")).StatusCode);
    }

    static async Task<(HttpStatusCode, bool, TimeSpan)> AskAsync(RunningService api)
    {
        var begun = Stopwatch.GetTimestamp();
        using var answer = await api.Http.GetAsync("api/v1/jobs");
        return (answer.StatusCode, answer.Headers.RetryAfter is not null, Stopwatch.GetElapsedTime(begun));
    }
}
