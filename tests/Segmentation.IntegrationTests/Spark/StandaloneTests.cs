using Segmentation.Evaluation;
using Segmentation.IntegrationTests.Support;
using Segmentation.Spark;
using Segmentation.Spark.Connect;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Runs on a standalone cluster of three processes.</summary>
[Collection(SparkAlone.Name)]
public sealed class StandaloneTests : IAsyncLifetime, IDisposable
{
    readonly TestFolder _folder = new();
    SparkCluster _cluster = null!;

    SparkEngine Engine { get; set; } = null!;

    public async Task InitializeAsync()
    {
        _cluster = await SparkCluster.StartAsync();
        Engine = new(new ConnectChannel(ConnectAddress.Parse(_cluster.Server.Address)));
    }

    public async Task DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_answer_is_the_local_one_also_when_a_worker_is_killed_in_the_middle()
    {
        Assert.Equal(2, await _cluster.AliveWorkersAsync());
        var mall = BothEngines.Data("Mall_Customers.csv");
        BothEngines.AssertSame(
            await RunAsync(new LocalEngine(), mall, new(), Nothing), await RunAsync(Engine, mall, new(), Nothing));

        var large = _folder["large.csv"];
        GeneratedCustomers.Write(large, 200_000, dirty: true);
        var spec = new SegmentationSpec { K = 5 };
        var local = await RunAsync(new LocalEngine(), large, spec, Nothing);
        var spark = await RunAsync(Engine, large, spec, new At(Stage.Cluster, () => _cluster.KillWorkerAsync(0)));

        Assert.Equal(1, await Eventually.IsAsync(_cluster.AliveWorkersAsync, alive => alive == 1));
        Assert.Equal(local.Json["rows"]!.ToJsonString(), spark.Json["rows"]!.ToJsonString());
        Assert.Equal(local.Text("excluded.csv"), spark.Text("excluded.csv"));
        Assert.InRange(
            AdjustedRand.Of(local.Labels(GeneratedCustomers.Columns), spark.Labels(GeneratedCustomers.Columns)), 0.99,
            1);
        Assert.InRange(spark.Result.Metrics.Inertia / local.Result.Metrics.Inertia, 0.999, 1.001);
        Assert.Equal((0, 0), (await _cluster.Server.RunningJobsAsync(), await _cluster.Server.StoredAsync()));
    }

    static At Nothing => new(Stage.Save, () => Task.CompletedTask);

    async Task<Answer> RunAsync(IEngine engine, string file, SegmentationSpec spec, At events)
    {
        var output = Directory.CreateDirectory(_folder[Guid.NewGuid().ToString("N")]).FullName;
        var result = await engine.RunAsync(new(file, "customers.csv", output, spec), events, default);
        await events.Done;
        return new(result, output);
    }

    /// <summary>Does something when a stage begins, which goes on meanwhile.</summary>
    sealed class At(Stage stage, Func<Task> act) : IProgress<EngineEvent>
    {
        public Task Done { get; private set; } = Task.CompletedTask;

        public void Report(EngineEvent value)
        {
            if (value is EngineEvent.StageStarted started && started.Stage == stage) Done = Task.Run(act);
        }
    }
}
