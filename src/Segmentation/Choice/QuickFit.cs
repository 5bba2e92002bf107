using Segmentation.Clustering;
using Segmentation.Numerics;

namespace Segmentation.Choice;

/// <summary>k-means on few rows, from few starts, on one thread.</summary>
static class QuickFit
{
    const int MostIterations = 300;

    /// <summary>The best of several starts, of equals the first.</summary>
    /// <param name="rows">Shape [n × d], scaled.</param>
    /// <param name="random">The random numbers of each start.</param>
    public static Lloyd Best(Matrix rows, int k, int starts, Func<int, RandomStream> random, CancellationToken ct)
    {
        var (seeding, best, next) = (new Seeding(rows, k), new Lloyd(rows, k), new Lloyd(rows, k));
        var most = double.NegativeInfinity;
        for (var start = 0; start < starts; start++)
        {
            next.Run(seeding.Draw(random(start), ct), MostIterations, 1, null, ct);
            if (next.Trace.Last!.Between <= most) continue;
            most = next.Trace.Last.Between;
            (best, next) = (next, best);
        }
        return best;
    }
}
