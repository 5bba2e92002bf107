using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>What is known of one column from the sampled rows.</summary>
sealed class ColumnSample
{
    const double MostlyNumbers = 0.6;
    const double MostlyDates = 0.8;

    readonly HashTable<string> _distinct = new();
    double _previous = double.NaN;

    ColumnSample(string name) => Name = name;

    public string Name { get; }
    public int Rows { get; private set; }
    public int Missing { get; private set; }
    public int Numbers { get; private set; }
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
    public string? FirstNumber { get; private set; }
    /// <summary>The first cell that is neither a number nor missing.</summary>
    public string? FirstText { get; private set; }

    public int Filled => Rows - Missing;
    public int Distinct => _distinct.Count;
    public bool IsUnique => Filled > 1 && Distinct == Filled;
    public bool IsInteger => Integers == Numbers;

    public ColumnType Type =>
        Filled == 0 ? ColumnType.Empty
        : Dates >= MostlyDates * Filled && Dates > Numbers ? ColumnType.Date
        : Numbers >= MostlyNumbers * Filled ? (IsInteger ? ColumnType.Integer : ColumnType.Number)
        : ColumnType.Text;

    public static ColumnSample Of(SampledRows sample, int column, string name, byte mark)
    {
        var seen = new ColumnSample(name);
        for (var row = 0; row < sample.Rows; row++)
        {
            if (sample.Breaks.Contains(row)) seen._previous = double.NaN;
            seen.Add(sample[row, column], NumberReader.Read(sample.Raw(row, column), mark));
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
        if (double.IsNaN(value)) AddText(cell);
        else AddNumber(cell, value);
    }

    void AddText(ReadOnlySpan<byte> cell)
    {
        _distinct.TryAdd(Hash.Of(cell), "");
        CountsUp = false;
        FirstText ??= CellText.Shorten(cell);
        if (cell.Contains((byte)' ')) WithSpaces++;
        if (DateText.Is(cell)) Dates++;
    }

    void AddNumber(ReadOnlySpan<byte> cell, double value)
    {
        FirstNumber ??= CellText.Shorten(cell);
        _distinct.TryAdd(Hash.Mix((ulong)BitConverter.DoubleToInt64Bits(value)), "");
        Numbers++;
        Sum += value;
        if (!double.IsNaN(_previous) && value != _previous + 1) CountsUp = false;
        (Min, Max, _previous) = (Math.Min(Min, value), Math.Max(Max, value), value);
        if (value != Math.Floor(value)) return;
        Integers++;
        ShortestInteger = Math.Min(ShortestInteger, cell.Length);
        LongestInteger = Math.Max(LongestInteger, cell.Length);
    }
}
