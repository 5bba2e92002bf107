using Segmentation.Data;
using Segmentation.Evaluation;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Principal components of the scaled features of all rows.</summary>
static class ClusterDirections
{
    // Beyond it the products make a query too long to be compiled, and MLlib multiplies blocks instead.
    const int MostProducts = 210;

    /// <summary>Found here when all rows are at hand: directions of the same spread are determined by the last bits alone.</summary>
    public static async Task<PrincipalComponents> FindAsync(Cluster cluster, ClusterSample sample, double[] means, int rows)
    {
        if (sample.Scaled.Rows == rows) return PrincipalComponents.Of(sample.Scaled, cluster.Stop);
        return means.Length * (means.Length + 1) / 2 <= MostProducts
            ? await MultiplyAsync(cluster, means, rows)
            : await FitAsync(cluster, means);
    }

    static async Task<PrincipalComponents> MultiplyAsync(Cluster cluster, double[] means, int rows)
    {
        var d = means.Length;
        var pairs = Enumerable.Range(0, d).SelectMany(a => Enumerable.Range(0, a + 1).Select(b => (A: a, B: b))).ToArray();
        var row = await cluster.AskOneAsync(
            "select " + string.Join(", ", pairs.Select(pair => $"sum({Off(pair.A, means)} * {Off(pair.B, means)}) p{pair.A}_{pair.B}")) + " from scaled",
            "Finding the main directions");
        var covariance = new Matrix(d, d);
        foreach (var (a, b) in pairs) covariance[a, b] = covariance[b, a] = row.Double($"p{a}_{b}") / (rows - 1);
        return PrincipalComponents.Of(means, covariance, cluster.Stop);
    }

    static string Off(int j, double[] means) => $"(z{j} - {SqlText.Number(means[j])})";

    static async Task<PrincipalComponents> FitAsync(Cluster cluster, double[] means)
    {
        var d = means.Length;
        var model = await cluster.Session.FitAsync(
            MlOperators.Estimator("org.apache.spark.ml.feature.PCA"), new Dictionary<string, Protos.Expression.Types.Literal>
            {
                ["inputCol"] = Literals.Of("f"),
                ["outputCol"] = Literals.Of("p"),
                ["k"] = Literals.Of(d),
            }, ClusterVectors.Of(cluster, d), cluster.Tell("Finding the main directions"), cluster.Stop);
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
static class ClusterVectors
{
    public static Protos.Relation Of(Cluster cluster, int d) => cluster.Session.Transform(
        MlOperators.Transformer("org.apache.spark.ml.feature.VectorAssembler"),
        cluster.Session.Sql($"select {SqlText.Each(d, j => $"z{j}")} from scaled"),
        new Dictionary<string, Protos.Expression.Types.Literal>
        {
            ["inputCols"] = Literals.Of(Enumerable.Range(0, d).Select(j => $"z{j}")),
            ["outputCol"] = Literals.Of("f"),
        });
}
