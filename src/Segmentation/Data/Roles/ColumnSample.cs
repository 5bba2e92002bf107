using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>What is known of one column from the sampled rows.</summary>
sealed class ColumnSample
{
    /// <summary>The share of numbers among the cells that have a value, from which on a column is one of
    /// numbers.</summary>
    public const double MostlyNumbers = 0.9;

    const double ManyNumbers = 0.5;
    const double MostlyDates = 0.8;

    readonly HashTable<string> _distinct = new();
    readonly ColumnUnit _unit;
    readonly SentinelFinder _sentinels = new();
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
    public int Integers { get; private set; }
    public int Dates { get; private set; }
    public double Min { get; private set; } = double.PositiveInfinity;
    public double Max { get; private set; } = double.NegativeInfinity;
    public double Sum { get; private set; }
    public int ShortestInteger { get; private set; } = int.MaxValue;
    public int LongestInteger { get; private set; }
    /// <summary>Every number is the one before it plus 1.</summary>
    public bool CountsUp { get; private set; } = true;
    public int WithSpaces { get; private set; }
    public string? First { get; private set; }
    /// <summary>The first cell that is neither a number nor missing.</summary>
    public string? FirstText { get; private set; }

    public int Filled => Rows - Missing;
    public int Distinct => _distinct.Count;
    public bool IsUnique => Filled > 1 && Distinct == Filled;
    public bool IsInteger => Integers == Numbers;
    public bool IsNumeric => Type is ColumnType.Integer or ColumnType.Number;
    /// <summary>A text column of which many cells are numbers.</summary>
    public bool LooksNumeric => Type == ColumnType.Text
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
        : Numbers + TooLarge >= MostlyNumbers * Filled ? (IsInteger ? ColumnType.Integer : ColumnType.Number)
        : ColumnType.Text;

    public static ColumnSample Of(SampledRows sample, int column, string name, NumberStyle style)
    {
        var form = style.Forms[column];
        var seen = new ColumnSample(name, form, style.Units[column]);
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
        if (DateText.Is(cell)) Dates++;
    }

    void AddNumber(ReadOnlySpan<byte> cell, double value)
    {
        _distinct.TryAdd(Hash.Mix((ulong)BitConverter.DoubleToInt64Bits(value)), "");
        Numbers++;
        Sum += value;
        _sentinels.Add(value);
        if (!double.IsNaN(_previous) && value != _previous + 1) CountsUp = false;
        (Min, Max, _previous) = (Math.Min(Min, value), Math.Max(Max, value), value);
        if (value != Math.Floor(value)) return;
        Integers++;
        ShortestInteger = Math.Min(ShortestInteger, cell.Length);
        LongestInteger = Math.Max(LongestInteger, cell.Length);
    }
}
