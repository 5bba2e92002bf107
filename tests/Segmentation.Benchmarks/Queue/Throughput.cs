using System.Diagnostics;
using Segmentation.Postgres;

namespace Segmentation.Benchmarks;

/// <summary>Jobs that do nothing, put in and then taken and finished one at a time; the same by other queues on the
/// same server.</summary>
static class Throughput
{
    const int AtOnce = 16;
    const int ConnectionsOfAWorker = 2;
    const int Warming = 32;

    public static async Task<Table> RunAsync(QueueServer server, QueueScale scale)
    {
        var table = new Table(
            $"Jobs a second, {scale.Jobs:#,0} jobs that do nothing", "", "enqueue", "goal", "claim and finish", "goal",
            "ratio, ours to it: enqueue", "claim and finish");
        await using var queue = await server.NewAsync();
        await CycleAsync(queue, Warming, AtOnce);
        var ours = await CycleAsync(queue, scale.Jobs, AtOnce);
        var alone = await CycleAsync(queue, Math.Max(Warming, scale.Jobs / AtOnce), 1);
        Add(table, $"segmentation, {AtOnce} connections", ours, "≥ 2,000", "≥ 400", null);
        Add(table, "segmentation, one connection", alone, "–", "–", null);
        foreach (var peer in Peers.Names)
        {
            if (await Peers.RunAsync(peer, server.ConnectionString, scale.Jobs, AtOnce) is { } theirs)
                Add(table, $"{peer}, {AtOnce} connections", theirs, "–", "–", ours);
        }

        return table;
    }

    static void Add(Table table, string name, Rates rates, string enqueueGoal, string finishGoal, Rates? ours) =>
        table.Add(
            name, $"{rates.Enqueued:#,0}", enqueueGoal, $"{rates.Finished:#,0}", finishGoal,
            ours is null ? "–" : $"{ours.Enqueued / rates.Enqueued:0.00}×",
            ours is null ? "–" : $"{ours.Finished / rates.Finished:0.00}×");

    static async Task<Rates> CycleAsync(QueueSchema queue, int jobs, int atOnce)
    {
        var enqueuer = queue.Open(atOnce);
        var enqueue = await TogetherAsync(atOnce, async n =>
        {
            for (var i = n; i < jobs; i += atOnce)
                await enqueuer.Jobs.EnqueueAsync(queue.NewJob, CancellationToken.None);
        });
        // A worker has two connections for this, so that there are as many workers as it takes.
        var workers = Enumerable.Range(0, (atOnce + 1) / ConnectionsOfAWorker).Select(_ => queue.Open())
            .DefaultIfEmpty(enqueuer).ToArray();
        var finished = 0;
        var finish = await TogetherAsync(atOnce, async n =>
        {
            while (await TakeAsync(workers[n / ConnectionsOfAWorker % workers.Length]))
                Interlocked.Increment(ref finished);
        });
        if (finished != jobs) throw new InvalidOperationException($"{finished} of {jobs} jobs were finished.");
        await queue.CloseAsync();
        return new(jobs / enqueue, jobs / finish);
    }

    static async Task<bool> TakeAsync(QueueClient worker)
    {
        if (await worker.Work.ClaimAsync(QueueSchema.Worker(), "local", [], CancellationToken.None) is not { } lease)
            return false;
        await worker.Work.SucceedAsync(lease, NoWork.JobResult, ProgressReport.Empty, CancellationToken.None);
        return true;
    }

    static async Task<double> TogetherAsync(int atOnce, Func<int, Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(n => Task.Run(() => work(n))));
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}

/// <summary>Jobs a second.</summary>
sealed record Rates(double Enqueued, double Finished);
