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
            SELECT DISTINCT format('%s → %s (%s)', coalesce(data ->> 'from', '–'), data ->> 'to', coalesce(data ->> 'outcome', '–'))
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

        foreach (var id in await ColumnAsync<Guid>("SELECT public_id FROM jobs WHERE state <> 'queued'")) await Queue.CancelAsync(new(id), null, None);
        await Queue.SweepAsync(None);

        Assert.Equal(before, await StatesAsync());
    }

    // Every statement that writes a state, on both sides of each of its conditions.
    async Task WalkAsync()
    {
        await Queue.SucceedAsync(await EnqueueAndClaimAsync(), Some.Result(), JobReport.Empty, None);
        await Queue.FailAsync(await EnqueueAndClaimAsync(), Final, JobReport.Empty, None);
        await Queue.CancelAsync((await EnqueueAsync()).Id, null, None);
        await Queue.FailAsync(await AskedToEndAsync(), Some.Crash, JobReport.Empty, None);
        await Queue.ConfirmCancelAsync(await AskedToEndAsync(), JobReport.Empty, None);

        await Queue.FailAsync(await EnqueueAndClaimAsync(), Some.Crash, JobReport.Empty, None);
        await Queue.CancelAsync((await Queue.ListAsync(new() { States = [JobState.Queued] }, None)).Jobs[0].Id, null, None);
        var released = await EnqueueAndClaimAsync();
        await Queue.ReleaseAsync(released, JobReport.Empty, None);
        await Queue.CancelAsync(released.Job.Id, null, None);

        await ExpireAsync(await AskedToEndAsync());
        await Queue.SweepAsync(None);
        for (var crash = 1; crash <= 3; crash++)
        {
            var lost = crash == 1 ? await EnqueueAndClaimAsync() : await ClaimAsync();
            await ExpireAsync(lost);
            await Queue.SweepAsync(None);
            await DueNowAsync(lost.Job);
        }
    }

    async Task<Lease> AskedToEndAsync()
    {
        var lease = await EnqueueAndClaimAsync();
        await Queue.CancelAsync(lease.Job.Id, null, None);
        return lease;
    }

    Task<List<string>> StatesAsync() => ColumnAsync<string>("SELECT format('%s %s %s', id, state, finished_at) FROM jobs ORDER BY id");

    static IEnumerable<string> Documented() => Row().Matches(Repository.Read("docs/job-states.md"))
        .Select(row => $"{row.Groups["from"].Value} → {row.Groups["to"].Value} ({row.Groups["outcome"].Value})").Distinct();

    [GeneratedRegex(@"^\| (?<from>–|queued|running) → (?<to>\w+) \| (?<outcome>–|\w+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
