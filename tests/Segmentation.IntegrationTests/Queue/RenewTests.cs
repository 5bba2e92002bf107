using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class RenewTests : QueueTest
{
    [Fact]
    public async Task All_leases_of_a_worker_are_renewed_and_told_in_one_statement()
    {
        var first = await EnqueueAndClaimAsync();
        await EnqueueAsync();
        var second = (await Work.ClaimAsync(A, "local", [first.Token], None))!;
        await Jobs.CancelAsync(second.Job.Id, null, None);
        await ExpireAsync(first);

        var held = Renew(new Renewal(first, Some.Report(1, 12.5)), new Renewal(second, null));

        Assert.Equal(
            [new Renewed(first.Token, false, false), new Renewed(second.Token, true, false)],
            held.OrderBy(r => r.Token));
        Assert.Empty(await Work.SweepAsync(None));
        var job = await FindAsync(first);
        Assert.Equal((12.5, Stage.Cluster, "report 1"), (job.Progress, job.Stage, job.Message));
    }

    [Fact]
    public async Task A_report_that_comes_twice_counts_once()
    {
        var lease = await EnqueueAndClaimAsync();
        var renewal = new Renewal(
            lease, Some.Report(2, 50, new NewEvent(1, "k", """{"k":2}"""), new NewEvent(2, "k", """{"k":3}""")));

        Renew(renewal);
        Renew(renewal);

        var told = (await Events.AfterAsync(lease.Job.Id, 0, 100, None)).Where(e => e.Kind == "k").ToArray();
        Assert.Equal([2, 3], told.Select(e => e.Data.GetProperty("k").GetInt32()));
    }

    [Fact]
    public async Task Progress_never_falls_within_a_lease_and_begins_anew_with_the_next()
    {
        var lease = await EnqueueAndClaimAsync();
        Renew(new Renewal(lease, Some.Report(2, 60)));
        Renew(new Renewal(lease, Some.Report(1, 20)));
        Renew(new Renewal(lease, Some.Report(3, 40)));
        Assert.Equal(60, (await FindAsync(lease)).Progress);

        await Work.ReleaseAsync(lease, ProgressReport.Empty, None);

        Assert.Equal(0, (await ClaimAsync(B)).Job.Progress);
    }

    [Fact]
    public async Task The_last_report_brings_only_the_events_that_were_not_stored()
    {
        var lease = await EnqueueAndClaimAsync();
        var (first, second) = (new NewEvent(1, "k", """{"k":2}"""), new NewEvent(2, "k", """{"k":3}"""));
        Renew(new Renewal(lease, Some.Report(1, 10, first)));

        await Work.SucceedAsync(lease, Some.JobResult(), Some.Report(2, 99, first, second), None);

        var events = await Events.AfterAsync(lease.Job.Id, 0, 100, None);
        Assert.Equal(["state", "state", "k", "k", "state", "done"], events.Select(e => e.Kind));
    }

    [Fact]
    public async Task Renewals_are_heap_only_updates()
    {
        var lease = await EnqueueAndClaimAsync();

        using (var connection = Db.ForLeases())
        {
            connection.Open();
            for (var i = 1; i <= 200; i++) Work.Renew(connection, A, [new Renewal(lease, Some.Report(i, i / 2.0))]);
        }

        await Eventually.IsAsync(() => ScalarAsync<long>("""
            SELECT coalesce(sum(n_tup_upd), 0)::bigint FROM pg_stat_user_tables
            WHERE relname = 'jobs' AND schemaname = current_schema()
            """), updates => updates >= 200);
        Assert.True(await ScalarAsync<bool>("""
            SELECT n_tup_hot_upd >= 0.95 * n_tup_upd FROM pg_stat_user_tables
            WHERE relname = 'jobs' AND schemaname = current_schema()
            """));
    }

    [Fact]
    public async Task A_renewal_waits_two_seconds_at_most_for_a_row_that_is_locked()
    {
        var lease = await EnqueueAndClaimAsync();
        await using var connection = await Sql.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT FROM jobs FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();

        var error = Assert.Throws<Npgsql.PostgresException>(() => Renew(new Renewal(lease, null)));

        Assert.Equal(Npgsql.PostgresErrorCodes.LockNotAvailable, error.SqlState);
    }
}
