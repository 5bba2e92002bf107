using System.Globalization;
using System.Text;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>CSV files of customers in five overlapping groups; the same bytes for the same number of rows.</summary>
static class GeneratedCustomers
{
    public const int Columns = 6;

    /// <summary>Rows of a large file: more than the starts look at, and in more than one part on the cluster.</summary>
    public static int Many { get; } = int.Parse(
        Environment.GetEnvironmentVariable("SEGMENTATION_TEST_ROWS") ?? "200000", CultureInfo.InvariantCulture);

    static readonly double[] Shares = [0.25, 0.35, 0.65, 0.85, 1];
    static readonly double[][] Centres = [
        [25, 900, 20, 40], [35, 5200, 12, 25], [45, 300, 200, 4], [55, 2500, 90, 12], [65, 1200, 330, 2]];
    static readonly double[][] Deviations = [
        [4, 250, 8, 8], [6, 900, 6, 6], [7, 120, 50, 2], [6, 600, 30, 4], [5, 400, 25, 1]];
    static readonly string[] Bad = ["", "NA", "abc", "1d", "-", "1e999"];

    /// <param name="dirty">One row in 50 has a cell that is no number, one in 500 a field too few.</param>
    public static void Write(string path, int rows, bool dirty)
    {
        using var writer = new StreamWriter(path, append: false, Encoding.ASCII, bufferSize: 1 << 20);
        writer.Write("CustomerID,Age,Spend,Recency,Frequency,Gender\n");
        var random = new Random(20_261_120);
        for (var row = 1; row <= rows; row++)
        {
            var cells = Row(row, random);
            if (dirty && random.Next(50) == 0) cells[random.Next(1, 5)] = Bad[random.Next(Bad.Length)];
            var fields = dirty && random.Next(500) == 0 ? Columns - 1 : Columns;
            writer.Write(string.Join(',', cells, 0, fields));
            writer.Write('\n');
        }
    }

    static string[] Row(int number, Random random)
    {
        var pick = random.NextDouble();
        var group = Array.FindIndex(Shares, share => pick < share);
        var values = Enumerable.Range(0, 4)
            .Select(j => Math.Abs(Centres[group][j] + (Deviations[group][j] * Normal(random)))).ToArray();
        return
        [
            $"C{number:D8}", $"{(int)values[0]}", values[1].ToString("F2", CultureInfo.InvariantCulture),
            $"{(int)values[2]}",
            $"{(int)values[3] + 1}", random.Next(2) == 0 ? "F" : "M",
        ];
    }

    // Box and Muller.
    static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
