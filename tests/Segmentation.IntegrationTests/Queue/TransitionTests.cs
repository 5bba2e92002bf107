using System.Text.RegularExpressions;
using Segmentation.IntegrationTests.House;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>What docs/job-states.md says a job may do is what the queue does.</summary>
public sealed partial class TransitionTests : QueueTest
{
    static readonly Failure Final = new(Some.Problem("K_TOO_LARGE"), "k", Retryable: false);

    [Fact]
    public async Task The_table_of_transitions_has_every_one_that_the_queue_makes_and_no_other()
    {
        await WalkAsync();

        var made = await ColumnAsync<string>("""
            SELECT DISTINCT format('%s → %s (%s)', coalesce(data ->> 'from', '–'), data ->> 'to',
                coalesce(data ->> 'outcome', '–'))
            FROM job_events
            WHERE kind = 'state'
            """);
        Assert.Equal(Documented().Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_not_in_the_table_is_refused_or_changes_nothing()
    {
        await WalkAsync();
        var before = await StatesAsync();

        foreach (var id in await ColumnAsync<Guid>("SELECT public_id FROM jobs WHERE state <> 'queued'"))
            await Jobs.CancelAsync(new(id), null, None);
        await Work.SweepAsync(None);

        Assert.Equal(before, await StatesAsync());
    }

    // Every statement that writes a state, on both sides of each of its conditions.
    async Task WalkAsync()
    {
        await Work.SucceedAsync(await EnqueueAndClaimAsync(), Some.JobResult(), ProgressReport.Empty, None);
        await Work.FailAsync(await EnqueueAndClaimAsync(), Final, ProgressReport.Empty, None);
        await Jobs.CancelAsync((await EnqueueAsync()).Id, null, None);
        await Work.FailAsync(await AskedToEndAsync(), Some.Crash, ProgressReport.Empty, None);
        await Work.ConfirmCancelAsync(await AskedToEndAsync(), ProgressReport.Empty, None);

        await Work.FailAsync(await EnqueueAndClaimAsync(), Some.Crash, ProgressReport.Empty, None);
        await Jobs.CancelAsync(
            (await Jobs.ListAsync(new() { States = [JobState.Queued] }, None)).Jobs[0].Id, null, None);
        var released = await EnqueueAndClaimAsync();
        await Work.ReleaseAsync(released, ProgressReport.Empty, None);
        await Jobs.CancelAsync(released.Job.Id, null, None);

        await ExpireAsync(await AskedToEndAsync());
        await Work.SweepAsync(None);
        for (var crash = 1; crash <= 3; crash++)
        {
            var lost = crash == 1 ? await EnqueueAndClaimAsync() : await ClaimAsync();
            await ExpireAsync(lost);
            await Work.SweepAsync(None);
            await DueNowAsync(lost.Job);
        }
    }

    async Task<Lease> AskedToEndAsync()
    {
        var lease = await EnqueueAndClaimAsync();
        await Jobs.CancelAsync(lease.Job.Id, null, None);
        return lease;
    }

    Task<List<string>> StatesAsync() =>
        ColumnAsync<string>("SELECT format('%s %s %s', id, state, finished_at) FROM jobs ORDER BY id");

    static IEnumerable<string> Documented() => Row().Matches(Repository.Read("docs/job-states.md"))
        .Select(row => $"{row.Groups["from"].Value} → {row.Groups["to"].Value} ({row.Groups["outcome"].Value})")
        .Distinct();

    [GeneratedRegex(@"^\| (?<from>–|queued|running) → (?<to>\w+) \| (?<outcome>–|\w+) \|",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
