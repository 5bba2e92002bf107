using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>Leases hold while a job takes all there is (F12, F13), and whatever clocks say (F14, F15).</summary>
public sealed class StarvationTests : ChaosTest
{
    [Theory]
    [InlineData("burn 14000")]     // more than two leases
    [InlineData("starve 14000")]
    public async Task A_job_that_takes_every_core_thread_and_connection_loses_no_lease(string script)
    {
        // Twice the time of the other tests, which run beside it and take the cores too.
        const string Lease = "Worker__Lease=00:00:06";
        StartWorker("a", Lease);
        await StartAsync("work 1");
        var id = await StartAsync(script);
        var idle = StartWorker("b", Lease);   // it sweeps all the while

        var job = await WaitForAsync(id, JobState.Succeeded, seconds: 60);

        var errors = (await Jobs.AttemptsAsync(id, None)).Where(attempt => attempt.Error is not null)
            .Select(attempt => attempt.Error!);
        Assert.Equal([], errors);
        Assert.Equal((1, 0), (job.Attempt, job.CrashCount));
        Assert.DoesNotContain("was lost", idle.Said);
    }

    [Fact]
    public async Task Workers_whose_clocks_are_ten_minutes_wrong_do_their_jobs_once()
    {
        StartWorker("fast", "Script__ClockShift=00:10:00");
        StartWorker("slow", "Script__ClockShift=-00:10:00");
        var jobs = new List<JobId>();
        for (var i = 0; i < 20; i++) jobs.Add(await StartAsync($"work {100 + i}"));

        foreach (var id in jobs)
        {
            var job = await WaitForAsync(id, JobState.Succeeded);
            Assert.Equal((1, 0), (job.Attempt, job.CrashCount));
        }
    }
}

/// <summary>The database's own clock jumps: its functions are those of the test's schema, which comes first.</summary>
public sealed class DatabaseClockTests : ChaosTest
{
    protected override string SearchPath => ",pg_catalog";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await DatabaseClock.InstallAsync(sql => ExecuteAsync(sql));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_clock_that_jumps_in_the_middle_costs_no_result(int minutes)
    {
        StartWorker("a");
        StartWorker("b");
        var jobs = new List<JobId>();
        for (var i = 0; i < 10; i++) jobs.Add(await StartAsync($"work {1_500 + i}"));
        await WaitForAsync(jobs[0], JobState.Running);

        await DatabaseClock.StepAsync(sql => ExecuteAsync(sql), TimeSpan.FromMinutes(minutes));
        await ExecuteAsync("UPDATE jobs SET run_at = least(run_at, clock_timestamp()) WHERE state = 'queued'");

        foreach (var id in jobs) await WaitForAsync(id, JobState.Succeeded, seconds: 90);
    }
}
