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

        var (best, ended) = (default(Worker), new List<EndedStart>());
        foreach (var worker in workers)
        {
            if (worker is null) continue;
            if (best is null || worker.IsBetterThan(best)) best = worker;
            ended.AddRange(worker.Ended);
        }
        var (fit, order) = Finish(points, best!.Best, options.Starts, ct);
        return fit with { Traced = Traced([.. ended], fit, order) };
    }

    /// <summary>The best start and others, numbered as the fit.</summary>
    /// <param name="order">Shape [k]: the number of each of its segments in the best start.</param>
    static StartSteps[] Traced(EndedStart[] ended, KMeansResult fit, int[] order)
    {
        Array.Sort(ended, EndedStart.Compare);
        var squares = fit.Inertia + ended[0].Trace.Last!.Between;
        // Which of the later starts were kept depends on the threads.
        var kept = Array.FindAll(ended, start => start.Start < EndedStart.MostKept || start == ended[0]);
        var shown = Array.ConvertAll(EndedStart.Spread(kept, squares), start => start.ToSteps(squares));
        return Arrays.Generate(shown.Length, i => i == 0
            ? shown[i].Renumber(order) with { Centres = fit.Sums.Centres, Inertia = fit.Inertia }
            : shown[i].Renumber(shown[i].OrderLike(fit.Sums.Centres)));
    }

    /// <summary>Lloyd's iteration from the given centres, on all threads.</summary>
    /// <param name="start">Shape [k × d].</param>
    /// <param name="iterated">Called with the number of the iteration and of the rows that changed.</param>
    public static KMeansResult From(
        Matrix points, Matrix start, KMeansOptions options, Action<int, int>? iterated, CancellationToken ct)
    {
        var lloyd = new Lloyd(points, start.Rows);
        lloyd.Run(start.ToRowMajor(), options.MaxIterations, Hardware.Threads, iterated, ct);
        var ended = new EndedStart(0, lloyd.Means(), lloyd.Trace);
        var (fit, order) = Finish(points, lloyd, options.Starts, ct);
        return fit with { Traced = Traced([ended], fit, order) };
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
        EndedStart? _best;

        public Lloyd Best { get; private set; } = new(points, k);

        /// <summary>The best start, and others among the first.</summary>
        public List<EndedStart> Ended { get; } = [];

        public bool IsBetterThan(Worker other) => EndedStart.Compare(_best!, other._best!) < 0;

        public void Try(int start, KMeansOptions options, int threads, CancellationToken ct)
        {
            var centres = _seeding.Draw(new(options.Seed, Purpose, start), ct);
            _next.Run(centres, options.MaxIterations, threads, null, ct);
            var ended = new EndedStart(start, _next.Means(), _next.Trace);
            var isBetter = _best is null || EndedStart.Compare(ended, _best) < 0;
            if (start < EndedStart.MostKept || isBetter) Ended.Add(ended);
            if (!isBetter) return;
            if (_best?.Start >= EndedStart.MostKept) Ended.Remove(_best);
            (_best, Best, _next) = (ended, _next, Best);
        }
    }
}

/// <summary>How k-means runs.</summary>
/// <param name="Starts">How many times it starts from other centres; at least 1.</param>
/// <param name="MaxIterations">Most Lloyd iterations of one start.</param>
/// <param name="Seed">The same seed gives the same segments.</param>
sealed record KMeansOptions(int Starts, int MaxIterations = 300, int Seed = 42);
