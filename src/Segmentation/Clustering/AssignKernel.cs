using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>Finds the nearest centres of eight rows at a time.</summary>
static class AssignKernel
{
    const int StackDoubles = 64 * Lanes.Count;

    /// <summary>Passes over one chunk at the width of the hardware.</summary>
    public static void Run(Assignment state, int chunk)
    {
        switch (Hardware.Width)
        {
            case 512: Run<Lanes512>(state, chunk); break;
            case 256: Run<Lanes256>(state, chunk); break;
            default: Run<Lanes128>(state, chunk); break;
        }
    }

    /// <summary>Measures the rows that may have changed, eight at a time, and records those that did.</summary>
    /// <remarks>Eight values of a feature are one cache line: reading one of them loads all eight.
    /// Squared distances are summed feature by feature within a lane, so their bits do not depend on the width.
    /// The numbers of the centres are stored as bits of doubles; nothing is computed with them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(Assignment state, int chunk) where T : struct, ILanes<T>
    {
        var points = state.Points;
        var (d, k, fresh) = (points.Columns, state.K, state.Fresh);
        var (start, end) = (state.Chunks.Start(chunk), state.Chunks.End(chunk));
        var change = state.Changes[chunk];
        change.Clear();

        ref var labels = ref MemoryMarshal.GetArrayDataReference(state.Labels);
        ref var slack = ref MemoryMarshal.GetArrayDataReference(state.Slack);
        ref var thresholds = ref MemoryMarshal.GetReference(state.Thresholds);
        ref var drifts = ref MemoryMarshal.GetReference(state.Drift);
        ref var centres = ref MemoryMarshal.GetArrayDataReference(state.Centres);
        var rows = d * Lanes.Count <= StackDoubles ? stackalloc double[StackDoubles] : new double[d * Lanes.Count];
        ref var block = ref MemoryMarshal.GetReference(rows);
        Span<long> nearest = stackalloc long[Lanes.Count];
        ref var numbers = ref Unsafe.As<long, double>(ref MemoryMarshal.GetReference(nearest));
        Span<float> safe = stackalloc float[Lanes.Count];
        var farthest = T.All(0);

        for (var i = start; i < end; i += Lanes.Count)
        {
            var count = Math.Min(Lanes.Count, end - i);
            var measure = fresh;
            for (var lane = 0; lane < count && !fresh; lane++)
            {
                ref var threshold = ref Unsafe.Add(ref thresholds, Unsafe.Add(ref labels, i + lane));
                measure |= Unsafe.Add(ref slack, i + lane) <= threshold;
            }
            if (!measure) continue;

            if (count == Lanes.Count)
                for (var j = 0; j < d; j++)
                {
                    ref var column = ref MemoryMarshal.GetReference(points.Column(j));
                    T.Store(T.Load(ref Unsafe.Add(ref column, i)), ref Unsafe.Add(ref block, j * Lanes.Count));
                }
            else
                Lanes.LoadRows(points, i, count, rows);

            var best = T.All(double.PositiveInfinity);
            var second = best;
            var (index, drift) = (T.All(0), T.All(0));
            ref var centre = ref centres;
            for (var c = 0; c < k; c++)
            {
                var sum = T.All(0);
                var j = 0;
                for (; j <= d - 4; j += 4)
                {
                    ref var at = ref Unsafe.Add(ref block, j * Lanes.Count);
                    ref var own = ref Unsafe.Add(ref centre, j);
                    var difference0 = T.Load(ref at) - T.All(own);
                    var difference1 = T.Load(ref Unsafe.Add(ref at, Lanes.Count)) - T.All(Unsafe.Add(ref own, 1));
                    var difference2 = T.Load(ref Unsafe.Add(ref at, 2 * Lanes.Count)) - T.All(Unsafe.Add(ref own, 2));
                    var difference3 = T.Load(ref Unsafe.Add(ref at, 3 * Lanes.Count)) - T.All(Unsafe.Add(ref own, 3));
                    sum += difference0 * difference0;
                    sum += difference1 * difference1;
                    sum += difference2 * difference2;
                    sum += difference3 * difference3;
                }
                for (; j < d; j++)
                {
                    ref var at = ref Unsafe.Add(ref block, j * Lanes.Count);
                    var difference = T.Load(ref at) - T.All(Unsafe.Add(ref centre, j));
                    sum += difference * difference;
                }
                index = T.IfLess(sum, best, T.All(BitConverter.Int64BitsToDouble(c)), index);
                drift = T.IfLess(sum, best, T.All(Unsafe.Add(ref drifts, c)), drift);
                second = T.Min(second, T.Max(best, sum));
                best = T.Min(best, sum);
                centre = ref Unsafe.Add(ref centre, d);
            }
            farthest = T.Max(farthest, second);

            var margins = (T.Sqrt(second) - T.Sqrt(best) + drift) * T.All(Assignment.RoundDown);
            T.Store(index, ref numbers);
            var found = (ulong)(nearest[0] | nearest[1] << 8 | nearest[2] << 16 | nearest[3] << 24
                | nearest[4] << 32 | nearest[5] << 40 | nearest[6] << 48 | nearest[7] << 56);
            if (count == Lanes.Count)
            {
                T.StoreFloats(margins, ref Unsafe.Add(ref slack, i));
                var word = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref labels, i), Lanes.Count);
                var before = BinaryPrimitives.ReadUInt64LittleEndian(word);
                if (before == found) continue;
                BinaryPrimitives.WriteUInt64LittleEndian(word, found);
                if (fresh) change.AddAll(found, ref block);
                else change.Move(before, found, Lanes.Count, ref block);
            }
            else
            {
                T.StoreFloats(margins, ref safe[0]);
                safe[..count].CopyTo(state.Slack.AsSpan(i));
                var before = 0ul;
                for (var lane = 0; lane < count; lane++)
                {
                    before |= (ulong)Unsafe.Add(ref labels, i + lane) << (8 * lane);
                    Unsafe.Add(ref labels, i + lane) = (byte)(found >> (8 * lane));
                }
                change.Move(before, found, count, ref block);
            }
        }

        Span<double> lanes = stackalloc double[Lanes.Count];
        T.Store(farthest, ref lanes[0]);
        foreach (var lane in lanes) change.FarthestSecond = Math.Max(change.FarthestSecond, lane);
    }
}
