using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class RetentionTests : QueueTest
{
    [Fact]
    public async Task Finished_jobs_go_with_result_and_files_when_they_are_old_enough_and_no_others()
    {
        var old = await SucceededAsync(daysAgo: 31);
        var young = await SucceededAsync(daysAgo: 29);
        var running = await EnqueueAndClaimAsync();
        var queued = await EnqueueAsync();
        await ExecuteAsync("UPDATE jobs SET created_at = created_at - interval '1 year'");

        Assert.Equal(1, await Retention(TimeSpan.FromDays(30)).RunAsync(None));

        Assert.Null(await Jobs.FindAsync(old, None));
        Assert.NotNull(await Jobs.DeletedAtAsync(old, None));
        Assert.False(Directory.Exists(Path.GetDirectoryName(Files.JobFolder(old, 1))));
        foreach (var id in new[] { young, running.Job.Id, queued.Id }) Assert.NotNull(await Jobs.FindAsync(id, None));
        Assert.True(File.Exists(Files.ResultFile((await Jobs.FindAsync(young, None))!, "assignments.csv")));
        Assert.Equal(1, await ScalarAsync<long>("SELECT count(*) FROM results"));
    }

    [Fact]
    public async Task Without_a_time_nothing_goes()
    {
        var old = await SucceededAsync(daysAgo: 3_000);

        Assert.Equal(0, await Retention(TimeSpan.Zero).RunAsync(None));

        Assert.NotNull(await Jobs.FindAsync(old, None));
    }

    [Fact]
    public async Task More_than_a_batch_goes_oldest_first_and_two_at_once_share_it()
    {
        await ExecuteAsync("""
            INSERT INTO jobs (public_id, queue, dataset_id, file_name, args, engine, state, finished_at)
            SELECT gen_random_uuid(), 'local', gen_random_uuid(), 'f', '{}', '{}', 'canceled',
                clock_timestamp() - n * interval '1 minute'
            FROM generate_series(1, 1300) n
            """);

        var passes = await Task.WhenAll(
            Retention(TimeSpan.FromMinutes(100.5)).RunAsync(None),
            Retention(TimeSpan.FromMinutes(100.5)).RunAsync(None));

        Assert.Equal([500, 500], passes);
        Assert.Equal(300, await ScalarAsync<long>(
            "SELECT count(*) FROM jobs WHERE finished_at > clock_timestamp() - interval '301 minutes'"));
        Assert.Equal(200, await Retention(TimeSpan.FromMinutes(100.5)).RunAsync(None));
        Assert.Equal(100, await ScalarAsync<long>("SELECT count(*) FROM jobs"));
        Assert.Equal(1_200, await ScalarAsync<long>("SELECT count(*) FROM deleted_ids"));
    }

    [Fact]
    public async Task The_old_jobs_are_found_by_their_index()
    {
        await ExecuteAsync("""
            INSERT INTO jobs (public_id, queue, dataset_id, file_name, args, engine, state, finished_at)
            SELECT gen_random_uuid(), 'local', gen_random_uuid(), 'f', '{}', '{}', 'canceled',
                clock_timestamp() - n * interval '1 minute'
            FROM generate_series(1, 20000) n
            """);
        await ExecuteAsync("ANALYZE jobs");

        var sql = Segmentation.Postgres.Retention.RetireSql.Replace("$1", "interval '10 days'").Replace("$2", "500");
        var plan = string.Join('\n', await ColumnAsync<string>($"EXPLAIN {sql}"));

        Assert.Contains("jobs_finished", plan);
        Assert.DoesNotContain("Seq Scan on jobs", plan);
    }

    Retention Retention(TimeSpan age) =>
        new(
            Db, Files, Sender, Options.Create(new RetentionOptions { FinishedJobs = age }),
            NullLogger<Retention>.Instance);

    async Task<JobId> SucceededAsync(int daysAgo)
    {
        var lease = await EnqueueAndClaimAsync();
        Directory.CreateDirectory(Files.JobFolder(lease.Job.Id, lease.Token));
        await File.WriteAllTextAsync(Path.Combine(Files.JobFolder(lease.Job.Id, lease.Token), "assignments.csv"), "x");
        await Work.SucceedAsync(
            lease, Some.JobResult(new OutputFile("assignments.csv", 1, 1)), ProgressReport.Empty, None);
        await ExecuteAsync(
            "UPDATE jobs SET finished_at = clock_timestamp() - $1 WHERE id = $2",
            TimeSpan.FromDays(daysAgo), lease.Job.Key);
        return lease.Job.Id;
    }
}
