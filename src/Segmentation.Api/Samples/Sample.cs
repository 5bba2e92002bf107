using System.Text;

namespace Segmentation.Api;

/// <summary>A file to try the service with. Generated, not anybody's data; Samples/make_samples.py made it.</summary>
/// <param name="Name">Its word in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">A sentence.</param>
sealed record Sample(string Name, string Title, string FileName, string Description)
{
    public static IReadOnlyList<Sample> All { get; } =
    [
        new("customers", "Shop customers", "sample_customers.csv",
            "30 invented customers of a shop with age, spend, recency in days and frequency: three groups."),
        new("mall", "Shopping centre", "sample_mall.csv",
            "200 invented visitors of a shopping centre with age, income and spending score: five groups by income and score."),
    ];

    readonly Lazy<byte[]> _bytes = new(() => Read(Name));

    public byte[] Bytes => _bytes.Value;

    /// <summary>Data rows, without the header.</summary>
    public int Rows => Lines.Length - 1;

    public string[] Columns => Lines[0].Split(',');

    /// <summary>The cells of the first rows; there are no quotes in these files.</summary>
    public IEnumerable<string[]> Cells => Lines.Skip(1).Select(line => line.Split(','));

    /// <summary>The header and the first rows; null: all.</summary>
    public byte[] FirstRows(int? rows) => rows is { } count && count < Rows
        ? Encoding.UTF8.GetBytes(string.Concat(Lines.Take(count + 1).Select(line => line + "\n")))
        : Bytes;

    public static Sample? Find(string name) => All.FirstOrDefault(sample => sample.Name == name);

    string[] Lines => Encoding.UTF8.GetString(Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static byte[] Read(string name)
    {
        using var stream = typeof(Sample).Assembly.GetManifestResourceStream($"Segmentation.Api.Samples.{name}.csv")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
