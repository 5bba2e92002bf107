using Segmentation.Evaluation;
using Segmentation.Numerics;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Sql;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Spark.Stages;

/// <summary>The directions in which rows differ most.</summary>
static class SparkComponents
{
    // With more products there would be too many queries; then MLlib multiplies blocks instead.
    const int MostProducts = 210;

    /// <summary>The aggregates over all rows that <see cref="FindAsync"/> needs.</summary>
    /// <param name="isSampleAll">The sample has all rows.</param>
    public static IReadOnlyList<string> Products(double[] means, bool isSampleAll) =>
        isSampleAll || means.Length * (means.Length + 1) / 2 > MostProducts
        ? []
        : [.. Pairs(means.Length).Select(pair => $"sum({Off(pair.A, means)} * {Off(pair.B, means)})")];

    /// <param name="products">Values of <see cref="Products"/>.</param>
    public static async Task<PrincipalComponents> FindAsync(
        SparkRun spark, SparkSample sample, ScaledRows scaled, double[] products, int rows)
    {
        // The last bits alone decide between directions of the same spread: they are those of the local engine when the
        // sample has all rows.
        if (sample.Scaled.Rows == rows) return PrincipalComponents.Of(sample.Scaled, spark.Stop);
        if (products.Length == 0) return await FitAsync(spark, scaled.Means);

        var covariance = new Matrix(scaled.Means.Length, scaled.Means.Length);
        foreach (var ((a, b), product) in Pairs(scaled.Means.Length).Zip(products))
            covariance[a, b] = covariance[b, a] = product / (rows - 1);
        return PrincipalComponents.Of(scaled.Means, covariance, spark.Stop);
    }

    static IEnumerable<(int A, int B)> Pairs(int d)
    {
        for (var a = 0; a < d; a++)
            for (var b = 0; b <= a; b++) yield return (a, b);
    }

    static string Off(int j, double[] means) => $"(z{j} - {SqlText.Number(means[j])})";

    static async Task<PrincipalComponents> FitAsync(SparkRun spark, double[] means)
    {
        var d = means.Length;
        var model = await spark.Session.FitAsync(
            MlOperators.Estimator("org.apache.spark.ml.feature.PCA"), new Dictionary<string, Literal>
            {
                ["inputCol"] = Literals.Of("f"),
                ["outputCol"] = Literals.Of("p"),
                ["k"] = Literals.Of(d),
            }, SparkVectors.Of(spark, d), spark.TasksOf("Finding the main directions"), spark.Stop);
        var vectors = Literals.Matrix(await spark.Session.FetchAsync(model, spark.Stop, "pc"));
        var shares = Literals.Vector(await spark.Session.FetchAsync(model, spark.Stop, "explainedVariance"));
        await spark.Session.DeleteAsync([model], spark.Stop);
        var variances = string.Join(" + ", Enumerable.Range(0, d).Select(j => $"var_samp(z{j})"));
        var row = await spark.AskOneAsync($"select {variances} total from scaled", "Finding the main directions");
        var (components, total) = (new Matrix(d, d), row.Double("total"));
        for (var component = 0; component < d; component++)
            for (var j = 0; j < d; j++) components[component, j] = vectors[j, component];
        return PrincipalComponents.Of(means, components, Array.ConvertAll(shares, share => share * total));
    }
}

/// <summary>Scaled features as MLlib needs them: a vector for each row.</summary>
static class SparkVectors
{
    public static Protos.Relation Of(SparkRun spark, int d) => spark.Session.Transform(
        MlOperators.Transformer("org.apache.spark.ml.feature.VectorAssembler"),
        spark.Session.Sql($"select {SqlText.Each(d, j => $"z{j}")} from scaled"),
        new Dictionary<string, Literal>
        {
            ["inputCols"] = Literals.Of(Enumerable.Range(0, d).Select(j => $"z{j}")),
            ["outputCol"] = Literals.Of("f"),
        });
}
