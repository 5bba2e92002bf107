using Segmentation.Numerics;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Sql;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Spark.Stages;

/// <summary>MLlib's KMeans over all rows: several starts, the one with the lowest cost is kept.</summary>
static class MllibKMeans
{
    const string Estimator = "org.apache.spark.ml.clustering.KMeans";

    // One start of k-means|| is not enough, and each takes as long as all of the rest.
    const int Starts = 3;

    public static async Task<SqlFit> RunAsync(SparkRun cluster, int k, int d, SegmentationSpec spec)
    {
        var (models, best, lowest) = (new List<string>(), "", double.PositiveInfinity);
        for (var start = 0; start < Math.Min(Starts, spec.NInit ?? Starts); start++)
        {
            var model = await cluster.Session.FitAsync(
                MlOperators.Estimator(Estimator), Parameters(k, spec, start), SparkVectors.Of(cluster, d),
                cluster.Tell($"MLlib, start {start + 1} of {Starts}"), cluster.Stop);
            models.Add(model);
            var cost = Literals.Number(await cluster.Session.FetchAsync(model, cluster.Stop, "summary", "trainingCost"));
            if (cost < lowest) (best, lowest) = (model, cost);
        }
        var found = Literals.Matrix(await cluster.Session.FetchAsync(best, cluster.Stop, "clusterCenterMatrix"));
        var iterations = (int)Literals.Number(await cluster.Session.FetchAsync(best, cluster.Stop, "summary", "numIter"));
        await cluster.Session.DeleteAsync(models, cluster.Stop);
        return await SettleAsync(cluster, found, iterations);
    }

    static Dictionary<string, Literal> Parameters(int k, SegmentationSpec spec, int start) => new()
    {
        ["featuresCol"] = Literals.Of("f"),
        ["predictionCol"] = Literals.Of("p"),
        ["k"] = Literals.Of(k),
        ["seed"] = Literals.Of((long)spec.Seed + start),
        ["maxIter"] = Literals.Of(spec.MaxIterations),
        ["tol"] = Literals.Of(1e-6),
    };

    /// <summary>MLlib may find fewer centres than were asked for; and its centres are means of the assignment before the last.</summary>
    static async Task<SqlFit> SettleAsync(SparkRun cluster, double[,] found, int iterations)
    {
        var centres = new Matrix(found.GetLength(0), found.GetLength(1));
        for (var c = 0; c < centres.Rows; c++)
            for (var j = 0; j < centres.Columns; j++) centres[c, j] = found[c, j];
        var totals = new SegmentTotals(centres.Rows, centres.Columns);
        totals.Add(await cluster.AskAsync(SegmentTotals.Query(DistanceSql.Nearest("scaled", centres), centres.Columns), "Counting segments"));
        var filled = Enumerable.Range(0, centres.Rows).Where(c => totals.Sizes[c] > 0).ToArray();
        var kept = Matrix.FromRows([.. filled.Select(c => (IReadOnlyList<double>)[.. Enumerable.Range(0, centres.Columns).Select(j => centres[c, j])])]);
        return new(kept, [.. filled.Select(c => totals.Sizes[c])], iterations, false);
    }
}
