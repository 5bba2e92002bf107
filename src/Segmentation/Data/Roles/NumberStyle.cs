namespace Segmentation.Data;

/// <summary>How numbers are written in a file.</summary>
/// <param name="Mark">The decimal mark that most columns have, <c>.</c> or <c>,</c>.</param>
/// <param name="Thousands">The mark between groups of digits; null when there is none in the sample.</param>
/// <param name="Forms">Of each column: what its own numbers tell goes before the rest of the file.</param>
/// <param name="Doubts">Columns whose marks could be decimal or thousands marks, such as 1.234 alone.</param>
/// <param name="Units">What is known of the units of each column.</param>
sealed record NumberStyle(
    byte Mark, char? Thousands, NumberForm[] Forms, IReadOnlyList<MarkDoubt> Doubts, ColumnUnit[] Units)
{
    const byte Point = (byte)'.';
    const byte Comma = (byte)',';

    /// <summary>Some number is taken as missing, so that a cell is not settled when its number is.</summary>
    public bool HasMissingNumbers => Forms.Length > 0 && Forms[0].Missing.Numbers.Length > 0;

    /// <summary>Finds the decimal marks from the cells that can be read in one way only.</summary>
    /// <param name="reading">What is known of them already.</param>
    public static NumberStyle Sniff(SampledRows sample, byte delimiter, FileReading reading)
    {
        var (asked, missing) = (AskedMark(reading), MissingWords.Of(reading.Missing));
        var hasGroups = reading.Thousands is null or ThousandsMark.Point or ThousandsMark.Comma;
        var (total, columns) = (new NumberEvidence(), new NumberEvidence[sample.Columns]);
        var units = new ColumnUnit[sample.Columns];
        for (var column = 0; column < sample.Columns; column++)
        {
            var unit = units[column] = new();
            for (var row = 0; row < sample.Rows; row++) columns[column].Look(unit.Look(sample[row, column]));
            if (!hasGroups) columns[column] = columns[column].WithoutGroups();
            total.Add(columns[column]);
        }
        var mark = asked ?? MarkOf(total, columns, delimiter);
        var forms = new NumberForm[columns.Length];
        var doubts = new List<MarkDoubt>();
        for (var i = 0; i < forms.Length; i++)
        {
            var own = asked ?? MarkOf(columns[i], total, mark);
            forms[i] = units[i].Form(own).Asked(reading.Thousands, missing);
            if (asked is null && columns[i] is { IsSettled: false, Open: { } open })
                doubts.Add(new(i, open, own == (open.Contains('.') ? '.' : ','), total.IsSettled));
        }
        var group = reading.Thousands is { } stated ? GroupOf(stated) : Group(total, mark == ',');
        return new(mark, group, forms, doubts, units);
    }

    /// <summary>The decimal mark that was asked for, or that is left beside the thousands mark.</summary>
    static byte? AskedMark(FileReading reading) => (reading.Decimal, reading.Thousands) switch
    {
        (DecimalMark.Point, _) or (null, ThousandsMark.Comma) => Point,
        (DecimalMark.Comma, _) or (null, ThousandsMark.Point) => Comma,
        _ => null,
    };

    static char? GroupOf(ThousandsMark stated) => Data.Thousands.Of(stated) is [var first, ..] ? first : null;

    /// <summary>The decimal mark of the file.</summary>
    static byte MarkOf(in NumberEvidence total, NumberEvidence[] columns, byte delimiter)
    {
        if (total.Comma != total.Point) return total.Comma > total.Point ? Comma : Point;
        var groups = Array.FindIndex(columns, AreGroups);
        if (groups >= 0) return MarkBesideGroups(columns[groups]);
        return total.MaybeComma > total.MaybePoint && delimiter != ',' ? Comma : Point;
    }

    /// <summary>The decimal mark of a column.</summary>
    static byte MarkOf(in NumberEvidence seen, in NumberEvidence total, byte mark) =>
        seen.Comma != seen.Point ? (seen.Comma > seen.Point ? Comma : Point)
        : !total.IsSettled && AreGroups(seen) ? MarkBesideGroups(seen)
        : mark;

    static byte MarkBesideGroups(in NumberEvidence seen) => seen.MaybePoint > 0 ? Comma : Point;

    /// <summary>Whether 1.234 stands among whole numbers below 1,000: decimals would not end just there.</summary>
    static bool AreGroups(NumberEvidence seen) => seen is { IsSettled: false, Small: > 0, Large: 0 }
        && seen.MaybePoint > 0 != seen.MaybeComma > 0;

    static char? Group(in NumberEvidence seen, bool comma) =>
        (comma ? seen.PointGroups + seen.MaybePoint : seen.CommaGroups + seen.MaybeComma) > 0 ? (comma ? '.' : ',')
        : seen.OtherGroup == 0 ? null : seen.OtherGroup;
}

/// <summary>A column of numbers that can be read in two ways.</summary>
/// <param name="Example">One of them.</param>
/// <param name="IsDecimal">Its mark was taken for the decimal mark.</param>
/// <param name="IsJudged">Other columns of the file told.</param>
sealed record MarkDoubt(int Column, string Example, bool IsDecimal, bool IsJudged);
