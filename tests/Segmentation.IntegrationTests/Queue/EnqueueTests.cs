using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class EnqueueTests : QueueTest
{
    static readonly byte[] Body = new byte[32];
    static readonly byte[] OtherBody = [.. Enumerable.Repeat((byte)1, 32)];

    [Fact]
    public async Task A_job_keeps_what_was_asked()
    {
        var spec = new SegmentationSpec { K = null, Features = ["a", "ü"], Seed = 7 };
        var enqueued = await Jobs.EnqueueAsync(Some.NewJob(Dataset, spec) with { Name = "Q3" }, None);

        var job = (await Jobs.FindAsync(enqueued.Job!.Id, None))!;
        Assert.Equal(
            (JobState.Queued, "Q3", "customers.csv", Dataset), (job.State, job.Name, job.FileName, job.DatasetId));
        var kept = SegmentJob.SpecOf(job)!;
        Assert.Null(kept.K);
        Assert.Equal(["a", "ü"], kept.Features);
        Assert.Equal(new EngineUse(EngineKind.Auto, EngineKind.Local, "it fits"), job.Engine);
    }

    [Fact]
    public async Task The_same_request_makes_one_job()
    {
        var first = await EnqueueAsync("key", Body);
        var again = await EnqueueAsync("key", Body);

        Assert.Equal(EnqueueOutcome.Created, first.Outcome);
        Assert.Equal((EnqueueOutcome.Replayed, first.Job!.Id), (again.Outcome, again.Job!.Id));
        Assert.Equal(1, await ScalarAsync<long>("SELECT count(*) FROM jobs"));
    }

    [Fact]
    public async Task The_same_request_many_times_at_once_makes_one_job()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => EnqueueAsync("key", Body)));

        Assert.Single(outcomes, o => o.Outcome == EnqueueOutcome.Created);
        Assert.Single(outcomes.Select(o => o.Job!.Id).Distinct());
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        await EnqueueAsync("key", Body);

        Assert.Equal(new Enqueued(EnqueueOutcome.KeyReused, null), await EnqueueAsync("key", OtherBody));
    }

    [Fact]
    public async Task A_key_is_free_again_after_a_day()
    {
        await EnqueueAsync("key", Body);
        await ExecuteAsync("UPDATE jobs SET created_at = created_at - interval '25 hours'");

        Assert.Equal(EnqueueOutcome.Created, (await EnqueueAsync("key", OtherBody)).Outcome);
    }

    [Fact]
    public async Task A_job_for_a_dataset_that_is_not_there_is_not_made()
    {
        var outcome = await Jobs.EnqueueAsync(Some.NewJob(DatasetId.New()), None);

        Assert.Equal(new Enqueued(EnqueueOutcome.NoDataset, null), outcome);
    }

    [Fact]
    public async Task A_retry_is_a_new_job_that_names_the_old_one()
    {
        var lease = await EnqueueAndClaimAsync();
        await Work.FailAsync(lease, new(Some.Problem("X"), "x", Retryable: false), ProgressReport.Empty, None);

        var retry = (await Jobs.RetryAsync(lease.Job.Id, null, null, None))!;

        Assert.Equal((EnqueueOutcome.Created, lease.Job.Id, JobState.Queued), (
            retry.Outcome, retry.Job!.RetryOf!.Value, retry.Job.State));
        Assert.Equal(JobState.Failed, (await FindAsync(lease)).State);
        Assert.Null(await Jobs.RetryAsync(JobId.New(), null, null, None));
    }

    [Fact]
    public async Task The_position_counts_the_jobs_before()
    {
        var first = await EnqueueAsync();
        var second = await EnqueueAsync();
        var urgent = await EnqueueAsync(priority: 5);

        Assert.Equal(1, (await Jobs.PositionAsync(first.Id, None))!.Ahead);
        Assert.Equal(2, (await Jobs.PositionAsync(second.Id, None))!.Ahead);
        Assert.Equal(0, (await Jobs.PositionAsync(urgent.Id, None))!.Ahead);
        await ClaimAsync();
        Assert.Null(await Jobs.PositionAsync(urgent.Id, None));
    }

    [Fact]
    public void An_id_reads_as_it_is_written_and_nothing_else_does()
    {
        var id = JobId.New();

        Assert.True(JobId.TryParse(id.ToString(), out var same));
        Assert.Equal(id, same);
        Assert.Matches("^job_[0-9A-HJKMNP-TV-Z]{26}$", id.ToString());
        Assert.False(DatasetId.TryParse(id.ToString(), out _));
        Assert.False(JobId.TryParse("job_8ZZZZZZZZZZZZZZZZZZZZZZZZZ", out _));   // 128 bits end at 7ZZ…
        Assert.False(JobId.TryParse("job_1", out _));
        Assert.False(JobId.TryParse(null, out _));
    }

    Task<Enqueued> EnqueueAsync(string key, byte[] body) =>
        Jobs.EnqueueAsync(Some.NewJob(Dataset) with { Idempotency = new(key, body) }, None);
}
