using Segmentation.Clustering;

namespace Segmentation.Api;

/// <summary>Makes the frames of a start from its trace and the customers drawn for the map.</summary>
sealed class Animation
{
    const int MostNumbers = 24_000;   // of points × (features + components)
    const int MostComponents = 2;
    const int MostDecimals = 15;

    readonly SegmentationResult _result;
    readonly FitTrace _trace;
    readonly StartTrace _start;
    readonly PointSample _points;
    readonly int[] _shown;
    readonly double[][] _values;
    readonly double[][] _components;
    readonly TraceReplay _replay;
    readonly double[] _means;

    /// <param name="start">One of the trace.</param>
    /// <param name="maxPoints">Most points; fewer with many features.</param>
    public Animation(
        SegmentationResult result, FitTrace trace, StartTrace start, PointSample points, int maxPoints)
    {
        (_result, _trace, _start, _points) = (result, trace, start, points);
        var components = Math.Min(MostComponents, points.Components.Count);
        _shown = EvenSample.Of(
            points.Segments, Math.Min(maxPoints, Math.Max(1, MostNumbers / (points.Values.Count + components))));
        _values = [.. points.Values.Select(Shown)];
        _components = [.. points.Components.Take(MostComponents).Select(Shown)];
        _replay = new(result.Features, _values, start);
        _means = MeansOf(result);
    }

    public AnimationView View(string id, CancellationToken ct)
    {
        var best = _trace.Starts[0];
        return new(
            id, _result.Metrics.K, _points.Of, [.. _result.Features.Select(feature => feature.Name)],
            [.. _trace.Starts.Select(each => new AnimationStart(
                each.Number, each.Of, each.Inertia, each.Iterations, each == best,
                best.Inertia > 0 ? (each.Inertia / best.Inertia) - 1 : 0))],
            _start.Number, _start.Converged, Gaps(), Points(), [.. Frames(_start == best, ct)]);
    }

    AnimationPoints Points() => new(
        [.. _shown.Select(i => _points.Rows[i])],
        _points.Ids.Count == 0 ? [] : [.. _shown.Select(i => _points.Ids[i])],
        [.. _values.Select(Rounded)], [.. _components.Select(Rounded)]);

    double[] Shown(IReadOnlyList<double> column) => [.. _shown.Select(i => column[i])];

    IEnumerable<AnimationFrame> Frames(bool isBest, CancellationToken ct)
    {
        var steps = _start.Steps;
        var indices = isBest ? _replay.Measure(ct) : null;
        var (centres, components) = Place(steps[0].Centres, isEnd: false);
        yield return new SeedFrame(centres, components, _start.Order) { Iteration = 0, Of = steps[0].Of };
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            yield return new AssignFrame(
                Changed(i), step.Moved, step.Inertia, step.Sizes,
                indices?[i].Silhouette, indices?[i].CalinskiHarabasz, indices?[i].DaviesBouldin)
            { Iteration = step.Iteration, Of = step.Of };
            if (MoveAfter(i) is { } move) yield return move;
        }
    }

    MoveFrame? MoveAfter(int i)
    {
        var (step, isLast) = (_start.Steps[i], i == _start.Steps.Count - 1);
        // Nothing moves where a start has settled, on its sample or at the end.
        if (isLast ? _start.Converged : step.Moved == 0) return null;
        var isEnd = isLast || (_start.Converged && i == _start.Steps.Count - 2);
        var next = isEnd ? _start.Centres : _start.Steps[i + 1].Centres;
        var (centres, components) = Place(next, isEnd);
        return new(centres, components, [.. step.Centres.Select((from, c) => Significant(Distance(from, next[c])))])
        {
            Iteration = isLast ? step.Iteration : _start.Steps[i + 1].Iteration - 1,
            Of = step.Of,
        };
    }

    /// <summary>Scaled centres in the units of the file and in components; the last ones in full.</summary>
    (IReadOnlyList<double>[] Centres, IReadOnlyList<double>[] Components) Place(
        IReadOnlyList<IReadOnlyList<double>> scaled, bool isEnd)
    {
        var centres = _replay.ToFile(scaled);
        double[][] components =
            [.. scaled.Select(centre => _components.Select((_, c) => Project(centre, c)).ToArray())];
        return isEnd ? (centres, components) : (RoundedLike(_values, centres), RoundedLike(_components, components));
    }

    double Project(IReadOnlyList<double> centre, int component) =>
        centre.Select((value, j) => (value - _means[j]) * _result.Pca.Components[component][j]).Sum();

    int[][] Changed(int i)
    {
        var (now, before) = (_replay.Labels[i], i == 0 ? null : _replay.Labels[i - 1]);
        return
        [
            .. Enumerable.Range(0, now.Length).Where(p => before is null || before[p] != now[p])
                .Select(p => (int[])[p, now[p] + 1]),
        ];
    }

    /// <summary>Runs of steps of which only every n-th was kept.</summary>
    int[][] Gaps()
    {
        var gaps = new List<int[]>();
        foreach (var (before, step) in _start.Steps.Zip(_start.Steps.Skip(1)))
        {
            var every = step.Iteration - before.Iteration;
            if (every == 1) continue;
            if (gaps is [.., var last] && last[1] == before.Iteration && last[2] == every) last[1] = step.Iteration;
            else gaps.Add([before.Iteration, step.Iteration, every]);
        }
        return [.. gaps];
    }

    // Of the scaled features, over all used rows.
    static double[] MeansOf(SegmentationResult result)
    {
        var rows = result.Segments.Sum(segment => (double)segment.Size);
        return
        [
            .. result.Features.Select((_, j) =>
                result.Segments.Sum(segment => segment.Size / rows * segment.ScaledCentre[j])),
        ];
    }

    // To about 1/10,000 of the range: finer than a pixel.
    static int DecimalsOf(double[] values)
    {
        var range = values.Max() - values.Min();
        return range > 0 ? Math.Clamp(4 - (int)Math.Floor(Math.Log10(range)), 0, MostDecimals) : MostDecimals;
    }

    static double[] Rounded(double[] column)
    {
        var decimals = DecimalsOf(column);
        return Array.ConvertAll(column, value => Math.Round(value, decimals));
    }

    /// <param name="columns">Of the points.</param>
    /// <param name="centres">Shape [k × columns].</param>
    static double[][] RoundedLike(double[][] columns, double[][] centres)
    {
        var decimals = Array.ConvertAll(columns, DecimalsOf);
        return Array.ConvertAll(centres, centre => (double[])[.. centre.Select((x, j) => Math.Round(x, decimals[j]))]);
    }

    // Four digits.
    static double Significant(double value) => value < double.Epsilon
        ? 0 : Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(value)), 0, MostDecimals));

    static double Distance(IReadOnlyList<double> from, IReadOnlyList<double> to) =>
        Math.Sqrt(from.Select((value, j) => (value - to[j]) * (value - to[j])).Sum());
}
