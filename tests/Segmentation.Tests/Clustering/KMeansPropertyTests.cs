using FsCheck;
using FsCheck.Fluent;
using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

public sealed class KMeansPropertyTests
{
    static readonly Gen<(Matrix Points, int K)> Data =
        from seed in Gen.Choose(0, 1_000_000)
        from rows in Gen.Choose(20, 300)
        from columns in Gen.Choose(1, 6)
        from k in Gen.Choose(2, 8)
        select (Some.Blobs(rows, columns, clusters: k, seed, spread: 4), k);

    [Fact]
    public void Inertia_never_rises_from_one_iteration_to_the_next() =>
        Prop.ForAll(Data.ToArbitrary(), data =>
        {
            var start = Some.Flat(Some.Centres(data.Points, data.K));
            var inertias = Enumerable.Range(1, 12)
                .Select(iterations => InertiaAfter(data.Points, data.K, start, iterations)).ToArray();
            return inertias.Zip(inertias.Skip(1)).All(pair => pair.Second <= pair.First * (1 + 1e-12));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_features_does_not_matter() =>
        Prop.ForAll(Data.ToArbitrary(), data =>
        {
            var reversed = new Matrix(
                [.. Enumerable.Range(0, data.Points.Columns).Reverse().Select(j => data.Points.Column(j).ToArray())]);
            return AdjustedRand.Of(Fit(data.Points, data.K), Fit(reversed, data.K)) == 1;
        }).QuickCheckThrowOnFailure();

    static double InertiaAfter(Matrix points, int k, double[] start, int iterations)
    {
        var lloyd = new Lloyd(points, k);
        lloyd.Run(start, iterations, 1, null, default);
        return LloydTests.Inertia(lloyd, points);
    }

    static byte[] Fit(Matrix points, int k) => KMeans.Best(points, k, new(Starts: 3), null, default).Labels;
}
