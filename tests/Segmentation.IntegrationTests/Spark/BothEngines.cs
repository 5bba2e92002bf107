using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Segmentation.IntegrationTests.Support;
using Segmentation.Json;
using Segmentation.Output;
using Segmentation.Spark;
using Segmentation.Spark.Connect;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Runs a file on this machine and on Spark, and holds the two answers against each other.</summary>
public sealed class BothEngines : IAsyncLifetime, IDisposable
{
    /// <summary>Texts that differ although they mean the same.</summary>
    static readonly string[] Different = ["engine", "seconds", "timings", "bytes"];

    readonly TestFolder _folder = new();
    SparkEngine _spark = null!;
    int _runs;

    internal SparkServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await SparkServer.SharedAsync();
        _spark = new(new ConnectChannel(ConnectAddress.Parse(Server.Address)));
    }

    public async Task DisposeAsync() => await _spark.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    /// <summary>A file of the test data.</summary>
    public static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    /// <summary>A file with these bytes.</summary>
    public string FileOf(string text) => FileOf(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="FileOf(string)"/>
    public string FileOf(byte[] bytes)
    {
        var path = _folder[$"file {Interlocked.Increment(ref _runs)}.csv"];
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string NewPath() => _folder[$"file {Interlocked.Increment(ref _runs)}.csv"];

    public Task<Answer> LocallyAsync(string file, SegmentationSpec spec, FileReading? reading = null) =>
        RunAsync(new LocalEngine(), file, spec, reading);

    public Task<Answer> OnSparkAsync(string file, SegmentationSpec spec, FileReading? reading = null) =>
        RunAsync(_spark, file, spec, reading);

    /// <summary>Both answers, after everything in them was found to be the same.</summary>
    public async Task<(Answer Local, Answer Spark)> SameAsync(string file, SegmentationSpec? spec = null)
    {
        var (local, spark) = await BothAsync(file, spec);
        AssertSame(local, spark);
        return (local, spark);
    }

    public async Task<(Answer Local, Answer Spark)> BothAsync(string file, SegmentationSpec? spec = null) =>
        (await LocallyAsync(file, spec ?? new()), await OnSparkAsync(file, spec ?? new()));

    /// <summary>As <see cref="SameAsync(string, SegmentationSpec?)"/>, of a file that is read as asked.</summary>
    public async Task<Answer> SameAsync(string file, SegmentationSpec spec, FileReading reading)
    {
        var (local, spark) = (await LocallyAsync(file, spec, reading), await OnSparkAsync(file, spec, reading));
        AssertSame(local, spark);
        return spark;
    }

    /// <summary>Both refuse the file; the words are the same too.</summary>
    public async Task<InvalidDatasetException> RefusedAsync(string file, SegmentationSpec? spec = null)
    {
        var local = await Assert.ThrowsAsync<InvalidDatasetException>(() => LocallyAsync(file, spec ?? new()));
        var spark = await Assert.ThrowsAsync<InvalidDatasetException>(() => OnSparkAsync(file, spec ?? new()));
        Assert.Equal((local.Code, local.Error.Title, local.Message), (spark.Code, spark.Error.Title, spark.Message));
        return spark;
    }

    public static void AssertSame(Answer local, Answer spark)
    {
        AssertSame("", local.Json, spark.Json);
        foreach (var part in ResultParts.FileNames)
            AssertSame(part, JsonNode.Parse(local.Text(part)), JsonNode.Parse(spark.Text(part)));
        Assert.Equal(local.Text("excluded.csv"), spark.Text("excluded.csv"));
        Assert.Equal(local.Text("issues.csv"), spark.Text("issues.csv"));
        foreach (var name in (string[])["assignments.csv", "assignments.safe.csv"])
        {
            Assert.Equal(local.Has(name), spark.Has(name));
            if (local.Has(name)) Assert.Equal(local.Bytes(name), spark.Bytes(name));
        }
    }

    /// <summary>Texts, counts and order exactly, numbers to 1e-9.</summary>
    static void AssertSame(string path, JsonNode? one, JsonNode? other)
    {
        switch (one, other)
        {
            case (JsonObject a, JsonObject b):
                Assert.Equal(a.Select(property => property.Key), b.Select(property => property.Key));
                foreach (var (name, value) in a)
                    if (!Different.Contains(name)) AssertSame($"{path}.{name}", value, b[name]);
                break;
            case (JsonArray a, JsonArray b):
                Assert.True(a.Count == b.Count, $"{path} has {a.Count} and {b.Count} entries.");
                for (var i = 0; i < a.Count; i++) AssertSame($"{path}[{i}]", a[i], b[i]);
                break;
            case (JsonValue a, JsonValue b) when a.TryGetValue<double>(out var x) && b.TryGetValue<double>(out var y):
                Assert.True(Close(x, y), $"{path} is {x:R} locally and {y:R} on Spark.");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(one, other), $"{path} is {one} locally and {other} on Spark.");
                break;
        }
    }

    /// <summary>To 1e-9 of themselves; what is about 0 has an error of its own.</summary>
    public static bool Close(double x, double y) =>
        Math.Abs(x - y) <= 1e-9 * Math.Max(Math.Abs(x), Math.Abs(y)) + 1e-12;

    async Task<Answer> RunAsync(IEngine engine, string file, SegmentationSpec spec, FileReading? reading)
    {
        var output = Directory.CreateDirectory(_folder[$"out {Interlocked.Increment(ref _runs)}"]).FullName;
        var run = new EngineRun(file, Path.GetFileName(file), output, spec) { Reading = reading };
        var result = await engine.RunAsync(run, new Unheard(), default);
        return new(result, output);
    }

    sealed class Unheard : IProgress<EngineEvent>
    {
        public void Report(EngineEvent value) { }
    }
}

/// <summary>What an engine gave.</summary>
/// <param name="Folder">With the result's files.</param>
public sealed record Answer(SegmentationResult Result, string Folder)
{
    public JsonNode Json => JsonNode.Parse(JsonSerializer.Serialize(Result, ResultJson.Default.SegmentationResult))!;

    public bool Has(string name) => WrittenFile.Exists(Path.Combine(Folder, name));

    public byte[] Bytes(string name)
    {
        using var stream = WrittenFile.Open(Path.Combine(Folder, name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A part of the result.</summary>
    public T Part<T>(ResultPart<T> part)
        where T : class => JsonSerializer.Deserialize<T>(Bytes(part.FileName), ResultJson.Reading)!;

    public string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    /// <summary>Lines of the assignments, without the header.</summary>
    public string[] Rows() => Text("assignments.csv").TrimEnd('\n').Split('\n')[1..];

    /// <summary>Segment of each used row, in file order.</summary>
    public byte[] Labels(int columns)
    {
        var rows = Rows();
        return Array.ConvertAll(
            rows, row => byte.Parse(row.Split(',')[columns], System.Globalization.CultureInfo.InvariantCulture));
    }
}
