using Segmentation.Numerics;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Sql;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Spark.Stages;

/// <summary>MLlib's KMeans over all rows: the best of several starts, by cost.</summary>
static class MllibKMeans
{
    const string Estimator = "org.apache.spark.ml.clustering.KMeans";

    // One start of k-means|| is not enough, and each takes as long as the rest of the job.
    const int Starts = 3;

    public static async Task<SqlFit> RunAsync(SparkRun spark, int k, int d, SegmentationSpec spec)
    {
        var (models, best, lowest) = (new List<string>(), "", double.PositiveInfinity);
        for (var start = 0; start < Math.Min(Starts, spec.NInit ?? Starts); start++)
        {
            var model = await spark.Session.FitAsync(
                MlOperators.Estimator(Estimator), Parameters(k, spec, start), SparkVectors.Of(spark, d),
                spark.TasksOf($"MLlib, start {start + 1} of {Starts}"), spark.Stop);
            models.Add(model);
            var cost = Literals.Number(await spark.Session.FetchAsync(model, spark.Stop, "summary", "trainingCost"));
            if (cost < lowest) (best, lowest) = (model, cost);
        }
        var found = Literals.Matrix(await spark.Session.FetchAsync(best, spark.Stop, "clusterCenterMatrix"));
        var iterations = (int)Literals.Number(await spark.Session.FetchAsync(best, spark.Stop, "summary", "numIter"));
        await spark.Session.DeleteAsync(models, spark.Stop);
        return await SettleAsync(spark, found, iterations);
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

    /// <summary>Counts the rows of each centre and leaves out empty ones. MLlib may find fewer centres than asked for,
    /// and its centres are the means of the assignment before the last.</summary>
    static async Task<SqlFit> SettleAsync(SparkRun spark, double[,] found, int iterations)
    {
        var centres = Matrix.FromRowMajor([.. found.Cast<double>()], found.GetLength(1));
        var totals = new SegmentTotals(centres.Rows, centres.Columns);
        var query = SegmentTotals.Query(DistanceSql.Nearest("scaled", centres), centres.Columns);
        totals.Add(await spark.AskAsync(query, "Counting segments"));
        var filled = Array.FindAll(Arrays.Indices(centres.Rows), c => totals.Sizes[c] > 0);
        var sizes = Array.ConvertAll(filled, c => totals.Sizes[c]);
        return new(RowSample.Take(centres, filled), sizes, iterations, Converged: false, []);
    }
}
