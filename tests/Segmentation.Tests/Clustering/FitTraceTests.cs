using System.Globalization;
using System.Text;
using Segmentation.Clustering;
using Segmentation.Numerics;
using Segmentation.Output;

namespace Segmentation.Tests.Clustering;

/// <summary>The steps of k-means: each as scikit-learn takes it, and in a result with the numbers of the
/// result.</summary>
public sealed class FitTraceTests : IDisposable
{
    const string Income = "Annual Income (k$)";
    const string Score = "Spending Score (1-100)";

    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public static TheoryData<int> Every => KMeansSteps.Every;

    /// <summary>k, features, most iterations.</summary>
    public static TheoryData<int?, string[]?, int> Runs => new()
    {
        { null, [Income, Score], 300 }, { 2, null, 300 }, { 6, null, 300 }, { 10, null, 300 }, { 50, null, 300 },
        { 4, [Income], 300 }, { 7, null, 1 }, { 7, null, 3 },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Every))]
    public void From_given_centres_every_step_is_that_of_scikit_learn(int number)
    {
        var (expected, points) = (KMeansSteps.Cases[number].Steps, KMeansSteps.Cases[number].Scaled);
        var fit = KMeans.From(points, expected[0].Centres, new(1), null, default);

        var trace = Assert.Single(fit.Traced).ToTrace();

        // scikit-learn's numbers of segments are those of the initial centres; ours are by size.
        var order = Array.ConvertAll(trace.Order.ToArray(), segment => segment - 1);
        Assert.Equal(expected.Length, trace.Steps.Count);
        foreach (var (step, there) in trace.Steps.Zip(expected))
        {
            Assert.Equal((there.Moved, 200), (step.Moved, step.Of));
            Assert.Equal(there.Sizes, order.Select(c => step.Sizes[c]));
            Near.Equal(there.Centres, Matrix.FromRows([.. order.Select(c => step.Centres[c])]), 1e-9);
            Near.Relative(there.Inertia, step.Inertia, 1e-9);
        }
        Assert.Equal(Enumerable.Range(1, expected.Length), trace.Steps.Select(step => step.Iteration));
        Assert.Equal((expected.Length, true, 1), (trace.Iterations, trace.Converged, trace.Number));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Segments_and_indices_of_every_step_follow_from_its_centres(int number)
    {
        var (features, raw, steps) = KMeansSteps.Cases[number];
        var trace = KMeans.From(KMeansSteps.Cases[number].Scaled, steps[0].Centres, new(1), null, default)
            .Traced[0].ToTrace();

        var replay = new TraceReplay(features, Columns(raw), trace);

        var indices = replay.Measure(default);
        for (var i = 0; i < steps.Length; i++)
        {
            Assert.Equal(steps[i].Labels.Select(label => trace.Order[label] - 1), replay.Labels[i].Select(x => (int)x));
            Near.Relative(steps[i].Silhouette, indices[i].Silhouette!.Value, 1e-9);
            Near.Relative(steps[i].CalinskiHarabasz, indices[i].CalinskiHarabasz!.Value, 1e-9);
            Near.Relative(steps[i].DaviesBouldin, indices[i].DaviesBouldin!.Value, 1e-9);
        }
    }

    [Fact]
    public void Centres_that_are_settled_take_one_step_and_one_that_changes_nothing()
    {
        var steps = KMeansSteps.Cases[2].Steps;
        var trace = KMeans.From(KMeansSteps.Cases[2].Scaled, steps[^1].Centres, new(1), null, default)
            .Traced[0].ToTrace();

        Assert.Equal([200, 0], trace.Steps.Select(step => step.Moved));
        Assert.All(trace.Steps, step => Near.Relative(steps[^1].Inertia, step.Inertia, 1e-9));
        Assert.Equal(trace.Steps[0].Sizes, trace.Steps[1].Sizes);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task The_best_start_ends_with_the_result(int? k, string[]? features, int maxIterations)
    {
        var (result, trace) = await MallAsync(new() { K = k, Features = features, MaxIterations = maxIterations });

        var best = trace.Starts[0];
        AssertEndsWith(result, best);
        Assert.Equal(200, best.Steps[0].Moved);
        Near.Relative(result.Metrics.Inertia, best.Inertia, 1e-12);
        if (maxIterations == 300) Assert.Equal(result.Metrics.Iterations, best.Iterations);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Each_start_is_among_those_that_were_made_and_ended_as_told(
        int? k, string[]? features, int maxIterations)
    {
        var (result, trace) = await MallAsync(new() { K = k, Features = features, MaxIterations = maxIterations });
        var points = await ScaledAsync(result);

        Assert.Equal(5, trace.Starts.Count);
        Assert.Equal(5, trace.Starts.DistinctBy(start => start.Number).Count());
        Assert.Equal(trace.Starts.Select(start => start.Inertia).Order(), trace.Starts.Select(start => start.Inertia));
        foreach (var start in trace.Starts)
        {
            var drawn = new Seeding(points, result.Metrics.K).Draw(new(42, 1, start.Number - 1), default).ToArray();
            var first = start.Order.SelectMany(segment => start.Steps[0].Centres[segment - 1]);
            Assert.Equal(drawn, first);
            Assert.Equal(Enumerable.Range(1, result.Metrics.K), start.Order.Order());

            var alone = new Lloyd(points, result.Metrics.K);
            alone.Run(drawn, maxIterations, 1, null, default);
            var means = alone.Means();
            Assert.Equal(means, start.Order.SelectMany(segment => start.Centres[segment - 1]));
            Near.Relative(InertiaOf(points, alone.Labels, means), start.Inertia, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Inertia_never_rises(int? k, string[]? features, int maxIterations)
    {
        var (_, trace) = await MallAsync(new() { K = k, Features = features, MaxIterations = maxIterations });

        foreach (var start in trace.Starts)
        {
            foreach (var (before, after) in start.Steps.Zip(start.Steps.Skip(1)))
                Assert.InRange(after.Inertia, 0, before.Inertia * (1 + 1e-12));
            Assert.InRange(start.Inertia, 0, start.Steps[^1].Inertia * (1 + 1e-12));
            Assert.Equal(start.Converged, start.Steps[^1].Moved == 0);
        }
    }

    [Fact]
    public async Task Other_starts_show_different_ends_from_the_next_best_to_the_worst()
    {
        var (result, trace) = await MallAsync(new() { K = 6 });
        var points = await ScaledAsync(result);
        double[] all = [.. Enumerable.Range(0, result.Metrics.Starts).Select(start =>
        {
            var alone = new Lloyd(points, 6);
            alone.Run(new Seeding(points, 6).Draw(new(42, 1, start), default), 300, 1, null, default);
            return InertiaOf(points, alone.Labels, alone.Means());
        })];

        var shown = trace.Starts.Select(start => start.Inertia).ToArray();
        Near.Relative(all.Min(), shown[0], 1e-9);
        Near.Relative(all.Max(), shown[^1], 1e-9);
        Assert.All(shown.Zip(shown.Skip(1)), pair => Assert.True(pair.Second > pair.First * (1 + 1e-6)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(8, 5)]
    public async Task There_are_as_many_starts_as_were_made_and_at_most_five(int made, int told)
    {
        var (_, trace) = await MallAsync(new() { K = 3, NInit = made });

        Assert.Equal(told, trace.Starts.Count);
        Assert.All(trace.Starts, start => Assert.InRange(start.Number, 1, made));
    }

    [Fact]
    public async Task Steps_of_late_starts_are_not_kept_but_for_the_best()
    {
        var (result, trace) = await MallAsync(new() { K = 9, NInit = 400 });

        AssertEndsWith(result, trace.Starts[0]);
        Assert.All(trace.Starts.Skip(1), start => Assert.InRange(start.Number, 1, EndedStart.MostKept));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public async Task Above_50000_rows_the_best_start_goes_on_over_all_rows(int k)
    {
        var (result, trace) = await RunAsync(Customers(60_000), new() { K = k, NInit = 6 });

        var (best, sample, all) = Parted(trace.Starts[0]);
        Assert.Equal((50_000, 60_000), (sample[^1].Of, all[0].Of));
        Assert.Equal((50_000, 60_000), (sample[0].Moved, all[0].Moved));
        Assert.Equal((0, 0), (sample[^1].Moved, all[^1].Moved));
        Assert.Equal(sample[^1].Centres, all[0].Centres);
        Assert.Equal(sample[^1].Iteration + 1, all[0].Iteration);
        Near.Relative(sample[^1].Inertia, best.Inertia, 1e-9);
        Assert.All(sample.Zip(sample.Skip(1)), pair => Assert.True(pair.Second.Inertia <= pair.First.Inertia));
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.Second.Inertia <= pair.First.Inertia));
        AssertEndsWith(result, best);
        Assert.All(trace.Starts.Skip(1), start => Assert.All(start.Steps, step => Assert.Equal(50_000, step.Of)));
        Assert.All(trace.Starts.Skip(1), start => Assert.True(start.Inertia >= best.Inertia));
    }

    // By hand: the nearest pair of all is 9 and 10; then 1 goes to 0, and −5 takes what is left.
    [Fact]
    public void Segments_of_another_start_are_matched_one_to_one_the_nearest_first()
    {
        var start = new StartSteps(2, 0, [0, 1, 2], [], [1, -5, 9]) { Squares = 0 };

        Assert.Equal([2, 0, 1], start.OrderLike([10, 0, 4]));
    }

    // By hand: (0, 1, 9) to the centres 0 and 100 is 0² + 1² + 9² = 82, all to the first one.
    [Fact]
    public void A_segment_without_rows_is_told()
    {
        var points = Matrix.FromRows([[0], [1], [9]]);
        var trace = KMeans.From(points, Matrix.FromRows([[0], [100]]), new(1), null, default).Traced[0].ToTrace();

        Assert.Equal([3L, 0L], trace.Steps[0].Sizes);
        Assert.Equal(82, trace.Steps[0].Inertia, 1e-12);
        Assert.Equal([1L, 2L], trace.Steps[^1].Sizes.Order());
        Assert.Equal(0.5, trace.Steps[^1].Inertia, 1e-12);
    }

    static (StartTrace Best, TraceStep[] Sample, TraceStep[] All) Parted(StartTrace best) => (
        best, [.. best.Steps.Where(step => step.Of == best.Of)], [.. best.Steps.Where(step => step.Of > best.Of)]);

    static void AssertEndsWith(SegmentationResult result, StartTrace best)
    {
        Assert.Equal(result.Segments.Select(segment => (long)segment.Size), best.Steps[^1].Sizes);
        Near.Equal(
            Matrix.FromRows([.. result.Segments.Select(segment => segment.ScaledCentre)]),
            Matrix.FromRows(best.Centres), 1e-9);
        if (!best.Converged) return;
        Near.Relative(result.Metrics.Inertia, best.Steps[^1].Inertia, 1e-9);
        Assert.Equal(best.Centres, best.Steps[^1].Centres);
        Assert.Equal(0, best.Steps[^1].Moved);
    }

    static double InertiaOf(Matrix points, byte[] labels, double[] centres) => Enumerable.Range(0, points.Rows).Sum(
        i => Enumerable.Range(0, points.Columns).Sum(
            j => Math.Pow(points[i, j] - centres[(labels[i] * points.Columns) + j], 2)));

    static double[][] Columns(Matrix raw) =>
        [.. Enumerable.Range(0, raw.Columns).Select(j => raw.Column(j).ToArray())];

    async Task<Matrix> ScaledAsync(SegmentationResult result)
    {
        var points = await ReadAsync(ResultParts.Points);
        return new([.. result.Features.Select(
            (by, j) => points.Values[j].Select(value => (value - by.Centre) / by.Scale).ToArray())]);
    }

    Task<(SegmentationResult Result, FitTrace Trace)> MallAsync(SegmentationSpec spec) =>
        RunAsync(Path.Combine(AppContext.BaseDirectory, "data", "Mall_Customers.csv"), spec);

    async Task<(SegmentationResult Result, FitTrace Trace)> RunAsync(string file, SegmentationSpec spec)
    {
        var run = new EngineRun(file, "customers.csv", _folder, spec);
        var result = await new LocalEngine().RunAsync(run, new Progress<EngineEvent>(), default);
        return (result, await ReadAsync(ResultParts.Trace));
    }

    async Task<T> ReadAsync<T>(ResultPart<T> part)
        where T : class
    {
        await using var file = File.OpenRead(Path.Combine(_folder, part.FileName));
        return await part.ReadAsync(file, default);
    }

    string Customers(int rows)
    {
        var random = new Random(8);
        var text = new StringBuilder("id,visits,spend\n");
        for (var i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"c{i},{(10 * (i % 3)) + (9 * random.NextDouble()):F3},")
                .Append(CultureInfo.InvariantCulture, $"{(70 * (i % 2)) + (90 * random.NextDouble()):F3}\n");
        var file = Path.Combine(_folder, "source.csv");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
