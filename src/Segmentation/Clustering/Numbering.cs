using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>Numbers segments by size, largest first, so that the numbers are the same in every run.</summary>
static class Numbering
{
    /// <summary>The order of the segments: largest first, ties by centre, feature by feature.</summary>
    /// <returns>Shape [k]: the old number at each new one.</returns>
    public static int[] BySize(SegmentSums sums)
    {
        var order = Arrays.Indices(sums.K);
        Array.Sort(order, (a, b) =>
        {
            if (sums.Sizes[a] != sums.Sizes[b]) return sums.Sizes[b].CompareTo(sums.Sizes[a]);
            for (var j = 0; j < sums.Features; j++)
            {
                var compared = sums.Centres[a * sums.Features + j].CompareTo(sums.Centres[b * sums.Features + j]);
                if (compared != 0) return compared;
            }
            return a.CompareTo(b);
        });
        return order;
    }

    /// <summary>Gives every row the new number of its segment, in place.</summary>
    public static void Apply(int[] order, byte[] labels, CancellationToken ct)
    {
        var numbers = new byte[order.Length];
        for (var c = 0; c < order.Length; c++) numbers[order[c]] = (byte)c;
        Chunks.Of(labels.Length).Run((start, end, _) =>
        {
            for (var i = start; i < end; i++) labels[i] = numbers[labels[i]];
        }, ct);
    }
}
