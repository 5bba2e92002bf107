namespace Segmentation.Data;

/// <summary>A number that may stand for a missing one.</summary>
/// <param name="Nearest">The number next to it that the column has.</param>
sealed record Sentinel(double Value, double Nearest);

/// <summary>Finds numbers such as 999 and −1 that stand for "unknown": frequent, and far from all others.</summary>
sealed class SentinelFinder
{
    const int Fewest = 3;
    const double Frequent = 0.05;

    static readonly double[] Usual = [-1, -9, -99, -999, -9_999, 99, 999, 9_999, 99_999, 999_999, 9_999_999];

    readonly int[] _counts = new int[Usual.Length];
    double _min = double.PositiveInfinity;
    double _max = double.NegativeInfinity;
    bool _fractions;

    public void Add(double value)
    {
        var at = value is -1 or <= -9 or >= 99 ? Array.IndexOf(Usual, value) : -1;
        if (at >= 0)
        {
            _counts[at]++;
            return;
        }
        (_min, _max) = (Math.Min(_min, value), Math.Max(_max, value));
        if (value != Math.Floor(value)) _fractions = true;
    }

    /// <param name="numbers">How many numbers the column has.</param>
    public Sentinel? Find(int numbers)
    {
        for (var i = Usual.Length - 1; i >= 0; i--)
            if (_counts[i] >= Fewest && _counts[i] >= Frequent * numbers && IsFar(Usual[i], i))
                return new(Usual[i], Usual[i] < 0 ? _min : _max);
        return null;
    }

    // Below zero any distance is far: a count or a number of days is never negative.
    bool IsFar(double value, int at)
    {
        for (var i = 0; i < Usual.Length; i++)
            if (i != at && _counts[i] > 0) return false;
        if (_min > _max) return false;
        return value < 0 ? _min >= 0 && (value < -1 || !_fractions) : value - _max > _max - _min;
    }
}
