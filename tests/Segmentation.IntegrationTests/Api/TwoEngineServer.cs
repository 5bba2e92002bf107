using Microsoft.Extensions.DependencyInjection;
using Segmentation.IntegrationTests.Support;
using Segmentation.Output;

namespace Segmentation.IntegrationTests.Api;

/// <summary>The API with a worker that has a second engine. A job may use 200 MB, so that half of it is less than any
/// run takes.</summary>
public class TwoEngineServer : ApiServer
{
    public const string Ui = "http://127.0.0.1:4040/";

    /// <summary>Null while Spark is there.</summary>
    public string? Problem { get; set; }

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Worker:MemoryBytes"] = $"{200 << 20}",
        ["Worker:EngineCheck"] = "00:00:00.2",
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await ShownAsync("ok");
    }

    /// <summary>Waits until the service says this of Spark.</summary>
    public Task ShownAsync(string state) => Eventually.IsAsync(
        async () => (await GetAsync("/health")).GetProperty("checks").Text("spark"), shown => shown == state);

    protected override void Register(IServiceCollection services) =>
        services.AddSingleton<IEngine, LocalEngine>().AddSingleton<IEngine>(new PartedEngine(this));

    /// <summary>Works as the local engine does, and leaves the assignments as a cluster does: in a folder, in parts;
    /// and no steps when MLlib is asked for.</summary>
    sealed class PartedEngine(TwoEngineServer server) : IEngine
    {
        public EngineKind Kind => EngineKind.Spark;

        public async Task<SegmentationResult> RunAsync(
            EngineRun run, IProgress<EngineEvent> events, CancellationToken ct)
        {
            var result = await new LocalEngine().RunAsync(run, events, ct);
            await SplitAsync(Path.Combine(run.OutputFolder, "assignments.csv"), ct);
            if (run.Spec.Clusterer == Clusterer.Mllib) result = WithoutSteps(result, run.OutputFolder);
            return result with { Engine = EngineKind.Spark };
        }

        public Task AbandonAsync(RunKey key, CancellationToken ct) => Task.CompletedTask;

        public Task<EngineHealth> CheckAsync(CancellationToken ct) => Task.FromResult(
            server.Problem is { } problem
                ? new(false, null, null, problem)
                : new EngineHealth(true, "4.3.0", Ui, null));

        static SegmentationResult WithoutSteps(SegmentationResult result, string folder)
        {
            File.Delete(Path.Combine(folder, ResultParts.Trace.FileName));
            return result with
            {
                Parameters = result.Parameters with { Clusterer = Clusterer.Mllib },
                Files = [.. result.Files.Where(file => file.Name != ResultParts.Trace.FileName)],
            };
        }

        // Seven bytes a part: rows and even cells go over the borders.
        static async Task SplitAsync(string path, CancellationToken ct)
        {
            var bytes = await File.ReadAllBytesAsync(path, ct);
            File.Delete(path);
            Directory.CreateDirectory(path);
            var header = Array.IndexOf(bytes, (byte)'\n') + 1;
            await File.WriteAllBytesAsync(Path.Combine(path, WrittenFile.Header), bytes[..header], ct);
            await File.WriteAllTextAsync(Path.Combine(path, "_SUCCESS"), "", ct);
            var part = 0;
            foreach (var piece in bytes.Skip(header).Chunk(7))
                await File.WriteAllBytesAsync(Path.Combine(path, $"part-{part++:00000}"), piece, ct);
        }
    }
}
