using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Lloyd's iteration over all rows on the cluster, exact, until no row changes.</summary>
/// <remarks>
/// From good centres few rows ever change: those near a border. One pass finds the rows that are so much nearer to their own
/// centre than to any other that no move of the centres up to a bound can change them; their sums are kept as numbers, the
/// others as the small view <c>near</c>, and only those are measured again until a centre has moved beyond the bound. The bound
/// follows from the triangle inequality, as in G. Hamerly, SDM 2010, doi:10.1137/1.9781611972801.12.
/// </remarks>
sealed class ClusterLloyd(Cluster cluster, int rows, int maxIterations)
{
    const double Unchanged = 1e-12;
    const double MostNear = 0.5;

    int _iterations;

    /// <param name="start">Shape [k × d].</param>
    /// <param name="bound">How far centres are expected to move, in distance.</param>
    public async Task<ClusterFit> RunAsync(Matrix start, double bound)
    {
        var (centres, fit) = (start, default(ClusterFit));
        while (fit is null)
        {
            (centres, fit) = await RoundAsync(centres, bound);
            bound *= 4;
        }
        return fit;
    }

    /// <summary>Iterates until nothing changes or a centre has moved beyond the bound.</summary>
    async Task<(Matrix Centres, ClusterFit? Fit)> RoundAsync(Matrix reference, double bound)
    {
        var (far, near) = await SplitAsync(reference, bound);
        var (centres, d) = (reference, reference.Columns);
        while (true)
        {
            var totals = far.With(await SumAsync(near, centres, $"Iteration {_iterations + 1} over {rows:N0} rows"));
            _iterations++;
            cluster.Clock.Count(_iterations, 0, "iterations", $"Iteration {_iterations} over {rows:N0} rows");
            var next = totals.HasEmpty ? await FillAsync(totals, centres) : totals.Means(centres);
            var moved = Farthest(centres, next);
            if (moved <= Unchanged || _iterations >= maxIterations)
                return (centres, new(centres, totals.Sizes, _iterations, moved <= Unchanged));
            centres = next;
            if (Farthest(reference, centres) > bound) return (centres, null);
        }
    }

    /// <summary>Sums of the rows that stay, and a query for the others.</summary>
    async Task<(SegmentTotals Far, string Near)> SplitAsync(Matrix centres, double bound)
    {
        var (k, d) = (centres.Rows, centres.Columns);
        await cluster.RunAsync("uncache table if exists near");
        var margin = DistanceSql.Margin(DistanceSql.Nearest("scaled", centres), k);
        await cluster.RunAsync(
            $"create or replace temporary view near as select {SqlText.Each(d, j => $"z{j}")} from ({margin}) "
            + $"where not margin > {SqlText.Number(bound)} and '{cluster.Session.Id:N}' <> ''");
        await cluster.RunAsync("cache lazy table near options ('storageLevel' = 'MEMORY_AND_DISK')");
        var near = await SumAsync("near", centres, "Finding rows near a border");
        if (near.Sizes.Sum() > MostNear * rows) return (new(k, d), "scaled");
        return ((await SumAsync("scaled", centres, "Adding up all rows")).Without(near), "near");
    }

    async Task<SegmentTotals> SumAsync(string view, Matrix centres, string doing)
    {
        var totals = new SegmentTotals(centres.Rows, centres.Columns);
        totals.Add(await cluster.AskAsync(
            SegmentTotals.Query(DistanceSql.Nearest(view, centres), centres.Columns), doing));
        return totals;
    }

    /// <summary>An empty segment gets the row farthest from its own centre, which is taken out of that row's mean.</summary>
    async Task<Matrix> FillAsync(SegmentTotals totals, Matrix centres)
    {
        var d = centres.Columns;
        var farthest = await cluster.AskAsync(
            $"select g, dd, {SqlText.Each(d, j => $"z{j}")} from ({DistanceSql.Nearest("scaled", centres)}) order by dd desc, m limit {2 * centres.Rows}",
            "Filling an empty segment");
        var left = new Queue<System.Text.Json.JsonElement>(farthest.OrderByDescending(row => row.Double("dd")));
        for (var c = 0; c < centres.Rows; c++)
        {
            if (totals.Sizes[c] > 0) continue;
            while (left.Count > 0 && totals.Sizes[left.Peek().Int("g")] < 2) left.Dequeue();
            if (!left.TryDequeue(out var row)) break;
            totals.Move(row.Int("g"), c, Enumerable.Range(0, d).Select(j => row.Double($"z{j}")).ToArray());
        }
        return totals.Means(centres);
    }

    static double Farthest(Matrix a, Matrix b)
    {
        var farthest = 0.0;
        for (var c = 0; c < a.Rows; c++)
        {
            var sum = 0.0;
            for (var j = 0; j < a.Columns; j++) sum += (a[c, j] - b[c, j]) * (a[c, j] - b[c, j]);
            farthest = Math.Max(farthest, Math.Sqrt(sum));
        }
        return farthest;
    }
}

/// <summary>Centres over all rows.</summary>
/// <param name="Centres">Shape [k × d]: the nearest decides.</param>
/// <param name="Sizes">Shape [k].</param>
/// <param name="Converged">Each centre is the mean of its rows.</param>
sealed record ClusterFit(Matrix Centres, long[] Sizes, int Iterations, bool Converged);
