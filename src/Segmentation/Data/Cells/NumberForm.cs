using System.Text;

namespace Segmentation.Data;

/// <summary>How the numbers of a column are written.</summary>
sealed class NumberForm
{
    static readonly NumberForm WithPoint = new((byte)'.', null, [], Thousands.Any, MissingWords.None);
    static readonly NumberForm WithComma = new((byte)',', null, [], Thousands.Any, MissingWords.None);

    /// <param name="affixes">Longest first.</param>
    NumberForm(byte mark, string? unit, IReadOnlyList<string> affixes, string groupMarks, MissingWords missing)
    {
        (Mark, Unit, Affixes, GroupMarks, Missing) = (mark, unit, affixes, groupMarks, missing);
        Bytes = [.. affixes.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The decimal mark, <c>.</c> or <c>,</c>.</summary>
    public byte Mark { get; }
    /// <summary>What stands before or behind the numbers, as most cells have it; null when nothing does.</summary>
    public string? Unit { get; }
    /// <summary>Every way of writing the unit, longest first; a letter of the alphabet in either case.</summary>
    public IReadOnlyList<string> Affixes { get; }
    /// <summary><see cref="Affixes"/> in UTF-8.</summary>
    public byte[][] Bytes { get; }

    /// <summary>The marks that may stand between groups of digits; the decimal mark is none of them where it is
    /// there.</summary>
    public string GroupMarks { get; }
    /// <summary>What is taken as missing because somebody said so.</summary>
    public MissingWords Missing { get; }

    /// <summary>The cells are dates and read as days before a day; null when they are numbers. Then
    /// <see cref="Mark"/> is 0.</summary>
    public DateForm? Date { get; private init; }

    /// <summary>The same with what was asked for.</summary>
    public NumberForm Asked(ThousandsMark? thousands, MissingWords missing) =>
        thousands is null && missing == MissingWords.None ? this
        : new(Mark, Unit, Affixes, thousands is { } mark ? Thousands.Of(mark) : Thousands.Any, missing);

    /// <summary>Dates as days before a day.</summary>
    public NumberForm Dated(DateForm date) => new(0, null, [], GroupMarks, Missing) { Date = date };


    /// <summary>Numbers without a unit.</summary>
    public static NumberForm Plain(byte mark) => mark == ',' ? WithComma : WithPoint;

    /// <param name="affixes">Every way of writing the unit; none when there is no unit.</param>
    public static NumberForm Of(byte mark, string? unit, IEnumerable<string> affixes)
    {
        if (unit is null) return Plain(mark);
        string[] longestFirst =
            [.. affixes.OrderByDescending(Encoding.UTF8.GetByteCount).ThenBy(affix => affix, StringComparer.Ordinal)];
        return new(mark, unit, longestFirst, Thousands.Any, MissingWords.None);
    }
}
