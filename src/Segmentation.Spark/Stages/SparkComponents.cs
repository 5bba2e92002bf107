using Segmentation.Evaluation;
using Segmentation.Numerics;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>The directions in which rows differ most.</summary>
static class SparkComponents
{
    // Beyond it the products make queries too many, and MLlib multiplies blocks instead.
    const int MostProducts = 210;

    /// <summary>What <see cref="FindAsync"/> needs to know of all rows, as aggregates.</summary>
    /// <param name="atHand">The sample has all rows.</param>
    public static IReadOnlyList<string> Products(double[] means, bool atHand) => atHand || means.Length * (means.Length + 1) / 2 > MostProducts
        ? []
        : [.. Pairs(means.Length).Select(pair => $"sum({Off(pair.A, means)} * {Off(pair.B, means)})")];

    /// <param name="products">The sums that were asked for.</param>
    public static async Task<PrincipalComponents> FindAsync(SparkRun cluster, SparkSample sample, ScaledRows scaled, double[] products, int rows)
    {
        // Directions of the same spread are determined by the last bits alone: the local engine's, where all rows are at hand.
        if (sample.Scaled.Rows == rows) return PrincipalComponents.Of(sample.Scaled, cluster.Stop);
        if (products.Length == 0) return await FitAsync(cluster, scaled.Means);

        var covariance = new Matrix(scaled.Means.Length, scaled.Means.Length);
        foreach (var ((a, b), product) in Pairs(scaled.Means.Length).Zip(products))
            covariance[a, b] = covariance[b, a] = product / (rows - 1);
        return PrincipalComponents.Of(scaled.Means, covariance, cluster.Stop);
    }

    static IEnumerable<(int A, int B)> Pairs(int d) => Enumerable.Range(0, d).SelectMany(a => Enumerable.Range(0, a + 1).Select(b => (a, b)));

    static string Off(int j, double[] means) => $"(z{j} - {SqlText.Number(means[j])})";

    static async Task<PrincipalComponents> FitAsync(SparkRun cluster, double[] means)
    {
        var d = means.Length;
        var model = await cluster.Session.FitAsync(
            MlOperators.Estimator("org.apache.spark.ml.feature.PCA"), new Dictionary<string, Protos.Expression.Types.Literal>
            {
                ["inputCol"] = Literals.Of("f"),
                ["outputCol"] = Literals.Of("p"),
                ["k"] = Literals.Of(d),
            }, SparkVectors.Of(cluster, d), cluster.Tell("Finding the main directions"), cluster.Stop);
        var vectors = Literals.Matrix(await cluster.Session.FetchAsync(model, cluster.Stop, "pc"));
        var shares = Literals.Vector(await cluster.Session.FetchAsync(model, cluster.Stop, "explainedVariance"));
        await cluster.Session.DeleteAsync([model], cluster.Stop);
        var total = await cluster.AskOneAsync(
            "select " + string.Join(" + ", Enumerable.Range(0, d).Select(j => $"var_samp(z{j})")) + " total from scaled", "Finding the main directions");
        var components = new Matrix(d, d);
        for (var component = 0; component < d; component++)
            for (var j = 0; j < d; j++) components[component, j] = vectors[j, component];
        return PrincipalComponents.Of(means, components, Array.ConvertAll(shares, share => share * total.Double("total")));
    }
}

/// <summary>Scaled features as MLlib wants them: one vector a row.</summary>
static class SparkVectors
{
    public static Protos.Relation Of(SparkRun cluster, int d) => cluster.Session.Transform(
        MlOperators.Transformer("org.apache.spark.ml.feature.VectorAssembler"),
        cluster.Session.Sql($"select {SqlText.Each(d, j => $"z{j}")} from scaled"),
        new Dictionary<string, Protos.Expression.Types.Literal>
        {
            ["inputCols"] = Literals.Of(Enumerable.Range(0, d).Select(j => $"z{j}")),
            ["outputCol"] = Literals.Of("f"),
        });
}
