using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class EndTests : QueueTest
{
    [Fact]
    public async Task A_result_is_stored_with_the_end_of_the_job()
    {
        var lease = await EnqueueAndClaimAsync();

        await Work.SucceedAsync(
            lease, Some.JobResult(new OutputFile("assignments.csv", 12, 3)), Some.Report(1, 99), None);

        var job = await FindAsync(lease);
        Assert.Equal((JobState.Succeeded, 100d, new JobSummary(2, 9, 0.5)), (
            job.State, job.Progress, SegmentJob.SummaryOf(job)!));
        Assert.NotNull(job.FinishedAt);
        var result = (await Results.FindAsync(job.Id, None))!;
        Assert.Equal(0.5, result.Metrics.Silhouette);
        Assert.Equal("nul \uFFFD text", result.Sweep.Reason);   // jsonb cannot hold U+0000
        Assert.Equal(
            "assignments.csv", await ScalarAsync<string>("SELECT name FROM artifacts WHERE token = $1", lease.Token));
        Assert.Equal("succeeded", (await Jobs.AttemptsAsync(job.Id, None))[0].Outcome);
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_a_while_and_then_failed()
    {
        var lease = await EnqueueAndClaimAsync();
        for (var attempt = 1; attempt < 3; attempt++)
        {
            Assert.Equal(JobState.Queued, await Work.FailAsync(lease, Some.Crash, ProgressReport.Empty, None));
            await DueNowAsync(lease.Job);
            lease = await ClaimAsync();
        }

        Assert.Equal(JobState.Failed, await Work.FailAsync(lease, Some.Crash, ProgressReport.Empty, None));

        var job = await FindAsync(lease);
        Assert.Equal(("INTERNAL", 3), (job.Problem!.Code, job.Attempt));
        Assert.DoesNotContain("whole story", job.Problem.Detail);
        Assert.All(await Jobs.AttemptsAsync(job.Id, None), a =>
            Assert.Equal(("failed", Some.Crash.Error), (a.Outcome, a.Error)));
    }

    [Fact]
    public async Task Faulty_data_is_not_tried_again()
    {
        var lease = await EnqueueAndClaimAsync();

        var state = await Work.FailAsync(
            lease, new(Some.Problem("K_TOO_LARGE"), "k", Retryable: false), ProgressReport.Empty, None);

        Assert.Equal(JobState.Failed, state);
        Assert.Equal("K_TOO_LARGE", (await FindAsync(lease)).Problem!.Code);
    }

    // Full jitter: 0 to 5 s, 0 to 10 s, 0 to 20 s. Over 30 draws the largest is over half of the bound but for 2^-30.
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(10, 600)]
    public async Task The_wait_before_an_attempt_doubles_up_to_its_cap(int attempt, double longest)
    {
        await ExecuteAsync("ALTER TABLE jobs ALTER max_attempts SET DEFAULT 100");
        var waits = new List<double>();
        var lease = await EnqueueAndClaimAsync();
        for (var draw = 0; draw < 30; draw++)
        {
            await ExecuteAsync("UPDATE jobs SET attempt = $1", (short)attempt);
            await Work.FailAsync(lease, Some.Crash, ProgressReport.Empty, None);
            waits.Add(
                (double)await ScalarAsync<decimal>("SELECT extract(epoch FROM run_at - clock_timestamp()) FROM jobs"));
            await DueNowAsync(lease.Job);
            lease = await ClaimAsync();
        }

        Assert.InRange(waits.Max(), longest / 2, longest);
        Assert.InRange(waits.Min(), -1, longest / 2);
    }

    [Fact]
    public async Task A_release_is_due_at_once_and_not_charged()
    {
        var lease = await EnqueueAndClaimAsync();

        Assert.Equal(JobState.Queued, await Work.ReleaseAsync(lease, Some.Report(1, 30), None));

        var job = await FindAsync(lease);
        Assert.Equal((0, 30), (job.Attempt, (int)job.Progress));
        Assert.Equal("released", (await Jobs.AttemptsAsync(job.Id, None))[0].Outcome);
        Assert.Equal(1, (await ClaimAsync(B)).Job.Attempt);
    }

    [Fact]
    public async Task A_job_to_be_canceled_is_canceled_when_its_run_fails_or_is_given_back()
    {
        var first = await EnqueueAndClaimAsync();
        var second = await EnqueueAndClaimAsync(B);
        await Jobs.CancelAsync(first.Job.Id, null, None);
        await Jobs.CancelAsync(second.Job.Id, null, None);

        Assert.Equal(JobState.Canceled, await Work.FailAsync(first, Some.Crash, ProgressReport.Empty, None));
        Assert.Equal(JobState.Canceled, await Work.ReleaseAsync(second, ProgressReport.Empty, None));
    }

    [Fact]
    public async Task A_result_that_comes_before_the_cancel_is_heard_wins()
    {
        var lease = await EnqueueAndClaimAsync();
        await Jobs.CancelAsync(lease.Job.Id, null, None);

        await Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None);

        Assert.Equal(JobState.Succeeded, (await FindAsync(lease)).State);
    }

    [Theory]
    [InlineData("state = 'running'")]
    [InlineData("state = 'succeeded'")]
    [InlineData("state = 'failed'")]
    [InlineData("state = 'canceled'")]
    [InlineData("state = 'done'")]
    [InlineData("attempt = 4")]
    [InlineData("progress = 101")]
    [InlineData("worker_session = gen_random_uuid()")]
    [InlineData("finished_at = clock_timestamp()")]
    [InlineData("problem = '{}'")]
    public async Task A_queued_row_that_cannot_be_true_is_refused_by_the_table(string change)
    {
        await EnqueueAsync();

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ExecuteAsync($"UPDATE jobs SET {change}"));

        Assert.Equal(Npgsql.PostgresErrorCodes.CheckViolation, error.SqlState);
    }
}
