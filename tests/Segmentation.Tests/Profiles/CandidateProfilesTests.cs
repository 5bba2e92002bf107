using System.Globalization;
using System.Text;
using Segmentation.Output;
using Segmentation.Settings;

namespace Segmentation.Tests.Profiles;

/// <summary>The segments of the k that were tried and not used.</summary>
public sealed class CandidateProfilesTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public static TheoryData<string> Every => Reference.Every;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Every_k_has_the_segments_of_scikit_learn(string name)
    {
        var reference = Reference.Load(name);
        var file = Path.Combine(AppContext.BaseDirectory, "data", reference.At("dataset").GetString()!);
        var result = await RunAsync(file, new() { Features = reference.Features, NInit = 100 });
        var fits = (await ReadAsync(ResultParts.Candidates)).Fits;

        Assert.Equal(Enumerable.Range(2, 9).Where(k => k != result.Sweep.Chosen), fits.Select(fit => fit.K));
        // With more segments, a hundred starts do not always find what thousands did.
        var same = fits.Where(fit => IsSame(result.Sweep, fit.K, reference.Number($"best/{fit.K}/inertia"))).ToList();
        Assert.DoesNotContain(fits, fit => fit.K <= 6 && !same.Contains(fit));
        int[] column = [.. result.Features.Select(feature => Array.IndexOf(reference.Features, feature.Name))];
        foreach (var fit in same)
        {
            var (labels, found) = (reference.Labels($"best/{fit.K}/labels"), fit.SegmentsOfPoints());
            Assert.Equal(reference.At($"best/{fit.K}/sizes").EnumerateArray().Select(s => s.GetInt32()), fit.Sizes);
            // Segments of the same size may be numbered in another order.
            var pairs = labels.Zip(found).Distinct().ToArray();
            Assert.Equal(fit.K, pairs.Length);
            var centres = reference.Table($"best/{fit.K}/centers");
            foreach (var (label, number) in pairs)
                for (var j = 0; j < column.Length; j++)
                {
                    Assert.Equal(centres[label, column[j]], fit.ScaledCentres[number - 1][j], 1e-9);
                    Near.Relative(
                        Mean(reference.Raw.Column(column[j]).ToArray(), labels, label), fit.Means[number - 1][j], 1e-9);
                }
        }
    }

    [Fact]
    public async Task Means_of_logarithms_are_those_of_the_values()
    {
        var file = Customers(300);
        await RunAsync(file, new() { NInit = 2, KRange = [2, 5], Transform = Transform.Log1p });
        var (fits, points) = ((await ReadAsync(ResultParts.Candidates)).Fits, await ReadAsync(ResultParts.Points));

        Assert.Equal(3, fits.Count);
        foreach (var fit in fits)
        {
            byte[] labels = [.. fit.SegmentsOfPoints().Select(number => (byte)(number - 1))];
            for (var s = 0; s < fit.K; s++)
            {
                Assert.Equal(labels.Count(label => label == s), fit.Sizes[s]);
                for (var j = 0; j < 2; j++)
                    Near.Relative(Mean([.. points.Values[j]], labels, s), fit.Means[s][j], 1e-12);
                // Components of points are kept to five digits.
                for (var c = 0; c < 2; c++)
                    Assert.Equal(Mean([.. points.Components[c]], labels, s), fit.ComponentCentres[s][c], 1e-4);
            }
        }
    }

    [Fact]
    public async Task On_a_sample_each_point_has_the_nearest_centre()
    {
        var result = await RunAsync(Customers(60_000), new() { NInit = 2, KRange = [2, 5] });
        var (fits, points) = ((await ReadAsync(ResultParts.Candidates)).Fits, await ReadAsync(ResultParts.Points));

        Assert.Equal((3, 50_000L), (fits.Count, result.Sweep.Rows));
        Assert.InRange(points.Rows.Count, 4_900, 5_000);
        foreach (var fit in fits)
        {
            Assert.Equal(50_000, fit.Sizes.Sum());
            Assert.Equal(fit.Sizes.OrderDescending(), fit.Sizes);
            Assert.Equal(
                Enumerable.Range(0, points.Rows.Count).Select(i => Nearest(result.Features, points, i, fit)),
                fit.SegmentsOfPoints());
            for (var s = 0; s < fit.K; s++)
                for (var j = 0; j < 2; j++)
                    Near.Relative(
                        (fit.ScaledCentres[s][j] * result.Features[j].Scale) + result.Features[j].Centre,
                        fit.Means[s][j], 1e-12);
        }
    }

    [Fact]
    public async Task A_k_that_was_asked_for_leaves_nothing_to_compare()
    {
        var result = await RunAsync(Customers(300), new() { K = 4, NInit = 2 });

        Assert.Empty((await ReadAsync(ResultParts.Candidates)).Fits);
        Assert.Equal(0, result.Files.Single(file => file.Name == "candidates.json").Rows);
    }

    [Fact]
    public void Every_number_of_segments_that_can_be_asked_for_has_letters()
    {
        var labels = Enumerable.Range(0, CandidateFit.MostSegments).Select(label => (byte)label).ToArray();
        var fit = new CandidateFit(2, [], [], [], [], CandidateFit.ToLetters(labels));

        Assert.InRange(RunSettings.K.Max, 2, CandidateFit.MostSegments);
        Assert.Equal(labels.Select(label => label + 1), fit.SegmentsOfPoints());
        Assert.Matches("^[A-Za-z]+$", fit.Points);
    }

    static bool IsSame(KSweep sweep, int k, double inertia) =>
        Math.Abs(sweep.Candidates.Single(each => each.K == k).Inertia - inertia) <= 1e-9 * inertia;

    static double Mean(double[] values, byte[] labels, int segment) =>
        values.Where((_, i) => labels[i] == segment).Average();

    static int Nearest(IReadOnlyList<FeatureInfo> features, PointSample points, int i, CandidateFit fit)
    {
        double[] scaled = [.. features.Select((by, j) => (points.Values[j][i] - by.Centre) / by.Scale)];
        return 1 + Enumerable.Range(0, fit.K)
            .MinBy(s => scaled.Zip(fit.ScaledCentres[s], (x, c) => (x - c) * (x - c)).Sum());
    }

    string Customers(int rows)
    {
        var random = new Random(11);
        var text = new StringBuilder("id,visits,spend\n");
        for (var i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"c{i},{(10 * (i % 3)) + (9 * random.NextDouble()):F4},")
                .Append(CultureInfo.InvariantCulture, $"{(70 * (i % 5)) + (90 * random.NextDouble()):F4}\n");
        var file = Path.Combine(_folder, "customers.csv");
        File.WriteAllText(file, text.ToString());
        return file;
    }

    Task<SegmentationResult> RunAsync(string file, SegmentationSpec spec) =>
        new LocalEngine().RunAsync(new(file, "x.csv", _folder, spec), new Progress<EngineEvent>(), default);

    async Task<T> ReadAsync<T>(ResultPart<T> part)
        where T : class
    {
        await using var file = File.OpenRead(Path.Combine(_folder, part.FileName));
        return await part.ReadAsync(file, default);
    }
}
