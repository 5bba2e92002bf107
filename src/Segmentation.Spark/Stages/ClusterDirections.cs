using Segmentation.Data;
using Segmentation.Evaluation;
using Segmentation.Profiles;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>What is measured over all rows without regard to segments: where the segments' medians lie, and the main directions.</summary>
static class ClusterDirections
{
    // Beyond it the products make a query too long to be compiled, and MLlib multiplies blocks instead.
    const int MostProducts = 210;
    const int SumsPerQuery = 80;

    /// <returns>The features with the rank of each segment's median, and the principal components.</returns>
    public static async Task<(FeatureDistributions[] Features, PrincipalComponents Directions)> FindAsync(
        Cluster cluster, ClusterSample sample, ClusterScaled scaled, FeatureDistributions[] features, int rows)
    {
        var (d, k) = (features.Length, features[0].Segments.Length);
        var pairs = sample.Scaled.Rows == rows || d * (d + 1) / 2 > MostProducts
            ? []
            : Enumerable.Range(0, d).SelectMany(a => Enumerable.Range(0, a + 1).Select(b => (A: a, B: b))).ToArray();
        var sums = await SumAsync(cluster, [
            .. Enumerable.Range(0, d * k).Select(i => Below($"v{scaled.Features[i / k].Source}", features[i / k].Segments[i % k].Median)),
            .. pairs.Select(pair => $"sum({Off(pair.A, scaled.Means)} * {Off(pair.B, scaled.Means)})")]);
        var ranked = Arrays.Of(d, j => features[j] with { MedianRanks = Arrays.Of(k, g => sums[(j * k) + g] / rows) });
        // Directions of the same spread are determined by the last bits alone: the local engine's, where all rows are at hand.
        if (sample.Scaled.Rows == rows) return (ranked, PrincipalComponents.Of(sample.Scaled, cluster.Stop));
        if (pairs.Length == 0) return (ranked, await FitAsync(cluster, scaled.Means));

        var covariance = new Matrix(d, d);
        for (var i = 0; i < pairs.Length; i++)
            covariance[pairs[i].A, pairs[i].B] = covariance[pairs[i].B, pairs[i].A] = sums[(d * k) + i] / (rows - 1);
        return (ranked, PrincipalComponents.Of(scaled.Means, covariance, cluster.Stop));
    }

    static async Task<double[]> SumAsync(Cluster cluster, IReadOnlyList<string> sums)
    {
        var found = new List<double>(sums.Count);
        foreach (var some in sums.Chunk(SumsPerQuery))
        {
            var row = await cluster.AskOneAsync(
                $"select {SqlText.Each(some.Length, i => $"{some[i]} s{i}")} from scaled", "Comparing the segments");
            for (var i = 0; i < some.Length; i++) found.Add(row.Double($"s{i}"));
        }
        return [.. found];
    }

    /// <summary>Rows below a value, ties counted half.</summary>
    static string Below(string column, double value) =>
        $"sum(case when {column} < {SqlText.Number(value)} then 1D when {column} = {SqlText.Number(value)} then 0.5D else 0D end)";

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
