using System.Text;
using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>Recognises numbers in text without delimiters.</summary>
static class NumberWord
{
    const double Mostly = 0.9;
    const double Filled = 0.5;

    /// <summary>Whether a word is a number by one of the two decimal marks.</summary>
    public static bool Is(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return !bytes.AsSpan().ContainsAny((byte)' ', (byte)':')
            && (!double.IsNaN(NumberReader.Read(bytes, NumberForm.Plain((byte)'.')))
                || !double.IsNaN(NumberReader.Read(bytes, NumberForm.Plain((byte)','))));
    }

    /// <summary>Whether a cell is several numbers: two columns, rather than groups of digits.</summary>
    public static bool AreSeveral(string cell) =>
        cell.Contains(' ') && !IsGrouped(cell) && Array.TrueForAll(cell.Split(' '), Is);

    /// <summary>Whether a text is one number in groups of three digits.</summary>
    public static bool IsGrouped(string text)
    {
        var groups = text.Trim().Split(' ');
        return groups.Length > 1 && Is(groups[0]) && groups.Skip(1).All(group => group.Length >= 3
            && group.Take(3).All(char.IsAsciiDigit) && (group.Length == 3 || !char.IsAsciiDigit(group[3])));
    }

    /// <summary>The columns of numbers.</summary>
    public static IEnumerable<int> Columns(string[][] rows, int columns) =>
        Enumerable.Range(0, columns).Where(i =>
        {
            var filled = rows.Count(row => row[i].Length > 0 && !CellText.IsMissing(Encoding.UTF8.GetBytes(row[i])));
            var numbers = rows.Count(row => Is(row[i]) || IsGrouped(row[i]));
            return filled >= Filled * rows.Length && numbers >= Mostly * filled;
        });
}
