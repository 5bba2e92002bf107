using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Segmentation.Postgres;

namespace Segmentation.Benchmarks;

/// <summary>How soon a job begins and how soon a cancel reaches its run, by workers as the product hosts
/// them.</summary>
static class Latency
{
    const int Warming = 5;
    const int Rate = 300;

    public static async Task<Table> RunAsync(QueueServer server, QueueScale scale)
    {
        var table = new Table("How soon", "", "times", "median", "p99", "longest", "goal");
        await using var queue = await server.NewAsync();
        await PickupAsync(table, queue, scale);
        await LostAsync(table, server, scale);
        await CancelAsync(table, queue, scale);
        return table;
    }

    static async Task PickupAsync(Table table, QueueSchema queue, QueueScale scale)
    {
        var (engine, client) = (new NoWork(stays: false), queue.Open(16));
        var worker = await engine.StartWorkerAsync(queue, slots: 2);
        await OneByOneAsync(client, queue, engine, Warming);
        Add(
            table, "from the commit to the begun run, idle",
            await OneByOneAsync(client, queue, engine, scale.Samples), "p50 ≤ 25 ms, p99 ≤ 100 ms");

        List<IHost> workers = [worker];
        for (var i = 0; i < 3; i++) workers.Add(await engine.StartWorkerAsync(queue, slots: 8));
        Add(
            table, $"the same at {Rate} enqueues a second, 4 workers",
            await SteadyAsync(client, queue, engine, scale.Span / 3), "p99 ≤ 250 ms");
        foreach (var one in workers) await NoWork.StopAsync(one);
    }

    static async Task LostAsync(Table table, QueueServer server, QueueScale scale)
    {
        await using var queue = await server.NewAsync();
        var to = new NpgsqlConnectionStringBuilder(queue.ConnectionString);
        await using var proxy = new DeafProxy(to.Port);
        var through = new NpgsqlConnectionStringBuilder(queue.ConnectionString) { Port = proxy.Port }.ConnectionString;
        var (engine, client) = (new NoWork(stays: false), queue.Open(4));
        var worker = await engine.StartWorkerAsync(queue, slots: 4, through, scale.Poll);
        await OneByOneAsync(client, queue, engine, Warming);

        proxy.Deaf = true;
        var watch = Stopwatch.GetTimestamp();
        var seen = new List<double>();
        do seen.AddRange(await OneByOneAsync(client, queue, engine, 1));
        while (Stopwatch.GetElapsedTime(watch) < scale.Span * 2 / 3);
        Add(table, "the same, notifications lost, until the listener has noticed it", seen, "≤ 15 s");
        Add(
            table, "the same from then on",
            await OneByOneAsync(client, queue, engine, Math.Max(3, scale.Samples / 10)), "p99 ≤ 2.5 s");
        await NoWork.StopAsync(worker);
    }

    static async Task CancelAsync(Table table, QueueSchema queue, QueueScale scale)
    {
        var (engine, client, random) = (new NoWork(stays: true), queue.Open(4), new Random(7));
        var worker = await engine.StartWorkerAsync(queue, slots: 2);
        var (canceled, ended, lost) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Math.Max(3, scale.Samples * 2 / 5); i++)
        {
            var job = await BeginAsync(client, queue, engine, random);
            var asked = Stopwatch.GetTimestamp();
            await client.Jobs.CancelAsync(job, null, CancellationToken.None);
            canceled.Add(Seconds(asked, await engine.CanceledAsync(job.ToString())));
            while (!(await client.Jobs.FindAsync(job, CancellationToken.None))!.IsFinished) await Task.Delay(2);
            ended.Add(Stopwatch.GetElapsedTime(asked).TotalSeconds);
        }

        for (var i = 0; i < Math.Max(1, scale.Samples / 25); i++)
        {
            var job = await BeginAsync(client, queue, engine, random);
            var asked = Stopwatch.GetTimestamp();
            await queue.RunSqlAsync(
                $"UPDATE jobs SET cancel_requested_at = clock_timestamp() WHERE public_id = '{job.Value}'");
            lost.Add(Seconds(asked, await engine.CanceledAsync(job.ToString())));
        }

        Add(table, "from the cancel to the run's token", canceled, "p50 ≤ 50 ms, p99 ≤ 250 ms");
        Add(table, "from the cancel to the state canceled, of a run that ends at once", ended, "≤ 11 s");
        Add(table, "from a cancel without a notification to the run's token", lost, "≤ 3.5 s");
        await NoWork.StopAsync(worker);
    }

    // Somewhere between two renewals.
    static async Task<JobId> BeginAsync(QueueClient client, QueueSchema queue, NoWork engine, Random random)
    {
        var job = (await client.Jobs.EnqueueAsync(queue.NewJob, CancellationToken.None)).Job!.Id;
        await engine.BegunAsync(job.ToString());
        await Task.Delay(random.Next(50, 600));
        return job;
    }

    static async Task<List<double>> OneByOneAsync(QueueClient client, QueueSchema queue, NoWork engine, int count)
    {
        var (seconds, random) = (new List<double>(), new Random(count));
        for (var i = 0; i < count; i++)
        {
            seconds.Add(await PickupAsync(client, queue, engine));
            await Task.Delay(random.Next(10, 100));
        }

        return seconds;
    }

    // Put in at fixed times, whatever has become of those before.
    static async Task<IReadOnlyList<double>> SteadyAsync(
        QueueClient client, QueueSchema queue, NoWork engine, TimeSpan span)
    {
        var (tasks, begun) = (new List<Task<double>>(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(begun) is var passed && passed < span)
        {
            while (tasks.Count < passed.TotalSeconds * Rate) tasks.Add(PickupAsync(client, queue, engine));
            await Task.Delay(1);
        }

        return await Task.WhenAll(tasks);
    }

    static async Task<double> PickupAsync(QueueClient client, QueueSchema queue, NoWork engine)
    {
        var job = (await client.Jobs.EnqueueAsync(queue.NewJob, CancellationToken.None)).Job!.Id;
        var committed = Stopwatch.GetTimestamp();
        // A worker may be faster than the answer to the commit.
        return Math.Max(0, Seconds(committed, await engine.BegunAsync(job.ToString())));
    }

    static double Seconds(long from, long to) => (to - from) / (double)Stopwatch.Frequency;

    static void Add(Table table, string what, IEnumerable<double> seconds, string goal)
    {
        var times = new Times(seconds);
        table.Add(what, $"{times.Count:#,0}", times.Median, times.P99, Table.Time(times.Longest), goal);
    }
}
