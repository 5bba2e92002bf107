using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>What is known of one column from the sampled rows.</summary>
sealed class ColumnSample
{
    /// <summary>The share of numbers among the cells that have a value, from which on a column is one of
    /// numbers.</summary>
    public const double MostlyNumbers = 0.9;

    const double ManyNumbers = 0.5;
    const double SerialFrom = 20_000;   // days as Excel counts them: 1954
    const double SerialTo = 60_000;     // 2064
    const double EpochFrom = 300_000_000;   // seconds since 1970: 1979
    const double EpochTo = 3_000_000_000;   // 2065

    // Seconds, milliseconds, microseconds.
    static readonly (double From, double To)[] Epochs =
        [(EpochFrom, EpochTo), (EpochFrom * 1e3, EpochTo * 1e3), (EpochFrom * 1e6, EpochTo * 1e6)];
    const double MostlyDates = 0.8;

    readonly HashTable<string> _distinct = new();
    readonly ColumnUnit _unit;
    readonly SentinelFinder _sentinels = new();
    readonly WholeNumbers _whole = new();
    readonly DateOrders _orders = new();
    DateParts? _asked;
    string? _firstOpen;
    double _previous = double.NaN;

    ColumnSample(string name, NumberForm form, ColumnUnit unit) => (Name, Form, _unit) = (name, form, unit);

    public string Name { get; }
    /// <summary>How its numbers are written, if it has any.</summary>
    public NumberForm Form { get; }
    /// <summary>What may stand for a missing number; null when nothing does.</summary>
    public Sentinel? Sentinel => IsNumeric ? _sentinels.Find(Numbers) : null;
    public int Rows { get; private set; }
    public int Missing { get; private set; }
    public int Numbers { get; private set; }
    public int TooLarge { get; private set; }
    public int Dates { get; private set; }
    public double Min { get; private set; } = double.PositiveInfinity;
    public double Max { get; private set; } = double.NegativeInfinity;
    public double Sum { get; private set; }
    /// <summary>Every number is the one before it plus 1.</summary>
    public bool CountsUp { get; private set; } = true;
    public int WithSpaces { get; private set; }
    public string? First { get; private set; }
    public string? FirstNumber { get; private set; }
    /// <summary>The first cell that is neither a number nor missing.</summary>
    public string? FirstText { get; private set; }

    public int Filled => Rows - Missing;
    public int Distinct => _distinct.Count;
    public bool IsUnique => Filled > 1 && Distinct == Filled;
    public bool IsInteger => _whole.Count == Numbers;
    /// <summary>Whole numbers, and few different ones.</summary>
    public bool IsFew => IsInteger && _whole.AreFew;
    public bool HasGaps => IsInteger && _whole.HaveGaps;
    /// <summary>Whole numbers that all have as many digits as a phone or a card.</summary>
    public bool IsLong => IsInteger && _whole.AreLong;
    /// <summary>Whole numbers that all have as many digits as an account, and seldom repeat.</summary>
    public bool IsLongCode => IsInteger && _whole.MayBeAccounts && Distinct >= MostlyNumbers * Filled;
    /// <summary>Numbers of one length with zeros in front.</summary>
    public bool IsPadded => IsInteger && Numbers == Filled && _whole.ArePadded;
    /// <summary>Long numbers of which a spreadsheet kept the first digits only.</summary>
    public bool IsShortened => IsInteger && _whole.AreShortened;
    /// <summary>In how many cells the day comes first, and in how many the month; null when they are not
    /// mixed.</summary>
    public (int DayFirst, int MonthFirst)? MixedDates => Type == ColumnType.Date ? _orders.Mixed : null;
    /// <summary>The order in which its dates are written; null when it has none, or nothing tells.</summary>
    public DateParts? DateOrder => Type == ColumnType.Date ? _orders.Only : null;
    /// <summary>The first of dates of which none tells the order of day and month; null when one does.</summary>
    public string? OpenDate => Type == ColumnType.Date && _orders.IsOpen ? _firstOpen : null;
    public bool IsNumeric => Type is ColumnType.Integer or ColumnType.Number;
    /// <summary>A text column of which many cells are numbers.</summary>
    public bool LooksNumeric => Type == ColumnType.Text && !IsPadded && !IsShortened
        && Math.Max(Numbers + TooLarge, _unit.Numbers) >= ManyNumbers * Filled;
    public bool HasSeveralUnits => _unit.Several.Skip(1).Any();

    /// <summary>Why a column that <see cref="LooksNumeric"/> is none of numbers.</summary>
    public string WhyUnreadable => HasSeveralUnits
        ? $"Its numbers have several units ({string.Join(", ", _unit.Several.Take(3).Select(unit => $"\"{unit}\""))}"
            + "), which cannot be compared with each other."
        : $"Of the {Filled:N0} cells looked at {Numbers:N0} are numbers; {MostlyNumbers:P0} are needed. Another one is "
            + $"\"{FirstText}\".";

    public ColumnType Type =>
        Filled == 0 ? ColumnType.Empty
        : Dates >= MostlyDates * Filled && Dates > Numbers ? ColumnType.Date
        : IsPadded || IsShortened ? ColumnType.Text
        : Numbers + TooLarge >= MostlyNumbers * Filled ? (IsInteger ? ColumnType.Integer : ColumnType.Number)
        : ColumnType.Text;

    /// <summary>Whether its numbers are dates: 19970101, or days or seconds since a beginning where the name says
    /// so.</summary>
    public bool HasTimes(ColumnName name) => (IsInteger && _whole.AreDays && Filled >= DatasetLimits.FewestRows)
        || (name.IsDate && Array.Exists(Epochs, epoch => IsInteger && Min >= epoch.From && Max <= epoch.To))
        || (name.IsDay && Min >= SerialFrom && Max <= SerialTo);

    /// <summary>How its dates are written, if it has any.</summary>
    public DateForm Dating => new(
        !IsNumeric ? DateKind.Text
        : IsInteger && _whole.AreDays ? DateKind.Digits
        : Array.FindIndex(Epochs, epoch => Min >= epoch.From && Max <= epoch.To) is var epoch and >= 0
        ? DateKind.Seconds + epoch
        : DateKind.Serial, _asked is { } asked ? asked != DateParts.Mdy : _orders.IsDayFirst)
    {
        YearFirst = _asked == DateParts.Ymd,
    };

    /// <param name="dates">The order of their parts, if somebody has said it.</param>
    public static ColumnSample Of(SampledRows sample, int column, string name, NumberStyle style, DateParts? dates)
    {
        var form = style.Forms[column];
        var seen = new ColumnSample(name, form, style.Units[column]) { _asked = dates };
        for (var row = 0; row < sample.Rows; row++)
        {
            if (sample.Breaks.Contains(row)) seen._previous = double.NaN;
            seen.Add(sample[row, column], NumberReader.Read(sample.Raw(row, column), form));
        }
        return seen;
    }

    void Add(ReadOnlySpan<byte> cell, double value)
    {
        Rows++;
        if (NotNumber.IsMissing(value))
        {
            Missing++;
            return;
        }
        First ??= CellText.Shorten(cell);
        if (double.IsNaN(value)) AddText(cell, NotNumber.FaultOf(value));
        else AddNumber(cell, value);
    }

    void AddText(ReadOnlySpan<byte> cell, Fault fault)
    {
        if (fault == Fault.NotFinite) TooLarge++;
        _distinct.TryAdd(Hash.Of(cell), "");
        CountsUp = false;
        FirstText ??= CellText.Shorten(cell);
        if (cell.Contains((byte)' ')) WithSpaces++;
        if (AskedDates.OrderOf(cell, _asked, out var mark) is not { } order) return;
        Dates++;
        if (_orders.Add(order, mark)) _firstOpen ??= CellText.Shorten(cell);
    }

    void AddNumber(ReadOnlySpan<byte> cell, double value)
    {
        FirstNumber ??= CellText.Shorten(cell);
        _distinct.TryAdd(Hash.Mix((ulong)BitConverter.DoubleToInt64Bits(value)), "");
        Numbers++;
        Sum += value;
        _sentinels.Add(value);
        if (!double.IsNaN(_previous) && value != _previous + 1) CountsUp = false;
        (Min, Max, _previous) = (Math.Min(Min, value), Math.Max(Max, value), value);
        if (value == Math.Floor(value)) _whole.Add(cell, value);
    }
}
