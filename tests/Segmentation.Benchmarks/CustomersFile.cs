using System.Buffers.Text;

namespace Segmentation.Benchmarks;

/// <summary>Makes a CSV of customers in five overlapping segments; the same bytes for the same number of
/// rows.</summary>
static class CustomersFile
{
    const int LongestLine = 128;

    static readonly double[] Shares = [0.25, 0.35, 0.65, 0.85, 1];
    static readonly double[][] Centres = [
        [25, 900, 20, 40], [35, 5200, 12, 25], [45, 300, 200, 4], [55, 2500, 90, 12], [65, 1200, 330, 2]];
    static readonly double[][] Deviations = [
        [4, 250, 8, 8], [6, 900, 6, 6], [7, 120, 50, 2], [6, 600, 30, 4], [5, 400, 25, 1]];

    /// <returns>Its path.</returns>
    public static string Make(string folder, int rows)
    {
        var path = Path.Combine(folder, $"customers-{rows}.csv");
        Write(path, rows);
        return path;
    }

    static void Write(string path, int rows)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        file.Write("CustomerID,Age,Spend,Recency,Frequency,Gender\n"u8);
        var random = new Random(20_261_120);
        Span<byte> line = stackalloc byte[LongestLine];
        for (var i = 1; i <= rows; i++) file.Write(line[..Row(line, i, random)]);
    }

    static int Row(Span<byte> line, int number, Random random)
    {
        var segment = Pick(random);
        var at = 0;
        line[at++] = (byte)'C';
        Append(line, ref at, number, new('D', 8));
        for (var j = 0; j < 4; j++)
        {
            var value = Math.Abs(Centres[segment][j] + (Deviations[segment][j] * Normal(random)));
            line[at++] = (byte)',';
            if (j == 1) Append(line, ref at, value, new('F', 2));
            else Append(line, ref at, (int)value + (j == 3 ? 1 : 0), default);
        }
        line[at++] = (byte)',';
        line[at++] = random.NextDouble() < 0.5 ? (byte)'F' : (byte)'M';
        line[at++] = (byte)'\n';
        return at;
    }

    static int Pick(Random random)
    {
        var at = random.NextDouble();
        return Array.FindIndex(Shares, share => at < share);
    }

    // Box and Muller.
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    static void Append(Span<byte> line, ref int at, double value, System.Buffers.StandardFormat format)
    {
        Utf8Formatter.TryFormat(value, line[at..], out var written, format);
        at += written;
    }

    static void Append(Span<byte> line, ref int at, int value, System.Buffers.StandardFormat format)
    {
        Utf8Formatter.TryFormat(value, line[at..], out var written, format);
        at += written;
    }
}
