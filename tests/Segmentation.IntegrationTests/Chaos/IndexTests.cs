using Segmentation.IntegrationTests.Queue;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>What PostgreSQL itself counts while every statement of the queue runs beside many finished jobs (F16, F17,
/// F27).</summary>
public sealed class IndexTests : QueueTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(50_000)]
    public async Task No_statement_of_the_queue_reads_a_whole_table(int finished)
    {
        await ExecuteAsync("""
            INSERT INTO jobs (public_id, queue, dataset_id, file_name, args, engine, state, attempt, lease_token,
                finished_at)
            SELECT gen_random_uuid(), 'local', gen_random_uuid(), 'f', '{}', '{}', 'canceled', 1, n, clock_timestamp()
            FROM generate_series(1, $1) n
            """, finished);
        await ExecuteAsync("""
            INSERT INTO job_attempts (job_id, token, attempt, session, host, ended_at, outcome)
            SELECT id, lease_token, 1, gen_random_uuid(), 'h', clock_timestamp(), 'canceled' FROM jobs
            """);
        await ExecuteAsync(
            "INSERT INTO job_events (job_id, token, kind, data) SELECT id, lease_token, 'state', '{}' FROM jobs");
        foreach (var table in new[] { "jobs", "job_attempts", "job_events" }) await ExecuteAsync($"ANALYZE {table}");
        var before = await WholeReadsAsync();

        for (var round = 0; round < 3; round++) await EverythingAsync();

        if (finished > 0) Assert.Equal(before, await WholeReadsAsync());
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'running'"));
    }

    async Task EverythingAsync()
    {
        var ends = new List<Func<Lease, Task>>
        {
            lease => Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None),
            lease => Work.FailAsync(lease, Some.Crash, ProgressReport.Empty, None),
            lease => Work.ReleaseAsync(lease, ProgressReport.Empty, None),
            async lease =>
            {
                await ExpireAsync(lease);
                await Work.SweepAsync(None);
            },
        };
        foreach (var end in ends)
        {
            var lease = await EnqueueAndClaimAsync();
            Renew(new Renewal(lease, Some.Report(1, 10, new NewEvent(1, "k", "{}"))));
            await end(lease);
            await Work.NextDueAsync("local", None);
            await Jobs.FindAsync(lease.Job.Id, None);
            await Jobs.AttemptsAsync(lease.Job.Id, None);
            await Events.AfterAsync(lease.Job.Id, 0, 100, None);
            await Results.FindAsync(lease.Job.Id, None);
            await Jobs.CancelAsync(lease.Job.Id, null, None);
        }
    }

    // A session that stays keeps its counts for up to ten seconds; one that ends hands them in.
    async Task<string> WholeReadsAsync()
    {
        Db.Work.Clear();
        Db.Control.Clear();
        Sql.Clear();
        await Eventually.IsAsync(
            () => ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> "
                + "pg_backend_pid() AND datname = current_database() AND query LIKE '%jobs%'"),
            active => active == 0);
        var last = "";
        return await Eventually.IsAsync(
            () => ScalarAsync<string>("""
                SELECT string_agg(relname || ' ' || seq_scan, ', ' ORDER BY relname) FROM pg_stat_user_tables
                WHERE schemaname = current_schema() AND relname IN ('jobs', 'job_attempts', 'job_events', 'results')
                """),
            now =>
            {
                var same = now == last;
                last = now;
                return same;
            });
    }
}
