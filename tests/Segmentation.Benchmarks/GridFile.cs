using System.Buffers.Text;

namespace Segmentation.Benchmarks;

/// <summary>Makes a CSV of any number of features: overlapping groups of different sizes, the same bytes for the same
/// numbers.</summary>
static class GridFile
{
    const int Groups = 12;
    const double Range = 100;
    const double Deviation = 15;
    const int LongestCell = 32;

    public static string[] Names(int features) => [.. Enumerable.Range(1, features).Select(j => $"Feature {j}")];

    public static string Make(string folder, int rows, int features)
    {
        var path = Path.Combine(folder, $"grid-{rows}-{features}.csv");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        file.Write(System.Text.Encoding.ASCII.GetBytes(string.Join(',', Names(features)) + "\n"));
        var random = new Random(features);
        var centres = Enumerable.Range(0, Groups)
            .Select(_ => Enumerable.Range(0, features).Select(_ => random.NextDouble() * Range).ToArray()).ToArray();
        var line = new byte[features * LongestCell];
        for (var i = 0; i < rows; i++) file.Write(line.AsSpan(0, Row(line, centres, random)));
        return path;
    }

    static int Row(byte[] line, double[][] centres, Random random)
    {
        // Of two draws the smaller: low numbers, and so large groups, are more likely.
        var centre = centres[Math.Min(random.Next(Groups), random.Next(Groups))];
        var at = 0;
        for (var j = 0; j < centre.Length; j++)
        {
            if (j > 0) line[at++] = (byte)',';
            Utf8Formatter.TryFormat(
                centre[j] + (Deviation * CustomersFile.Normal(random)), line.AsSpan(at), out var written, new('F', 3));
            at += written;
        }
        line[at++] = (byte)'\n';
        return at;
    }
}
