using System.Buffers;

namespace Segmentation.Data;

/// <summary>Counts what tells how numbers are written.</summary>
struct NumberEvidence
{
    static readonly SearchValues<byte> DigitsAndMarks = SearchValues.Create("0123456789.,"u8);

    /// <summary>Numbers that have this decimal mark by any reading.</summary>
    public int Point, Comma;
    /// <summary>Numbers that have it by one of two readings: 1.234.</summary>
    public int MaybePoint, MaybeComma;
    /// <summary>Numbers that have it between groups of digits.</summary>
    public int PointGroups, CommaGroups;
    /// <summary>Whole numbers below and from 1,000 without any mark.</summary>
    public int Small, Large;
    /// <summary>Another mark between groups; 0 when there is none.</summary>
    public char OtherGroup;
    /// <summary>The first number that can be read in two ways.</summary>
    public string? Open;

    public readonly bool IsSettled => Point + Comma > 0;

    /// <summary>The same when it is known that neither point nor comma stands between groups.</summary>
    public readonly NumberEvidence WithoutGroups() => this with
    {
        Point = Point + MaybePoint,
        Comma = Comma + MaybeComma,
        MaybePoint = 0,
        MaybeComma = 0,
        Open = null,
    };

    public void Add(in NumberEvidence other)
    {
        (Point, Comma) = (Point + other.Point, Comma + other.Comma);
        (MaybePoint, MaybeComma) = (MaybePoint + other.MaybePoint, MaybeComma + other.MaybeComma);
        (PointGroups, CommaGroups) = (PointGroups + other.PointGroups, CommaGroups + other.CommaGroups);
        if (OtherGroup == 0) OtherGroup = other.OtherGroup;
    }

    /// <param name="number">From its first digit to its last; empty when there is none.</param>
    public void Look(ReadOnlySpan<byte> number)
    {
        if (number.IsEmpty) return;
        var (points, commas) = (number.Count((byte)'.'), number.Count((byte)','));
        var last = number.LastIndexOfAny((byte)'.', (byte)',');
        if (number.IndexOfAnyExcept(DigitsAndMarks) >= 0) LookForOther(number);
        else if (last < 0) Whole(number.Length);
        else if (points > 1 && commas > 1) return;
        else Marked(number, points, commas, last);
    }

    void Marked(ReadOnlySpan<byte> number, int points, int commas, int last)
    {
        var after = number.Length - last - 1;
        if (points > 0 && commas > 0) Mixed(number[last] == '.');
        else if (points + commas > 1) Groups(points > 0, after == 3);
        else Single(number, points > 0, isOpen: after == 3 && last is > 0 and <= 3 && number[0] != '0');
    }

    void Whole(int length)
    {
        if (length <= 3) Small++;
        else Large++;
    }

    void Mixed(bool pointLast)
    {
        if (pointLast) (Point, CommaGroups) = (Point + 1, CommaGroups + 1);
        else (Comma, PointGroups) = (Comma + 1, PointGroups + 1);
    }

    void Groups(bool points, bool whole)
    {
        if (!whole) return;   // a date or a version
        if (points) (Comma, PointGroups) = (Comma + 1, PointGroups + 1);
        else (Point, CommaGroups) = (Point + 1, CommaGroups + 1);
    }

    void Single(ReadOnlySpan<byte> number, bool point, bool isOpen)
    {
        if (!isOpen)
        {
            _ = point ? Point++ : Comma++;
            return;
        }
        _ = point ? MaybePoint++ : MaybeComma++;
        Open ??= CellText.ToText(number);
    }

    /// <summary>An exponent, or a blank or an apostrophe between groups, leaves one reading for a point or
    /// comma.</summary>
    void LookForOther(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        if (exponent >= 0)
        {
            if (number[..exponent].Contains((byte)'.')) Point++;
            else if (number[..exponent].Contains((byte)',')) Comma++;
            return;
        }
        var at = number.IndexOfAnyExcept(DigitsAndMarks);
        Span<byte> plain = stackalloc byte[number.Length];
        var length = Thousands.At(number[at..], mark: 0);
        if (length == 0) return;
        var (point, comma) = (Thousands.Remove(number, (byte)'.', plain), Thousands.Remove(number, (byte)',', plain));
        if (point == 0 && comma == 0) return;
        if (OtherGroup == 0) OtherGroup = CellText.ToText(number.Slice(at, length))[0];
        if (point == 0) Comma++;
        else if (comma == 0) Point++;
    }
}
