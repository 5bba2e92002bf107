using System.Text;
using System.Text.Json;
using Segmentation.Json;
using Segmentation.Numerics;
using Segmentation.Output;

namespace Segmentation.Tests;

public sealed class LocalEngineTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Mall_by_income_and_score_has_five_segments()
    {
        var result = await RunAsync(
            "Mall_Customers.csv", new() { Features = ["Annual Income (k$)", "Spending Score (1-100)"] });

        Assert.Equal((5, 5), (result.Sweep.Chosen, result.Sweep.Recommended));
        Assert.Equal(0.5547, result.Metrics.Silhouette, 0.0005);
        Assert.Equal([81, 39, 35, 23, 22], result.Segments.Select(segment => segment.Size));
        Assert.All(result.Features, feature => Assert.Equal(Transform.None, feature.Transform));
    }

    [Fact]
    public async Task Mall_with_zero_settings_has_six_segments()
    {
        var result = await RunAsync("Mall_Customers.csv", new());

        Assert.Equal(6, result.Sweep.Recommended);
        Assert.Equal(0.4274, result.Metrics.Silhouette, 0.0005);
        Assert.Equal([45, 39, 38, 33, 24, 21], result.Segments.Select(segment => segment.Size));
    }

    [Fact]
    public async Task Mall_by_income_and_score_is_named_by_both()
    {
        var result = await RunAsync(
            "Mall_Customers.csv", new() { Features = ["Annual Income (k$)", "Spending Score (1-100)"] });

        Assert.Equal(
            ["Average income and spending", "High income, high spending", "High income, low spending",
             "Low income, low spending", "Low income, high spending"],
            result.Segments.Select(segment => segment.Name));
    }

    [Fact]
    public async Task The_generated_customers_have_the_segments_they_were_made_from()
    {
        var result = await RunAsync("customers_3k.csv", new());

        Assert.Equal(5, result.Sweep.Recommended);
        Assert.Equal(SilhouetteOfReference("customers_3k.json", 5), result.Metrics.Silhouette, 0.0005);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public async Task No_two_segments_share_a_name(int k)
    {
        var result = await RunAsync("customers_3k.csv", new() { K = k, NInit = 10 });

        Assert.Equal(k, result.Segments.Select(segment => segment.Name).Distinct().Count());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Files_and_result_are_the_same_bytes_on_any_number_of_threads(int threads)
    {
        var one = await BytesAsync(1);
        var many = await BytesAsync(threads);

        Assert.Equal(one.Result, many.Result);
        Assert.Equal(one.Files, many.Files);
    }

    [Fact]
    public async Task Every_row_read_is_used_or_excluded_for_a_reason()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "customers_3k.csv"));
        lines[5] = "C00000005,abc,10.5,3,4,F";
        lines[9] = "C00000009,40,,3,4,F";
        lines[13] = "C00000013,40,10.5";
        var file = Path.Combine(_folder, "dirty.csv");
        await File.WriteAllLinesAsync(file, lines);

        var result = await RunFileAsync(file, new() { K = 3, NInit = 3 });

        Assert.Equal((3_000, 2_997, 3), (result.Rows.Read, result.Rows.Used, result.Rows.Excluded));
        Assert.Equal(3, result.Rows.Reasons.Sum(reason => reason.Count));
        Assert.Equal(2_997, result.Segments.Sum(segment => segment.Size));
        Assert.Equal(2_997, result.Files.Single(written => written.Name == "assignments.csv").Rows);
        Assert.Equal(["6", "10", "14"], File.ReadLines(Path.Combine(_folder, "out", "excluded.csv")).Skip(1)
            .Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task Shares_and_points_agree_with_the_rows()
    {
        var result = await RunAsync("Mall_Customers.csv", new());

        Assert.Equal(1, result.Segments.Sum(segment => segment.Share), 1e-12);
        var points = await PartAsync(ResultParts.Points);
        Assert.False(points.Sampled);
        Assert.Equal(200, points.Rows.Count);
        Assert.Equal(
            result.Segments.Select(segment => segment.Size),
            result.Segments.Select(segment => points.Segments.Count(number => number == segment.Number)));
        Assert.Equal(
            result.Metrics.Inertia, result.Segments.Sum(segment => segment.WithinSs), 1e-9 * result.Metrics.Inertia);
        Assert.Equal(
            result.Metrics.Silhouette, result.Segments.Sum(segment => segment.Silhouette * segment.Share), 1e-9);
        var silhouette = await PartAsync(ResultParts.Silhouette);
        Assert.Equal(
            result.Segments.Select(segment => segment.Size), silhouette.Bands.Select(band => band.Values.Count));
    }

    [Fact]
    public async Task Stages_are_said_and_timed_in_order()
    {
        var events = new Recorder();
        var result = await RunAsync("Mall_Customers.csv", new() { K = 2 }, events);

        Assert.Equal(
            Enum.GetValues<Stage>(), events.All.OfType<EngineEvent.StageStarted>().Select(started => started.Stage));
        Assert.Equal(Enum.GetValues<Stage>(), result.Timings.Select(timing => timing.Stage));
    }

    [Theory]
    [InlineData(Stage.Load)]
    [InlineData(Stage.Validate)]
    [InlineData(Stage.Clean)]
    [InlineData(Stage.Features)]
    [InlineData(Stage.Scale)]
    [InlineData(Stage.Cluster)]
    [InlineData(Stage.Evaluate)]
    [InlineData(Stage.Save)]
    public async Task A_run_canceled_when_a_stage_begins_ends_without_a_result(Stage stage)
    {
        using var cancel = new CancellationTokenSource();
        var events = new Recorder
        {
            Heard = happened =>
            {
                if (happened is EngineEvent.StageStarted s && s.Stage == stage) cancel.Cancel();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RunAsync("customers_3k.csv", new(), events, cancel.Token));
        Assert.Equal(stage, events.All.OfType<EngineEvent.StageStarted>().Last().Stage);
    }

    [Fact]
    public async Task More_segments_than_different_rows_are_refused_with_both_numbers()
    {
        var file = Path.Combine(_folder, "few.csv");
        await File.WriteAllTextAsync(file, "Name,Age\na,1\nb,2\nc,3\nd,1\ne,2\nf,3\n");

        var refused = await Assert.ThrowsAsync<InvalidDatasetException>(() => RunFileAsync(file, new() { K = 3 }));

        Assert.Equal("K_TOO_LARGE", refused.Code);
        Assert.Equal(3, refused.Numbers["distinctRows"]);
    }

    async Task<(string Result, byte[][] Files)> BytesAsync(int threads)
    {
        var before = Hardware.Threads;
        Hardware.Threads = threads;
        try
        {
            var result = await RunAsync("customers_3k.csv", new() { K = 4, NInit = 5 });
            var bare = result with
            {
                Timings = [],
                Sweep = result.Sweep with
                {
                    Candidates = [.. result.Sweep.Candidates.Select(k => k with { Seconds = 0 })],
                },
            };
            return (JsonSerializer.Serialize(bare, ResultJson.Default.SegmentationResult),
                [.. result.Files.Select(file => File.ReadAllBytes(Path.Combine(_folder, "out", file.Name)))]);
        }
        finally
        {
            Hardware.Threads = before;
        }
    }

    async Task<T> PartAsync<T>(ResultPart<T> part)
        where T : class
    {
        await using var file = File.OpenRead(Path.Combine(_folder, "out", part.FileName));
        return await part.ReadAsync(file, default);
    }

    [Fact]
    public async Task Where_no_segment_has_any_spread_F_is_infinite_and_the_result_can_be_written()
    {
        var file = Path.Combine(_folder, "steps.csv");
        var rows = Enumerable.Range(0, 60).Select(i => $"{i % 3 * 0.1},{(i % 3 * 10) + (i / 3 % 2)}");
        await File.WriteAllLinesAsync(file, ["Level,Value", .. rows]);

        var result = await RunFileAsync(file, new() { K = 3 });

        var (level, value) = (result.Features[0], result.Features[1]);
        Assert.Equal((null, 0, true), (level.F, level.P, level.ConstantWithin));
        // By hand: means 0.5, 10.5, 20.5 of 20 each, 0.25 within: 4000 / 2 over 15 / 57.
        Assert.Equal(4_000 / 2.0 / (15 / 57.0), value.F!.Value, 1e-6);
        Assert.False(value.ConstantWithin);
        Assert.Contains("\"f\":null", Encoding.UTF8.GetString(ResultWriter.ToUtf8(result).Span));
    }

    static double SilhouetteOfReference(string file, int k)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", file)));
        return json.RootElement.GetProperty("best").GetProperty($"{k}").GetProperty("silhouette").GetDouble();
    }

    Task<SegmentationResult> RunAsync(
        string file, SegmentationSpec spec, Recorder? events = null, CancellationToken ct = default) =>
        RunFileAsync(Path.Combine(AppContext.BaseDirectory, "data", file), spec, events, ct);

    Task<SegmentationResult> RunFileAsync(
        string file, SegmentationSpec spec, Recorder? events = null, CancellationToken ct = default)
    {
        var folder = Path.Combine(_folder, "out");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return new LocalEngine().RunAsync(new(file, Path.GetFileName(file), folder, spec), events ?? new(), ct);
    }

    sealed class Recorder : IProgress<EngineEvent>
    {
        readonly List<EngineEvent> _all = [];

        public Action<EngineEvent> Heard { get; init; } = _ => { };
        public IReadOnlyList<EngineEvent> All => _all;

        public void Report(EngineEvent value)
        {
            lock (_all) _all.Add(value);
            Heard(value);
        }
    }
}
