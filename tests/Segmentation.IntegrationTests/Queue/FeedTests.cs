using Microsoft.Extensions.Logging.Abstractions;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class FeedTests : QueueTest
{
    JobFeed Feed { get; set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var ready = new SchemaReady();
        ready.Set();
        Feed = new(Db, Jobs, Events, ready, NullLogger<JobFeed>.Instance);
        await Feed.StartAsync(None);
    }

    public override async Task DisposeAsync()
    {
        await Feed.StopAsync(None);
        Feed.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_watcher_sees_every_event_once_and_the_stream_ends_with_the_job()
    {
        var lease = await EnqueueAndClaimAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var kinds = new List<string>();
        var states = new List<JobState>();
        await foreach (var update in Feed.WatchAsync(lease.Job.Id, 0, limit.Token))
        {
            kinds.AddRange(update.Events.Select(e => e.Kind));
            states.Add(update.Job!.State);
            if (states.Count == 1) Renew(new Renewal(lease, Some.Report(1, 50, new NewEvent(1, "k", "{}"))));
            if (states.Count == 2) await Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None);
        }

        Assert.Equal(["state", "state", "k", "state", "done"], kinds);
        Assert.Equal([JobState.Running, JobState.Running, JobState.Succeeded], states);
    }

    [Fact]
    public async Task A_watcher_that_comes_back_gets_only_what_it_has_missed()
    {
        var lease = await EnqueueAndClaimAsync();
        var known = (await Events.AfterAsync(lease.Job.Id, 0, 100, None))[^1].Id;
        await Work.ConfirmCancelAsync(lease, ProgressReport.Empty, None);

        var updates = await Feed.WatchAsync(lease.Job.Id, known, None).ToListAsync();

        Assert.Equal(["state", "done"], Assert.Single(updates).Events.Select(e => e.Kind));
        Assert.Empty(await Feed.WatchAsync(JobId.New(), 0, None).ToListAsync());
    }

    [Fact]
    public async Task A_watcher_of_all_jobs_sees_open_ones_first_and_then_every_change()
    {
        var open = await EnqueueAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var seen = new List<(JobId, JobState?)>();
        JobId? second = null;
        await foreach (var update in Feed.WatchAllAsync(null, limit.Token))
        {
            seen.Add((update.Id, update.Job?.State));
            if (seen.Count == 1) second = (await EnqueueAsync()).Id;
            if (seen.Count == 2) await Jobs.CancelAsync(open.Id, null, None);
            if (seen.Count == 3) await Jobs.DeleteAsync(open.Id, None);
            if (seen.Count == 4) break;
        }

        Assert.Equal(
            [
                (open.Id, JobState.Queued), (second!.Value, JobState.Queued), (open.Id, JobState.Canceled),
                (open.Id, null)],
            seen);
    }

    [Fact]
    public async Task Waiting_for_the_end_returns_as_soon_as_it_comes_or_when_the_time_is_over()
    {
        var lease = await EnqueueAndClaimAsync();
        Assert.Equal(
            JobState.Running, (await Feed.WaitAsync(lease.Job.Id, TimeSpan.FromMilliseconds(200), None))!.State);

        var waiting = Feed.WaitAsync(lease.Job.Id, TimeSpan.FromSeconds(20), None);
        await Work.ConfirmCancelAsync(lease, ProgressReport.Empty, None);

        Assert.Equal(JobState.Canceled, (await waiting)!.State);
        Assert.Null(await Feed.WaitAsync(JobId.New(), TimeSpan.FromSeconds(1), None));
    }

    [Fact]
    public async Task A_change_is_seen_although_the_listener_was_cut_off_and_no_hint_was_sent()
    {
        var job = await EnqueueAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var updates = Feed.WatchAsync(job.Id, 0, limit.Token).GetAsyncEnumerator(None);
        Assert.True(await updates.MoveNextAsync());
        await ExecuteAsync("""
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name LIKE '%listener' AND query LIKE $1
            """, $"%{Db.Schema}%");
        await ExecuteAsync("UPDATE jobs SET message = 'told nobody'");

        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("told nobody", updates.Current.Job!.Message);
    }
}
