namespace Segmentation.Benchmarks;

/// <summary>Times that were measured, in seconds.</summary>
sealed class Times(IEnumerable<double> seconds)
{
    readonly double[] _sorted = [.. seconds.Order()];

    public int Count => _sorted.Length;

    public double Longest => _sorted[^1];

    /// <summary>The smallest time that at least this share of all does not exceed.</summary>
    public double At(double share) => _sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)];

    public string Median => Table.Time(At(0.5));

    public string P99 => Table.Time(At(0.99));
}
