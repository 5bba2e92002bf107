namespace Segmentation.Numerics;

/// <summary>Sums of the first three powers of the differences to a value near the mean, so that no digits
/// cancel.</summary>
struct Moments(double origin)
{
    double _first, _second, _third;

    public long Count { get; private set; }
    public double Min { get; private set; } = double.PositiveInfinity;
    public double Max { get; private set; } = double.NegativeInfinity;

    public readonly double Mean => origin + (_first / Count);

    /// <summary>Third standardized moment, population form; null when all values are equal.</summary>
    public readonly double? Skew
    {
        get
        {
            var (mean, square, cube) = (_first / Count, _second / Count, _third / Count);
            var variance = square - (mean * mean);
            var skew = (cube - (3 * mean * square) + (2 * mean * mean * mean)) / Math.Pow(variance, 1.5);
            return Min < Max && double.IsFinite(skew) ? skew : null;
        }
    }

    public void Add(double value)
    {
        var difference = value - origin;
        Count++;
        _first += difference;
        _second += difference * difference;
        _third += difference * difference * difference;
        if (value < Min) Min = value;
        if (value > Max) Max = value;
    }

    /// <param name="other">Has the same origin.</param>
    public void Add(in Moments other)
    {
        Count += other.Count;
        _first += other._first;
        _second += other._second;
        _third += other._third;
        (Min, Max) = (Math.Min(Min, other.Min), Math.Max(Max, other.Max));
    }
}
