using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Segmentation.Clustering;

/// <summary>Finds the nearest centre of eight rows at a time.</summary>
static class AssignKernel
{
    const int StackDoubles = 64 * Lanes.Count;

    /// <summary>One pass over one chunk at the width of the hardware.</summary>
    public static void Run(Assignment state, int chunk)
    {
        switch (Hardware.Width)
        {
            case 512: Run<Lanes512>(state, chunk); break;
            case 256: Run<Lanes256>(state, chunk); break;
            default: Run<Lanes128>(state, chunk); break;
        }
    }

    /// <summary>Measures the rows that may have changed, eight at a time, and notes those that did.</summary>
    /// <remarks>Eight rows of a feature are one cache line: when one of them must be read, all eight are there.
    /// Squared distances add up feature by feature within a lane, so their bits do not depend on the width.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(Assignment state, int chunk) where T : struct, ILanes<T>
    {
        var points = state.Points;
        var (d, k) = (points.Columns, state.K);
        var (start, end) = (state.Chunks.Start(chunk), state.Chunks.End(chunk));
        var change = state.Changes[chunk];
        change.Clear();

        var labels = state.Labels.AsSpan(0, end);
        var slack = state.Slack.AsSpan(0, end);
        ref var thresholds = ref MemoryMarshal.GetReference(state.Thresholds);
        ref var centres = ref MemoryMarshal.GetArrayDataReference(state.Centres);
        var rows = d * Lanes.Count <= StackDoubles ? stackalloc double[StackDoubles] : new double[d * Lanes.Count];
        ref var block = ref MemoryMarshal.GetReference(rows);
        Span<double> nearest = stackalloc double[Lanes.Count];
        Span<double> gaps = stackalloc double[Lanes.Count];
        var farthest = T.All(0);

        for (var i = start; i < end; i += Lanes.Count)
        {
            var count = Math.Min(Lanes.Count, end - i);
            var measure = false;
            for (var lane = 0; lane < count; lane++)
                measure |= slack[i + lane] <= Unsafe.Add(ref thresholds, labels[i + lane]);
            if (!measure) continue;

            if (count == Lanes.Count)
                for (var j = 0; j < d; j++)
                    T.Store(T.Load(ref Unsafe.Add(ref MemoryMarshal.GetReference(points.Column(j)), i)), ref Unsafe.Add(ref block, j * Lanes.Count));
            else
                Lanes.LoadRows(points, i, count, rows);

            var best = T.All(double.PositiveInfinity);
            var second = best;
            var index = T.All(0);
            for (var c = 0; c < k; c++)
            {
                ref var centre = ref Unsafe.Add(ref centres, c * d);
                var sum = T.All(0);
                for (var j = 0; j < d; j++)
                {
                    var difference = T.Load(ref Unsafe.Add(ref block, j * Lanes.Count)) - T.All(Unsafe.Add(ref centre, j));
                    sum += difference * difference;
                }
                index = T.IfLess(sum, best, T.All(c), index);
                second = T.Min(second, T.Max(best, sum));
                best = T.Min(best, sum);
            }
            farthest = T.Max(farthest, second);
            T.Store(index, ref MemoryMarshal.GetReference(nearest));
            T.Store(T.Sqrt(second) - T.Sqrt(best), ref MemoryMarshal.GetReference(gaps));
            Note(state, change, rows, i, count, nearest, gaps);
        }

        T.Store(farthest, ref MemoryMarshal.GetReference(gaps));
        foreach (var lane in gaps) change.FarthestSecond = Math.Max(change.FarthestSecond, lane);
    }

    /// <summary>Writes labels and slack of up to eight rows and moves those that changed from sum to sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Note(
        Assignment state, ChunkChange change, ReadOnlySpan<double> rows, int first, int count,
        ReadOnlySpan<double> nearest, ReadOnlySpan<double> gaps)
    {
        var labels = state.Labels.AsSpan(first, count);
        var slack = state.Slack.AsSpan(first, count);
        var drift = state.Drift;
        for (var lane = 0; lane < labels.Length; lane++)
        {
            var label = (byte)nearest[lane];
            slack[lane] = (float)((gaps[lane] + drift[label]) * Assignment.RoundDown);
            if (label == labels[lane]) continue;

            change.Rows++;
            if (labels[lane] != Assignment.None) Add(change, rows, lane, labels[lane], -1);
            Add(change, rows, lane, label, 1);
            labels[lane] = label;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(ChunkChange change, ReadOnlySpan<double> rows, int lane, int label, int sign)
    {
        var d = change.Sums.Length / change.Counts.Length;
        change.Counts[label] += sign;
        var sums = change.Sums.AsSpan(label * d, d);
        for (var j = 0; j < sums.Length; j++) sums[j] += sign * rows[j * Lanes.Count + lane];
    }
}
