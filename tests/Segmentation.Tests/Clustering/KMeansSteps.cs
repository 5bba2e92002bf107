using System.Text.Json;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

/// <summary>Every step of k-means from given centres, by scikit-learn (tests/data/kmeans_steps.json).</summary>
static class KMeansSteps
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data");

    static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "kmeans_steps.json"))).RootElement;

    public static Case[] Cases { get; } = [.. Root.GetProperty("cases").EnumerateArray().Select(Case.Of)];

    public static TheoryData<int> Every => [.. Enumerable.Range(0, Cases.Length)];

    /// <param name="Raw">Columns of the file.</param>
    public sealed record Case(FeatureInfo[] Features, Matrix Raw, Step[] Steps)
    {
        public Matrix Scaled => Scaler.Scale(Raw, Scaling.Standard, Transform.None, default).Values;

        public static Case Of(JsonElement json)
        {
            var names = json.GetProperty("features").EnumerateArray().Select(name => name.GetString()!).ToArray();
            var (means, scales) = (Numbers(json.GetProperty("mean")), Numbers(json.GetProperty("scale")));
            var features = names.Select((name, j) =>
                new FeatureInfo(name, Transform.None, means[j], scales[j], new(0, 0, 0, 0, 0, 0, 0)));
            var lines = File.ReadAllLines(Path.Combine(Folder, Root.GetProperty("dataset").GetString()!));
            var columns = names.Select(name => Array.IndexOf(lines[0].Split(','), name));
            var raw = columns.Select(column => lines[1..].Select(line => double.Parse(
                line.Split(',')[column], System.Globalization.CultureInfo.InvariantCulture)).ToArray());
            return new([.. features], new([.. raw]), [.. json.GetProperty("steps").EnumerateArray().Select(Step.Of)]);
        }
    }

    /// <param name="Centres">To which the rows were assigned.</param>
    public sealed record Step(
        long Moved, double Inertia, long[] Sizes, Matrix Centres, byte[] Labels, double Silhouette,
        double CalinskiHarabasz, double DaviesBouldin)
    {
        public static Step Of(JsonElement json) => new(
            json.GetProperty("moved").GetInt64(), json.GetProperty("inertia").GetDouble(),
            [.. json.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt64())],
            Matrix.FromRows([.. json.GetProperty("centres").EnumerateArray().Select(Numbers)]),
            [.. json.GetProperty("labels").GetString()!.Select(digit => (byte)(digit - '0'))],
            json.GetProperty("silhouette").GetDouble(), json.GetProperty("calinskiHarabasz").GetDouble(),
            json.GetProperty("daviesBouldin").GetDouble());
    }

    static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(number => number.GetDouble())];
}
