using System.Text.Json;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Tests;

/// <summary>One file of tests/data made with scikit-learn and SciPy, and the rows it was made from.</summary>
sealed class Reference
{
    static readonly Dictionary<string, Reference> Loaded = new(StringComparer.Ordinal);
    readonly JsonElement _root;

    Reference(string name)
    {
        _root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json"))).RootElement;
        Raw = ReadCsv(Path.Combine(Folder, _root.GetProperty("dataset").GetString()!), Features);
        Scaled = Scaler.Scale(Raw, Scaling.Standard, Transform.None, default).Values;
    }

    static string Folder => Path.Combine(AppContext.BaseDirectory, "data");

    public static readonly string[] Names = ["mall_customers_2d", "mall_customers_3d", "customers_3k"];

    /// <summary>Every file with every k from 2 to 10.</summary>
    public static TheoryData<string, int> EveryK
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var name in Names)
                for (var k = 2; k <= 10; k++) cases.Add(name, k);
            return cases;
        }
    }

    public static TheoryData<string> Every => [.. Names];

    public Matrix Raw { get; }
    public Matrix Scaled { get; }
    public string[] Features => [.. _root.GetProperty("features").EnumerateArray().Select(f => f.GetString()!)];

    public static Reference Load(string name)
    {
        lock (Loaded)
        {
            if (!Loaded.TryGetValue(name, out var reference)) Loaded[name] = reference = new(name);
            return reference;
        }
    }

    /// <summary>A node such as <c>best/5/inertia</c>.</summary>
    public JsonElement At(string path) =>
        path.Split('/').Aggregate(_root, (node, name) => node.GetProperty(name));

    public double Number(string path) => At(path).GetDouble();
    public double[] Numbers(string path) => [.. At(path).EnumerateArray().Select(x => x.GetDouble())];
    public byte[] Labels(string path) => [.. At(path).EnumerateArray().Select(x => x.GetByte())];
    public Matrix Table(string path) =>
        Matrix.FromRows(
            [.. At(path).EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray())]);

    // Plain files without quotes; the product's own reader has its own tests.
    static Matrix ReadCsv(string path, string[] features)
    {
        var lines = File.ReadAllLines(path);
        var header = lines[0].TrimStart('\uFEFF').Split(',');
        var columns = Array.ConvertAll(features, feature => Array.IndexOf(header, feature));
        return Matrix.FromRows([.. lines.Skip(1).Where(line => line.Length > 0)
            .Select(line => line.Split(','))
            .Where(cells => columns.All(c => cells[c].Length > 0))
            .Select(cells => columns.Select(
                c => double.Parse(cells[c], System.Globalization.CultureInfo.InvariantCulture)).ToArray())]);
    }
}

static class Near
{
    /// <summary>Equal within a share of the larger of the expected value and 1e-300.</summary>
    public static void Relative(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), 1e-300),
            $"expected {expected:R}, got {actual:R}, off by {Math.Abs(actual - expected) / Math.Abs(expected):E2}");

    public static void Relative(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Relative(expected[i], actual[i], tolerance);
    }

    /// <summary>Every cell equal within an absolute tolerance.</summary>
    public static void Equal(Matrix expected, Matrix actual, double tolerance)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        for (var i = 0; i < expected.Rows; i++)
            for (var j = 0; j < expected.Columns; j++) Assert.Equal(expected[i, j], actual[i, j], tolerance);
    }
}

/// <summary>Made-up data.</summary>
static class Some
{
    /// <summary>Round clouds of customers around centres, the same for the same seed.</summary>
    public static Matrix Blobs(int rows, int columns, int clusters, int seed, double spread = 1)
    {
        var random = new Random(seed);
        var centres = new double[clusters * columns];
        for (var s = 0; s < centres.Length; s++) centres[s] = random.NextDouble() * 10;
        var points = new Matrix(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            var c = random.Next(clusters);
            for (var j = 0; j < columns; j++)
                points[i, j] = centres[c * columns + j]
                    + spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        }
        return points;
    }

    /// <summary>Some rows of a table, spread evenly, as centres.</summary>
    public static Matrix Centres(Matrix points, int k)
    {
        var centres = new Matrix(k, points.Columns);
        for (var c = 0; c < k; c++)
            for (var j = 0; j < points.Columns; j++) centres[c, j] = points[(int)((long)c * points.Rows / k), j];
        return centres;
    }

    public static double[] Flat(Matrix table)
    {
        var flat = new double[table.Rows * table.Columns];
        for (var s = 0; s < flat.Length; s++) flat[s] = table[s / table.Columns, s % table.Columns];
        return flat;
    }
}
