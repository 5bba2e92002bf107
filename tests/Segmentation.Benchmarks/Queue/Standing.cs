using System.Diagnostics;
using Npgsql;
using Segmentation.Postgres;

namespace Segmentation.Benchmarks;

/// <summary>What a large table, a snapshot that somebody holds, and the progress of many jobs cost.</summary>
static class Standing
{
    const int Running = 200;

    public static async Task<Table> RunAsync(QueueServer server, QueueScale scale)
    {
        var table = new Table(
            "A claim with its commit, and the cost of progress", "", "times", "median", "p99", "goal", "beside it");
        await using (var queue = await server.NewAsync()) await LargeAsync(table, queue, scale);
        await using (var queue = await server.NewAsync()) await SnapshotAsync(table, queue, scale);
        await using (var queue = await server.NewAsync()) await ProgressAsync(table, queue, scale);
        return table;
    }

    static async Task LargeAsync(Table table, QueueSchema queue, QueueScale scale)
    {
        await queue.RunSqlAsync($$"""
            INSERT INTO jobs (public_id, queue, dataset_id, file_name, args, engine, created_at, run_at,
                started_at, finished_at, state, attempt, lease_token, progress, result_summary)
            SELECT gen_random_uuid(), 'local', gen_random_uuid(), 'customers.csv', '{"k": 3}', '{"used": "local"}',
                t, t, t, t, 'succeeded', 1, -n, 100, '{"k": 3, "rows": 100, "silhouette": 0.5}'
            FROM generate_series(1, {{scale.Finished}}) AS n,
                LATERAL (SELECT clock_timestamp() - n * interval '1 second' AS t) AS at
            """);
        await queue.RunSqlAsync("VACUUM ANALYZE jobs");
        var size = await queue.AskSqlAsync<long>("SELECT pg_total_relation_size('jobs')");
        var claims = new Times(await ClaimAsync(queue, queue.Open(), scale.Samples));
        table.Add(
            $"claim beside {scale.Finished:#,0} finished rows", $"{claims.Count:#,0}", claims.Median, claims.P99,
            "p99 ≤ 20 ms",
            $"table and indexes {Table.Megabytes(size)}");
    }

    // Dead versions pile up as if jobs had gone through at five a second for longer.
    static async Task SnapshotAsync(Table table, QueueSchema queue, QueueScale scale)
    {
        await using var holder = await queue.Sql.OpenConnectionAsync();
        await using var snapshot = await holder.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (var look = new NpgsqlCommand("SELECT count(*) FROM jobs", holder, snapshot))
            await look.ExecuteScalarAsync();

        var (client, begun, claims) = (queue.Open(), Stopwatch.GetTimestamp(), new List<double>());
        while (Stopwatch.GetElapsedTime(begun) < scale.Span)
            claims.AddRange(await ClaimAsync(queue, client, 1, renewals: 3));
        await using var db = new Database(queue.ConnectionString);
        using var figures = new QueueFigures(db);
        var figure = await figures.ReadAsync(CancellationToken.None);
        var last = new Times(claims.Skip(claims.Count * 3 / 4));
        table.Add(
            $"claim while somebody holds a snapshot, after {claims.Count:#,0} jobs", $"{last.Count:#,0}", last.Median,
            last.P99, "p99 ≤ 20 ms",
            $"segmentation_database_oldest_snapshot_seconds {figure.OldestSnapshot:0}, "
            + $"{figure.DeadRows:#,0} dead rows");
        await snapshot.RollbackAsync();
    }

    static async Task ProgressAsync(Table table, QueueSchema queue, QueueScale scale)
    {
        var (client, worker, leases) = (queue.Open(), QueueSchema.Worker(), new List<Lease>());
        for (var i = 0; i < Running; i++)
        {
            await client.Jobs.EnqueueAsync(queue.NewJob, CancellationToken.None);
            leases.Add((await client.Work.ClaimAsync(
                worker, "local", [.. leases.Select(lease => lease.Token)], CancellationToken.None))!);
        }

        var (hotBefore, allBefore) = await UpdatesAsync(queue);
        var postmaster = await Postmaster.OfAsync(queue);
        var (cpu, begun, flushes) = (postmaster.Seconds, Stopwatch.GetTimestamp(), new List<double>());
        await RenewAsync(queue, client, worker, leases, scale.Span, flushes);
        var (load, size) = ((postmaster.Seconds - cpu) / Stopwatch.GetElapsedTime(begun).TotalSeconds,
            await queue.AskSqlAsync<long>("SELECT pg_total_relation_size('jobs')"));
        var (hotAfter, allAfter) = await UpdatesAsync(queue);
        var hot = (hotAfter - hotBefore) / (double)Math.Max(1, allAfter - allBefore);
        var times = new Times(flushes);
        table.Add(
            $"storing the progress of {Running} running jobs at once, every second", $"{times.Count:#,0}",
            times.Median, times.P99,
            "≥ 95 % heap-only, table < 10 MB, < 10 % of a processor",
            $"{hot * 100:0.0} % heap-only, table and indexes {size / 1e6:0.0} MB, {load * 100:0.0} % of a processor");
    }

    // The server publishes its counts with a delay.
    static async Task<(long Hot, long All)> UpdatesAsync(QueueSchema queue)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        const string Of = "FROM pg_stat_user_tables WHERE relid = 'jobs'::regclass";
        return (
            await queue.AskSqlAsync<long>($"SELECT n_tup_hot_upd {Of}"),
            await queue.AskSqlAsync<long>($"SELECT n_tup_upd {Of}"));
    }

    static async Task RenewAsync(
        QueueSchema queue, QueueClient client, WorkerIdentity worker, List<Lease> leases, TimeSpan span,
        List<double> flushes)
    {
        await using var db = new Database(queue.ConnectionString);
        await using var connection = db.ForLeases();
        await connection.OpenAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        StageProgress[] stages = [.. Enum.GetValues<Stage>().Take(6)
            .Select(stage => new StageProgress(stage, JobState.Succeeded, DateTimeOffset.UtcNow, 412, 9, 9, "k", 0))];
        for (var (seq, begun) = (1L, Stopwatch.GetTimestamp()); Stopwatch.GetElapsedTime(begun) < span; seq++)
        {
            var report = new ProgressReport(
                seq, Stage.Cluster, Math.Min(99, seq), $"k=6: iteration {seq} of at most 300", stages, [], []);
            var flush = Stopwatch.GetTimestamp();
            client.Work.Renew(connection, worker, [.. leases.Select(lease => new Renewal(lease, report))]);
            flushes.Add(Stopwatch.GetElapsedTime(flush).TotalSeconds);
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Puts a job in, takes it, and finishes it; again and again. Gives the times of the claims.</summary>
    static async Task<List<double>> ClaimAsync(QueueSchema queue, QueueClient client, int count, int renewals = 0)
    {
        await using var db = new Database(queue.ConnectionString);
        await using var connection = db.ForLeases();
        if (renewals > 0) await connection.OpenAsync();
        var seconds = new List<double>();
        for (var i = 0; i < count; i++)
        {
            await client.Jobs.EnqueueAsync(queue.NewJob, CancellationToken.None);
            var (worker, begun) = (QueueSchema.Worker(), Stopwatch.GetTimestamp());
            var lease = await client.Work.ClaimAsync(worker, "local", [], CancellationToken.None);
            seconds.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            for (var seq = 1; seq <= renewals; seq++)
                client.Work.Renew(connection, worker, [new(lease!, new(seq, Stage.Load, seq, "Reading", [], [], []))]);
            await client.Work.SucceedAsync(lease!, NoWork.JobResult, ProgressReport.Empty, CancellationToken.None);
        }

        return seconds;
    }
}
