using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>Features that say nearly the same, such as one amount in two currencies.</summary>
static class NearCopies
{
    /// <summary>A correlation above it, in absolute value, makes two features copies: 90 % of the variance of one is in
    /// the other.</summary>
    public const double Above = 0.95;

    /// <summary>Groups of two features or more, each ascending and by its first; a feature is in the group of every
    /// copy of it, so that members may be tied through others.</summary>
    /// <param name="correlation">Shape [d × d], of the features as they are compared.</param>
    public static IReadOnlyList<int[]> Groups(IReadOnlyList<IReadOnlyList<double>> correlation)
    {
        var leaders = Leaders(correlation);
        var groups = new List<int[]>();
        for (var first = 0; first < leaders.Length; first++)
        {
            var group = Array.FindAll(Arrays.Indices(leaders.Length), j => leaders[j] == first);
            if (group.Length > 1) groups.Add(group);
        }
        return groups;
    }

    /// <summary>The first feature of each feature's group: its own number where it has no copies.</summary>
    /// <param name="correlation">Shape [d × d], of the features as they are compared.</param>
    public static int[] Leaders(IReadOnlyList<IReadOnlyList<double>> correlation)
    {
        var leaders = Arrays.Indices(correlation.Count);
        for (var a = 0; a < leaders.Length; a++)
            for (var b = 0; b < a; b++)
            {
                if (!(Math.Abs(correlation[a][b]) > Above) || leaders[a] == leaders[b]) continue;
                var (first, other) = (Math.Min(leaders[a], leaders[b]), Math.Max(leaders[a], leaders[b]));
                for (var j = 0; j <= a; j++) if (leaders[j] == other) leaders[j] = first;
            }
        return leaders;
    }
}
