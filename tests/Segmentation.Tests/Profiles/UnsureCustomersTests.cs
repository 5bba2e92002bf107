using Segmentation.Output;

namespace Segmentation.Tests.Profiles;

public sealed class UnsureCustomersTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // silhouette_samples and pairwise_distances of scikit-learn.
    [Fact]
    public async Task The_least_sure_customers_of_the_mall_are_those_of_scikit_learn()
    {
        var least = await LeastAsync("Mall_Customers.csv", new()
        {
            K = 5,
            Features = ["Annual Income (k$)", "Spending Score (1-100)"],
        });

        Assert.Equal(
            [(146, "147", 3, 1), (42, "43", 4, 1), (124, "125", 3, 1), (45, "46", 5, 1), (40, "41", 4, 1),
                (160, "161", 3, 1), (132, "133", 1, 3), (43, "44", 1, 5), (142, "143", 1, 3), (126, "127", 1, 3)],
            least.Select(each => (each.Row, each.Id!, each.Segment, each.Other)));
        double[] values =
        [
            -0.02857390004870444, -0.012124759727625462, 0.007643752543048768, 0.049645938116058774,
            0.09076309324979404, 0.09680220694152189, 0.1159774815730005, 0.12114122646948439, 0.19844921710130667,
            0.2000741963500852,
        ];
        for (var i = 0; i < values.Length; i++) Assert.Equal(values[i], least[i].Silhouette, 1e-9);
    }

    [Fact]
    public async Task Fewer_than_ten_customers_are_all_named_by_their_rows()
    {
        var file = Path.Combine(_folder, "few.csv");
        await File.WriteAllTextAsync(file, "Age,Visits\n20,1\n21,2\n22,1\n60,9\n61,8\n62,9\n");

        var least = await LeastAsync(file, new() { K = 2 });

        Assert.Equal([0, 1, 2, 3, 4, 5], least.Select(each => each.Row).Order());
        Assert.All(least, each => Assert.Null(each.Id));
        Assert.All(least, each => Assert.Equal(3, each.Segment + each.Other));
        Assert.Equal(least.OrderBy(each => each.Silhouette), least);
    }

    [Fact]
    public async Task Of_many_customers_those_that_were_measured_are_named()
    {
        var file = Path.Combine(_folder, "many.csv");
        var random = new Random(3);
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 25_000)
            .Select(i => $"c{i},{(50 * (i % 2)) + random.Next(20)}.{i % 10},{random.Next(900)}")
            .Prepend("id,Age,Visits"));

        var least = await LeastAsync(file, new() { K = 2, NInit = 1 });

        Assert.Equal(10, least.Count);
        Assert.All(least, each => Assert.Equal($"c{each.Row}", each.Id));
        Assert.Equal(least.Select(each => each.Silhouette).Order(), least.Select(each => each.Silhouette));
    }

    async Task<IReadOnlyList<UnsureCustomer>> LeastAsync(string file, SegmentationSpec spec)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", file);
        await new LocalEngine().RunAsync(new(path, "x.csv", _folder, spec), new Progress<EngineEvent>(), default);
        await using var part = File.OpenRead(Path.Combine(_folder, ResultParts.Silhouette.FileName));
        return (await ResultParts.Silhouette.ReadAsync(part, default)).Least;
    }
}
