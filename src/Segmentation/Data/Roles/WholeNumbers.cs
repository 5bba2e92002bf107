namespace Segmentation.Data;

/// <summary>What the whole numbers of a column look like: quantities, codes, or dates.</summary>
sealed class WholeNumbers
{
    const int MostCodes = 20;
    const int MostWithGaps = 12;
    const int RowsPerCode = 5;
    const int LongDigits = 9;
    const int CodeDigits = 5;
    const double ShortenedFrom = 1e9;

    readonly List<long> _few = [];
    double _min = double.PositiveInfinity;
    double _max = double.NegativeInfinity;
    int _shortest = int.MaxValue;
    int _longest;
    int _padded;
    int _shortened;
    int _dates;

    public int Count { get; private set; }

    /// <param name="cell">Without quotes and outer blanks.</param>
    public void Add(ReadOnlySpan<byte> cell, double value)
    {
        Count++;
        (_min, _max) = (Math.Min(_min, value), Math.Max(_max, value));
        (_shortest, _longest) = (Math.Min(_shortest, cell.Length), Math.Max(_longest, cell.Length));
        if (cell is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..]) _padded++;
        if (value >= ShortenedFrom && cell.IndexOfAny((byte)'e', (byte)'E') > 0) _shortened++;
        if (IsDay(value)) _dates++;
        if (_few.Count <= MostCodes && Math.Abs(value) < int.MaxValue && !_few.Contains((long)value))
            _few.Add((long)value);
    }

    /// <summary>Few different ones.</summary>
    public bool AreFew => _few.Count <= MostCodes && _max < int.MaxValue;

    /// <summary>Zeros stand in front, and all have one length.</summary>
    public bool ArePadded => _padded > 0 && _shortest == _longest;

    /// <summary>Most were written by a spreadsheet as 5.25E+12.</summary>
    public bool AreShortened => _shortened * 2 > Count;

    /// <summary>All have as many digits as a phone or a card.</summary>
    public bool AreLong => _shortest >= LongDigits && _min > 0;

    /// <summary>All have as many digits as an account.</summary>
    public bool MayBeAccounts => _shortest >= CodeDigits && _min > 0;

    /// <summary>All are a year, a month and a day: 19970101.</summary>
    public bool AreDays => Count > 0 && _dates == Count;

    /// <summary>All lie between two numbers.</summary>
    public bool AreWithin(double least, double most) => _min >= least && _max <= most;

    /// <summary>Few, each frequent, and with gaps that no count of so many rows would have. Steps such as 12, 24, 36
    /// are no gaps, and numbers that begin as a count does are one: in a short file its large values have
    /// gaps.</summary>
    public bool HaveGaps
    {
        get
        {
            if (_few.Count is < 3 or > MostWithGaps || _min < 2 || Count < RowsPerCode * _few.Count) return false;
            var step = 0L;
            foreach (var value in _few) step = Divisor(value, step);
            return step < _min && !BeginAsCount(step) && _few.Count * 2 < ((_max - _min) / step) + 1;
        }
    }

    /// <summary>The two smallest follow each other, about where a count begins.</summary>
    bool BeginAsCount(long step) => _min <= step * _few.Count && _few.Contains((long)_min + step);

    static long Divisor(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }

    static bool IsDay(double value) => value is >= 19_000_101 and <= 21_001_231
        && ((int)value % 10_000 / 100) is >= 1 and <= 12 && ((int)value % 100) is >= 1 and <= 31;
}
