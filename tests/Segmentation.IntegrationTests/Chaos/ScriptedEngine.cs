using System.Globalization;
using Segmentation.IntegrationTests.Queue;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>Goes through all stages, does in the stage <c>cluster</c> what the dataset's file says, and writes down
/// when it ran.</summary>
/// <remarks>A script is one line of words: <c>work MS</c>, <c>fail WORKER</c>, <c>refuse</c>, <c>die</c>, <c>write
/// BYTES</c>, <c>burn MS</c>,
/// <c>starve MS</c>. Words of others end up in the same file as a comment, so that bytes differ.</remarks>
sealed class ScriptedEngine(string worker, string folder, Database db) : IEngine
{
    const int Steps = 4;
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    static readonly Lock Gate = new();

    public EngineKind Kind => EngineKind.Local;

    public async Task<SegmentationResult> RunAsync(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct)
    {
        var words = (await File.ReadAllTextAsync(run.SourceFile, ct)).Split(' ', '\n');
        var argument = words.Length > 1 ? words[1] : "";
        Note("begin", run);
        try
        {
            foreach (var stage in Enum.GetValues<Stage>())
            {
                events.Report(new EngineEvent.StageStarted(stage));
                if (words[0] == "work")
                    await WorkAsync(stage, int.Parse(argument, CultureInfo.InvariantCulture), run, events, ct);
                else if (stage == Stage.Cluster) await DoAsync(words[0], argument, run, ct);
            }

            await File.WriteAllTextAsync(Path.Combine(run.OutputFolder, "assignments.csv"), $"{run.Key.Token}", ct);
            return Some.Result(new OutputFile("assignments.csv", 1, 1));
        }
        finally
        {
            Note("end", run);
        }
    }

    public Task AbandonAsync(RunKey key, CancellationToken ct) => Task.CompletedTask;

    public Task<EngineHealth> CheckAsync(CancellationToken ct) => Task.FromResult(EngineHealth.Here);

    async Task WorkAsync(
        Stage stage, int milliseconds, EngineRun run, IProgress<EngineEvent> events, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(1, milliseconds / 8.0 / Steps)));
        for (var step = 1; step <= Steps; step++)
        {
            await timer.WaitForNextTickAsync(ct);
            events.Report(new EngineEvent.Progress(stage, step, Steps, "steps", "Working"));
        }

        Note($"step {Steps} in {stage}", run);
    }

    async Task DoAsync(string what, string argument, EngineRun run, CancellationToken ct)
    {
        switch (what)
        {
            case "fail" when argument == worker:
                throw new InvalidOperationException("As the script says.");
            case "refuse":
                throw new InvalidDatasetException(
                    DataErrors.NoNumericFeatures, "The script says that the data is at fault.");
            case "die":
                Environment.FailFast("As the script says.");
                break;
            case "write":
                await WriteAsync(
                    Path.Combine(run.OutputFolder, "large.bin"),
                    long.Parse(argument, CultureInfo.InvariantCulture), ct);
                break;
            case "burn":
                Burn(TimeSpan.FromMilliseconds(int.Parse(argument, CultureInfo.InvariantCulture)));
                break;
            case "starve":
                await StarveAsync(TimeSpan.FromMilliseconds(int.Parse(argument, CultureInfo.InvariantCulture)), ct);
                break;
        }
    }

    static async Task WriteAsync(string path, long bytes, CancellationToken ct)
    {
        var block = new byte[65_536];
        await using var file = File.Create(path);
        for (var left = bytes; left > 0; left -= block.Length) await file.WriteAsync(block, ct);
    }

    // Four times as many busy threads as there are cores, and full collections all the while. A moment is left between
    // them: a collection stops every thread, so that one upon the other stop the process, which is what frozen workers
    // are tested for.
    static void Burn(TimeSpan time)
    {
        var until = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var threads = Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => new Thread(() =>
        {
            for (var waste = new object(); Environment.TickCount64 < until; waste = new byte[1_000])
                GC.KeepAlive(waste);
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        while (Environment.TickCount64 < until)
        {
            GC.Collect();
            Thread.Sleep(Moment);
        }

        foreach (var thread in threads) thread.Join();
    }

    // No thread of the pool and no connection for requests is left.
    async Task StarveAsync(TimeSpan time, CancellationToken ct)
    {
        await using var connection = await db.Work.OpenConnectionAsync(ct);
        ThreadPool.GetMaxThreads(out _, out var io);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount * 4, io);
        using var over = new CountdownEvent(Environment.ProcessorCount * 4);
        for (var i = 0; i < over.InitialCount; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                Thread.Sleep(time);
                over.Signal();
            });
        }

        over.Wait(ct);
    }

    // Opened anew for each line: a process may be killed at any time.
    void Note(string what, EngineRun run)
    {
        var line = $"{what};{run.Key.JobId};{run.Key.Token};{DateTime.UtcNow:O};{worker}\n";
        lock (Gate) File.AppendAllText(Path.Combine(folder, $"runs-{worker}.log"), line);
    }
}
