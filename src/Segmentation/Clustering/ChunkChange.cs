using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>The changes of one pass in one chunk.</summary>
/// <remarks>Labels of eight rows are one 64-bit word, the first row in the lowest byte.</remarks>
sealed class ChunkChange(int k, int d)
{
    readonly double[] _sums = new double[k * d];
    readonly int[] _counts = new int[k];

    /// <summary>Shape [k × d]: sums of the rows that came minus the rows that left, in row order.</summary>
    public ReadOnlySpan<double> Sums => _sums;
    /// <summary>Shape [k].</summary>
    public ReadOnlySpan<int> Counts => _counts;
    /// <summary>Rows whose segment changed.</summary>
    public int Rows { get; private set; }
    /// <summary>Largest squared distance from a row to its second nearest centre.</summary>
    public double FarthestSecond { get; set; }

    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_counts);
        (Rows, FarthestSecond) = (0, 0);
    }

    /// <summary>Adds eight rows that had no segment before.</summary>
    /// <param name="block">Shape [d × 8].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddAll(ulong labels, ref double block)
    {
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            int label = (byte)labels;
            labels >>= 8;
            Unsafe.Add(ref counts, label)++;
            ref var sum = ref Unsafe.Add(ref sums, label * d);
            for (var j = 0; j < d; j++) Unsafe.Add(ref sum, j) += Unsafe.Add(ref block, j * Lanes.Count + lane);
        }
        Rows += Lanes.Count;
    }

    /// <summary>Moves those of up to eight rows whose label has changed.</summary>
    /// <param name="block">Shape [d × 8].</param>
    public void Move(ulong before, ulong after, int count, ref double block)
    {
        for (var lane = 0; lane < count; lane++, before >>= 8, after >>= 8)
        {
            if ((byte)before == (byte)after) continue;
            Rows++;
            if ((byte)before != Assignment.None)
            {
                _counts[(byte)before]--;
                var left = _sums.AsSpan((byte)before * d, d);
                for (var j = 0; j < d; j++) left[j] -= Unsafe.Add(ref block, j * Lanes.Count + lane);
            }
            _counts[(byte)after]++;
            var joined = _sums.AsSpan((byte)after * d, d);
            for (var j = 0; j < d; j++) joined[j] += Unsafe.Add(ref block, j * Lanes.Count + lane);
        }
    }
}
