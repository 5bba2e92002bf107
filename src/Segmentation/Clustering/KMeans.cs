using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>k-means: the segments whose rows lie closest to their centres.</summary>
static class KMeans
{
    const int Purpose = 1;

    /// <summary>Starts for each k by default: the more rows, the fewer, between 10 and 100.</summary>
    public static int StartsFor(int rows) => Math.Clamp(500_000 / rows, 10, 100);

    /// <summary>The best of several starts, by inertia; of equals the first.</summary>
    /// <param name="points">Shape [n × d], scaled; more than k different rows.</param>
    /// <param name="started">Called after each start, in any order, on any thread.</param>
    /// <remarks>Time O(starts · iterations · n · k · d). The starts run in parallel; which one is chosen does not
    /// depend on the threads.</remarks>
    public static KMeansResult Best(Matrix points, int k, KMeansOptions options, Action? started, CancellationToken ct)
    {
        var workers = new Worker[Math.Min(Hardware.Threads, options.Starts)];
        // With few starts, the threads share the rows of each start instead.
        var threads = workers.Length < Hardware.Threads ? Hardware.Threads : 1;
        ParallelLoop.Run(options.Starts, workers.Length, (w, start) =>
        {
            workers[w] ??= new(points, k);
            workers[w].Try(start, options, threads, ct);
            started?.Invoke();
        }, ct);

        Worker? best = null;
        foreach (var worker in workers)
            if (worker is not null && (best is null || worker.IsBetterThan(best))) best = worker;
        var (fit, order) = Finish(points, best!.Best, options.Starts, ct);
        return fit with { Traced = Shown(Array.FindAll(workers, worker => worker is not null), fit, order) };
    }

    /// <summary>The best start and others, numbered as the fit.</summary>
    static StartSteps[] Shown(Worker[] workers, KMeansResult fit, int[] order)
    {
        StartedTrace[] starts = [.. workers.SelectMany(worker => worker.Traces)];
        Array.Sort(starts, StartedTrace.Compare);
        var squares = FitStep.SquaresOf(fit.Sums);
        var shown = Array.ConvertAll(StartSteps.Spread(starts), start => start.ToSteps(squares));
        return Arrays.Generate(shown.Length, i => i == 0
            ? shown[i].Renumber(order) with { Centres = fit.Sums.Centres, Inertia = fit.Inertia }
            : shown[i].Renumber(shown[i].OrderLike(fit.Sums.Centres)));
    }

    /// <summary>Lloyd's iteration from the centres of a fit of some of the rows, on all threads.</summary>
    /// <param name="iterated">Called with the number of the iteration and of the rows that changed.</param>
    public static KMeansResult From(
        Matrix points, KMeansResult fit, KMeansOptions options, Action<int, int>? iterated, CancellationToken ct)
    {
        var start = fit.Centres;
        var (lloyd, trace) = (new Lloyd(points, start.Rows), new LloydTrace());
        lloyd.Run(start.ToRowMajor(), options.MaxIterations, Hardware.Threads, iterated, ct, trace);
        var (all, order) = Finish(points, lloyd, options.Starts, ct);
        return all with { Traced = StartSteps.GoOn(fit.Traced, trace.Steps, order, all) };
    }

    static (KMeansResult Fit, int[] Order) Finish(Matrix points, Lloyd lloyd, int starts, CancellationToken ct)
    {
        var k = lloyd.K;
        if (!lloyd.Converged) lloyd.SettleCentres(ct);
        var (labels, distances) = (lloyd.Labels, lloyd.RowBuffer);
        var sums = SegmentSums.Measure(points, labels, k, lloyd.Centres, distances, ct);
        var order = Numbering.BySize(sums);
        Numbering.Apply(order, labels, ct);
        sums = sums.Renumber(order);

        var fit = new KMeansResult(Matrix.FromRowMajor(sums.Centres, points.Columns), labels, distances, sums)
        {
            Iterations = lloyd.Iterations,
            Starts = starts,
            Converged = lloyd.Converged,
        };
        return (fit, order);
    }

    /// <summary>Makes the starts of one thread and keeps the best of them.</summary>
    sealed class Worker(Matrix points, int k)
    {
        readonly Seeding _seeding = new(points, k);
        Lloyd _next = new(points, k);
        double _between = double.NegativeInfinity;
        int _start = int.MaxValue;

        public Lloyd Best { get; private set; } = new(points, k);
        public List<StartedTrace> Traces { get; } = [];

        public bool IsBetterThan(Worker other) => IsBetter(_between, _start, other);

        static bool IsBetter(double between, int start, Worker than) =>
            between > than._between || (between == than._between && start < than._start);

        public void Try(int start, KMeansOptions options, int threads, CancellationToken ct)
        {
            var centres = _seeding.Draw(new(options.Seed, Purpose, start), ct);
            var trace = new LloydTrace();
            _next.Run(centres, options.MaxIterations, threads, null, ct, trace);
            var between = _next.Between();
            Traces.Add(new(start, between, _next.Iterations, _next.Converged, _next.Means(), trace));
            if (!IsBetter(between, start, this)) return;
            (_between, _start) = (between, start);
            (Best, _next) = (_next, Best);
        }
    }
}

/// <summary>A start that has ended.</summary>
/// <param name="Start">From 0.</param>
/// <param name="Between">Of equal rows, the start with the largest has the lowest inertia.</param>
/// <param name="Centres">Shape [k × d]: means of the segments.</param>
sealed record StartedTrace(
    int Start, double Between, int Iterations, bool Converged, double[] Centres, LloydTrace Trace)
{
    /// <summary>By inertia, of equals the first.</summary>
    public static int Compare(StartedTrace a, StartedTrace b) =>
        b.Between.CompareTo(a.Between) is not 0 and var order ? order : a.Start.CompareTo(b.Start);

    /// <param name="squares">Of the rows around their mean.</param>
    public StartSteps ToSteps(double squares) => new(
        Start + 1, Iterations, squares - Between, Converged, Arrays.Indices(Trace.Steps[0].Sizes.Length), Trace.Steps,
        Centres)
    {
        Squares = squares,
    };
}

/// <summary>How k-means runs.</summary>
/// <param name="Starts">How many times it starts from other centres; at least 1.</param>
/// <param name="MaxIterations">Most Lloyd iterations of one start.</param>
/// <param name="Seed">The same seed gives the same segments.</param>
sealed record KMeansOptions(int Starts, int MaxIterations = 300, int Seed = 42);
