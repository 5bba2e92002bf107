using System.Text;
using System.Text.RegularExpressions;

namespace Segmentation.Data;

/// <summary>Weekdays before a date, in the languages that most exports have: they say nothing that the date does
/// not.</summary>
static class WeekdayNames
{
    /// <summary>A weekday, whole or short, and what follows it before the date; lower case, without groups that are
    /// counted.</summary>
    public const string Before = "(?:(?:(?:" + Beginnings + ")[a-z\u00E0-\u017F]{0,10}|" + Short + ")[.]?,? +)?";

    const string Beginnings =
        "mon|tue|wed|thu|fri|sat|sun|die|mit|don|sam|son|lun|mar|mer|jeu|ven|dim|mié|jue|vie|sáb|sab|dom|gio|maa|din|"
        + "woe|vri|zat|zon|ter|qua|qui|sex|pon|wto|śro|czw|pią|sob|nie|man|tir|tis|ons|tor|fre|lør|lör|søn|sön|mån";
    const string Short = "mo|di|mi|do|fr|sa|so";

    static readonly Regex Start = new(
        "^" + Before, RegexOptions.Compiled | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The cell from its date on; the whole cell when it begins with no weekday.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is 0 or > DatasetLimits.LongestNumber || char.IsAsciiDigit((char)cell[0])) return cell;
        var text = Encoding.UTF8.GetString(cell);
        var length = Start.Match(text.ToLowerInvariant()).Length;
        return cell[Encoding.UTF8.GetByteCount(text.AsSpan(0, length))..];
    }
}
