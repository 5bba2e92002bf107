using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class ClaimTests : QueueTest
{
    [Fact]
    public async Task Jobs_are_claimed_by_priority_then_by_time()
    {
        var first = await EnqueueAsync();
        var second = await EnqueueAsync();
        var urgent = await EnqueueAsync(priority: 1);

        var claimed = await ClaimAllAsync(A);

        Assert.Equal([urgent.Id, first.Id, second.Id], claimed.Select(lease => lease.Job.Id));
    }

    [Fact]
    public async Task A_claimed_job_is_running_with_a_lease_and_a_charged_attempt()
    {
        var lease = await EnqueueAndClaimAsync();

        var job = await FindAsync(lease);
        Assert.Equal((JobState.Running, 1, lease.Token), (job.State, job.Attempt, job.LeaseToken));
        Assert.NotNull(job.StartedAt);
        Assert.True(await ScalarAsync<bool>(
            "SELECT lease_expires_at BETWEEN clock_timestamp() + interval '50 s' "
            + "AND clock_timestamp() + interval '60 s' FROM jobs"));
        var attempt = Assert.Single(await Jobs.AttemptsAsync(job.Id, None));
        Assert.Equal((lease.Token, 1, A.Session, "a", null), (
            attempt.Token, attempt.Attempt, attempt.Session, attempt.Host, attempt.Outcome));
    }

    [Fact]
    public async Task Two_workers_never_get_the_same_job()
    {
        for (var i = 0; i < 20; i++) await EnqueueAsync();

        var claims = await Task.WhenAll(ClaimAllAsync(A), ClaimAllAsync(B));

        var jobs = claims.SelectMany(leases => leases).Select(lease => lease.Job.Id).ToArray();
        Assert.Equal(20, jobs.Length);
        Assert.Equal(20, jobs.Distinct().Count());
    }

    [Fact]
    public async Task A_job_whose_row_is_locked_is_passed_over()
    {
        var locked = await EnqueueAsync();
        var free = await EnqueueAsync();
        await using var connection = await Sql.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT FROM jobs WHERE id = $1 FOR UPDATE", connection);
        command.Parameters.AddWithValue(locked.Key);
        await command.ExecuteNonQueryAsync();

        Assert.Equal(free.Id, (await ClaimAsync()).Job.Id);
    }

    [Fact]
    public async Task An_idle_queue_has_no_next_job_to_wait_for() =>
        Assert.Null(await Work.NextDueAsync("local", None));

    [Fact]
    public async Task A_job_that_waits_for_its_time_is_not_claimed_and_the_wait_is_known()
    {
        var job = await EnqueueAsync();
        await ExecuteAsync("UPDATE jobs SET run_at = clock_timestamp() + interval '30 s' WHERE id = $1", job.Key);

        Assert.Null(await Work.ClaimAsync(A, "local", [], None));
        var due = await Work.NextDueAsync("local", None);
        Assert.InRange(due!.Value.TotalSeconds, 20, 30);
    }

    [Theory]
    [InlineData("0.5 s", 100.0)]
    [InlineData("5 s", null)]
    public async Task A_job_that_became_due_after_the_last_look_is_looked_for_again(string ago, double? milliseconds)
    {
        var job = await EnqueueAsync();
        await ExecuteAsync($"UPDATE jobs SET run_at = clock_timestamp() - interval '{ago}' WHERE id = $1", job.Key);

        Assert.Equal(milliseconds, (await Work.NextDueAsync("local", None))?.TotalMilliseconds);
    }

    [Fact]
    public async Task A_paused_queue_gives_nothing()
    {
        await EnqueueAsync();
        await ExecuteAsync("UPDATE queues SET paused_at = clock_timestamp() WHERE name = 'local'");

        Assert.Null(await Work.ClaimAsync(A, "local", [], None));
    }

    [Fact]
    public async Task A_job_for_another_engine_or_of_an_unknown_kind_or_version_is_left_alone()
    {
        await EnqueueAsync();
        Assert.Null(await Work.ClaimAsync(A, "spark", [], None));
        await ExecuteAsync("UPDATE jobs SET kind = 'assign'");
        Assert.Null(await Work.ClaimAsync(A, "local", [], None));
        await ExecuteAsync("UPDATE jobs SET kind = 'segment', args_version = 2");
        Assert.Null(await Work.ClaimAsync(A, "local", [], None));
    }

    [Fact]
    public async Task A_job_that_a_worker_was_lost_with_is_given_to_an_idle_worker_only()
    {
        var crashed = await EnqueueAndClaimAsync();
        await ExpireAsync(crashed);
        await Work.SweepAsync(None);

        Assert.Null(await Work.ClaimAsync(B, "local", held: [4711], None));
        Assert.Equal(crashed.Job.Id, (await ClaimAsync(B)).Job.Id);
    }

    [Fact]
    public async Task A_job_whose_claim_was_never_heard_of_is_taken_up_by_the_same_worker()
    {
        var lost = await EnqueueAndClaimAsync(A);

        var found = await Work.ClaimAsync(A, "local", held: [], None);

        Assert.Equal((lost.Job.Id, lost.Token), (found!.Job.Id, found.Token));
        Assert.Null(await Work.ClaimAsync(A, "local", held: [lost.Token], None));
        Assert.Null(await Work.ClaimAsync(B, "local", held: [], None));
    }

    [Fact]
    public async Task A_job_that_cannot_be_read_is_failed_and_not_claimed_again()
    {
        var job = await EnqueueAsync();
        await ExecuteAsync("""UPDATE jobs SET engine = '{"used": "abacus"}'""");

        Assert.Null(await Work.ClaimAsync(A, "local", [], None));

        Assert.Equal("failed", await ScalarAsync<string>("SELECT state FROM jobs WHERE id = $1", job.Key));
        Assert.Equal(
            "UNREADABLE_JOB", await ScalarAsync<string>("SELECT problem ->> 'code' FROM jobs WHERE id = $1", job.Key));
    }

    [Fact]
    public async Task The_claim_finds_its_job_by_its_index_among_many_finished_ones()
    {
        await EnqueueAsync();
        await ExecuteAsync("""
            INSERT INTO jobs (public_id, queue, dataset_id, file_name, args, engine, state, finished_at)
            SELECT gen_random_uuid(), 'local', gen_random_uuid(), 'f', '{}', '{}', 'canceled', clock_timestamp()
            FROM generate_series(1, 20000)
            """);
        await ExecuteAsync("ANALYZE jobs");

        var plan = await PlanAsync(Claim.Sql
            .Replace("$1", "'local'").Replace("$2", "true").Replace("$3", "gen_random_uuid()").Replace("$4", "'h'")
            .Replace("$5", "interval '15 s'").Replace("$6", "interval '1 day'").Replace("$7", "interval '10 s'")
            .Replace("$8", "ARRAY['segment']"));

        Assert.Contains("jobs_claim", plan);
        Assert.DoesNotContain("Seq Scan on jobs", plan);
    }

    [Fact]
    public async Task The_sweep_looks_at_running_jobs_only()
    {
        await EnqueueAndClaimAsync();
        await ExecuteAsync("""
            INSERT INTO jobs (public_id, queue, dataset_id, file_name, args, engine, state, finished_at)
            SELECT gen_random_uuid(), 'local', gen_random_uuid(), 'f', '{}', '{}', 'canceled', clock_timestamp()
            FROM generate_series(1, 20000)
            """);
        await ExecuteAsync("ANALYZE jobs");

        var plan = await PlanAsync(Sweep.Sql
            .Replace("$1", "interval '15 s'").Replace("$2", "3").Replace("$3", "interval '2 s'")
            .Replace("$4", "clock_timestamp()"));

        Assert.Contains("jobs_running", plan);
        Assert.DoesNotContain("Seq Scan on jobs", plan);
    }

    async Task<List<Lease>> ClaimAllAsync(WorkerIdentity worker)
    {
        var leases = new List<Lease>();
        while (await Work.ClaimAsync(worker, "local", [.. leases.Select(l => l.Token)], None) is { } lease)
            leases.Add(lease);
        return leases;
    }

    async Task<string> PlanAsync(string sql) => string.Join('\n', await ColumnAsync<string>($"EXPLAIN {sql}"));
}
