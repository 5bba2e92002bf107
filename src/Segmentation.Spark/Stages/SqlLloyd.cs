using System.Text.Json;
using Segmentation.Clustering;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Lloyd's iteration over all rows on the cluster, exact, until no row changes.</summary>
/// <remarks>
/// From good centres few rows ever change: those near a border. One pass finds the rows that are so much nearer to
/// their own centre than to any other that no move of the centres up to a bound can change them. The view <c>near</c>
/// has their sums, one row for each segment, and every other row by itself; only this view is measured again, until a
/// centre has moved beyond the bound. The sample tells whether the other rows are few enough for that. The bound
/// follows from the triangle inequality, as in G. Hamerly, SDM 2010, doi:10.1137/1.9781611972801.12.
/// </remarks>
/// <param name="sample">Scaled rows in this process.</param>
sealed class SqlLloyd(SparkRun spark, int rows, Matrix sample, int maxIterations)
{
    const double Unchanged = 1e-12;

    // Caching the rows near a border takes about as long as two passes over all rows.
    const double MostNear = 0.25;

    // The centres will move in all about so many times as far as in the last iteration: their moves shrink by a ninth
    // or more with each.
    const double Onward = 8;

    // After a bound that was too narrow, so many iterations pass before the next attempt; twice as many each time.
    const int Wait = 4;

    readonly List<FitStep> _steps = [];
    int _iterations;
    bool _isNear;

    /// <param name="start">Shape [k × d].</param>
    /// <param name="bound">How far centres are expected to move, in distance.</param>
    public async Task<SqlFit> RunAsync(Matrix start, double bound)
    {
        var (centres, reference, kept) = (start, start, bound);
        var (from, wait) = (0, Wait);
        Matrix? before = null;
        while (true)
        {
            if (!_isNear && _iterations >= from && NearestCentres.ShareWithin(bound, sample, centres) <= MostNear)
                await CacheAsync(reference = centres, kept = bound);
            var totals = await PassAsync(centres, before);
            var next = totals.HasEmpty ? await FillAsync(totals, centres) : totals.Means(centres);
            var moved = Farthest(centres, next);
            if (moved <= Unchanged || _iterations >= maxIterations)
            {
                if (_isNear) await DropAsync();
                return new(centres, totals.Sizes, _iterations, moved <= Unchanged, [.. _steps]);
            }

            (before, centres, bound) = (centres, next, Onward * moved);
            if (!_isNear || Farthest(reference, centres) <= kept) continue;
            await DropAsync();
            (from, wait) = (_iterations + wait, 2 * wait);
        }
    }

    /// <param name="before">Centres of the iteration before; null in the first.</param>
    async Task<SegmentTotals> PassAsync(Matrix centres, Matrix? before)
    {
        var (d, doing) = (centres.Columns, $"Iteration {++_iterations} over {rows:N0} rows");
        var query = _isNear ? NearQuery(centres, before) : AllQuery(centres, before);
        var totals = new SegmentTotals(centres.Rows, d);
        totals.Add(await spark.AskAsync(query, doing));
        spark.Clock.Count(_iterations, 0, "iterations", doing);
        _steps.Add(FitStep.Of(
            _iterations, totals.Moved, (long[])totals.Sizes.Clone(), centres.ToRowMajor(),
            (double[])totals.Sums.Clone()));
        return totals;
    }

    /// <summary>Makes and caches the view <c>near</c>: <c>own</c> (the segment), <c>place</c> (−1 for rows that stay in
    /// it), <c>n</c> rows and their sums <c>z0…</c>.</summary>
    async Task CacheAsync(Matrix centres, double bound)
    {
        var d = centres.Columns;
        var margin = DistanceSql.Margin(DistanceSql.Nearest("scaled", centres), centres.Rows);
        var parted = $"select g own, case when margin > {SqlText.Number(bound)} then -1 else m end place, "
            + $"{SqlText.Each(d, j => $"z{j}")} from ({margin}) where '{spark.Session.Id:N}' <> ''";
        await spark.RunAsync(
            "create or replace temporary view near as "
            + $"select own, place, count(1) n, {SqlText.Each(d, j => $"sum(z{j}) z{j}")} "
            + $"from ({parted}) group by own, place");
        await spark.RunAsync("cache lazy table near options ('storageLevel' = 'MEMORY_AND_DISK')");
        _isNear = true;
    }

    async Task DropAsync()
    {
        await spark.RunAsync("uncache table if exists near");
        _isNear = false;
    }

    static string AllQuery(Matrix centres, Matrix? before) => before is null
        ? SegmentTotals.Query(DistanceSql.Nearest("scaled", centres), centres.Columns)
        : SegmentTotals.Query(
            DistanceSql.Nearest(WithSegmentOf(before, "scaled", ""), centres), centres.Columns,
            "sum(case when g = h then 0 else 1 end)");

    // The centres of the iteration before are within the bound, too: rows that stay have not changed.
    static string NearQuery(Matrix centres, Matrix? before)
    {
        var rows = before is null ? "near" : WithSegmentOf(before, "near", "own, place, n, ");
        var moved = before is null ? "sum(n)" : "sum(case when place < 0 or g = h then 0 else n end)";
        return $"select case when place < 0 then own else g end g, sum(n) n, {moved} moved, "
            + $"{SqlText.Each(centres.Columns, j => $"sum(z{j}) s{j}")} "
            + $"from ({DistanceSql.Nearest(rows, centres)}) group by 1";
    }

    /// <summary>Adds <c>h</c>: the segment of the iteration before.</summary>
    static string WithSegmentOf(Matrix before, string rows, string columns) =>
        $"(select {columns}{SqlText.Each(before.Columns, j => $"z{j}")}, g h "
        + $"from ({DistanceSql.Nearest(rows, before)}))";

    /// <summary>Gives each empty segment one of the rows farthest from their centres and removes it from its old
    /// mean.</summary>
    async Task<Matrix> FillAsync(SegmentTotals totals, Matrix centres)
    {
        var d = centres.Columns;
        var farthest = await spark.AskAsync(
            $"select g, dd, {SqlText.Each(d, j => $"z{j}")} from ({DistanceSql.Nearest("scaled", centres)}) "
            + $"order by dd desc, m limit {2 * centres.Rows}",
            "Filling an empty segment");
        var left = new Queue<JsonElement>(farthest.OrderByDescending(row => row.Double("dd")));
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

/// <summary>Centres of all rows.</summary>
/// <param name="Centres">Shape [k × d]: each row belongs to the nearest.</param>
/// <param name="Sizes">Shape [k].</param>
/// <param name="Converged">Each centre is the mean of its rows.</param>
/// <param name="Steps">Over all rows; empty when there were none in SQL.</param>
sealed record SqlFit(Matrix Centres, long[] Sizes, int Iterations, bool Converged, FitStep[] Steps);
