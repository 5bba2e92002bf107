using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Choice;

/// <summary>Mean silhouettes of a range of k on few rows, from few starts, on one thread: the data and the draws are
/// measured by the same one.</summary>
/// <param name="From">The smallest k.</param>
/// <param name="Silhouettes">By k; null where there are not more different rows than segments.</param>
/// <param name="Best">The largest of those with no segment under the floor; null when there is none.</param>
sealed record QuickSweep(int From, double?[] Silhouettes, double? Best)
{
    const int Purpose = 13;
    const int Seed = 1;

    /// <summary>Of rows that are all alike.</summary>
    public static QuickSweep Nothing(int from, int to) => new(from, new double?[to - from + 1], null);

    /// <summary>Clusters the rows for every k.</summary>
    /// <param name="rows">Shape [n × d], scaled.</param>
    public static QuickSweep Run(Matrix rows, int from, int to, int starts, CancellationToken ct)
    {
        var last = Math.Min(to, DistinctRows.Find(rows, to + 1, ct).Length - 1);
        if (last < from) return Nothing(from, to);

        var segmentations = Arrays.Generate(last - from + 1, i => (Cluster(rows, from + i, starts, ct), from + i));
        var values = Silhouette.PerRowAlone(rows, segmentations, ct);
        var (silhouettes, best) = (new double?[to - from + 1], default(double?));
        for (var i = 0; i < segmentations.Length; i++)
        {
            silhouettes[i] = Mean(values[i]);
            if (IsAllowed(segmentations[i].Item1, from + i) && !(silhouettes[i] <= best)) best = silhouettes[i];
        }
        return new(from, silhouettes, best);
    }

    static double Mean(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    static byte[] Cluster(Matrix rows, int k, int starts, CancellationToken ct) =>
        QuickFit.Best(rows, k, starts, start => new(Seed, Purpose, start), ct).Labels;

    static bool IsAllowed(byte[] labels, int k)
    {
        Span<int> sizes = stackalloc int[k];
        sizes.Clear();
        foreach (var label in labels) sizes[label]++;
        var floor = KRule.SmallestAllowed(labels.Length);
        foreach (var size in sizes)
            if (size < floor) return false;
        return true;
    }
}
