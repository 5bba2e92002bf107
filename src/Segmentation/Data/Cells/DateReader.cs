using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Segmentation.Data;

/// <summary>Reads cells as days before a day. Its patterns are those of the SQL too: no construct in them means
/// something else in Java.</summary>
static class DateReader
{
    /// <summary>Years of two digits below it are of this century.</summary>
    public const int ThisCentury = 69;

    /// <summary>1800-01-01 and 2200-12-31 in days since 1970: beyond them nothing is a date.</summary>
    public const int FirstDay = -62_091;
    /// <inheritdoc cref="FirstDay"/>
    public const int LastDay = 84_370;

    const string Year = "([0-9]{4}|[0-9]{2})";
    const string Word = "([a-z\u00E0-\u017F]{3,20})";
    const string Start = "^" + WeekdayNames.Before;
    const string Rest = "(?:[ tz,][^\n]*)?$";

    /// <summary>2026-03-31, 2026-mar-31: year 1, month 3, day 4. Texts are in lower case.</summary>
    public const string YearFirst =
        Start + "([0-9]{4})([-/. ]) ?([0-9]{1,2}|[a-z\u00E0-\u017F]{3,20})\\2 ?([0-9]{1,2})" + Rest;
    /// <summary>31.03.2026, 3/31/26: day or month 1 and 3, year 4.</summary>
    public const string YearLast =
        Start + "([0-9]{1,2})([-/. ]) ?([0-9]{1,2})\\2 ?" + Year + Rest;
    /// <summary>31. march 2026: day 1, month 2, year 3.</summary>
    public const string DayWord =
        Start + "([0-9]{1,2})[-/. ,] ?" + Word + "[-/. ,] ?" + Year + Rest;
    /// <summary>mar 31, 2026: month 1, day 2, year 3.</summary>
    public const string WordDay =
        Start + Word + "[-/. ] ?([0-9]{1,2})[-/. ,] ?" + Year + Rest;
    /// <summary>2026-03: year 1, month 2.</summary>
    public const string YearMonth = "^([0-9]{4})[-/]([0-9]{1,2})$";
    /// <summary>A date that is counted in days or seconds.</summary>
    public const string Number = "^[0-9]{1,18}(?:[.][0-9]{0,18})?$";
    /// <summary>20260331.</summary>
    public const string Digits = "^([0-9]{4})([0-9]{2})([0-9]{2})$";

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    static readonly Regex YearFirstForm = Form(YearFirst);
    static readonly Regex YearLastForm = Form(YearLast);
    static readonly Regex DayWordForm = Form(DayWord);
    static readonly Regex WordDayForm = Form(WordDay);
    static readonly Regex YearMonthForm = Form(YearMonth);
    static readonly Regex NumberForm = Form(Number);
    static readonly Regex DigitsForm = Form(Digits);

    /// <summary>Days from the date of a cell to the day of the form; what is no date is missing.</summary>
    public static double Read(ReadOnlySpan<byte> cell, DateForm form)
    {
        cell = Blanks.Trim(CellText.Content(cell));
        if (cell.Length is 0 or > DatasetLimits.LongestNumber) return NotNumber.Missing;
        var text = Encoding.UTF8.GetString(cell).ToLowerInvariant();
        return DayOf(text, form) is { } day and >= FirstDay and <= LastDay
            ? (form.AsOf ?? 0) - day
            : NotNumber.Missing;
    }

    static double? DayOf(string text, DateForm form) => form.Kind switch
    {
        DateKind.Text => OfText(text, form),
        DateKind.Digits => Parts(DigitsForm, text) is [var y, var m, var d] ? Day(y, m, d) : null,
        _ when !NumberForm.IsMatch(text) => null,
        DateKind.Serial => Math.Floor(Value(text)) - DateForm.SerialOf1970,
        _ => Math.Floor(Value(text) / form.PerDay),
    };

    static double? OfText(string text, DateForm form)
    {
        if (Parts(YearFirstForm, text) is [var y1, _, var m1, var d1]) return Day(y1, m1, d1);
        if (Parts(YearLastForm, text) is [var a, _, var b, var y2])
            return form.YearFirst ? Day(a, b, y2)
                : form.DayFirst ? Day(y2, b, a) ?? Day(y2, a, b) : Day(y2, a, b) ?? Day(y2, b, a);
        if (Parts(DayWordForm, text) is [var d3, var m3, var y3]) return Day(y3, m3, d3);
        if (Parts(WordDayForm, text) is [var m4, var d4, var y4]) return Day(y4, m4, d4);
        return Parts(YearMonthForm, text) is [var y5, var m5] ? Day(y5, m5, "1") : null;
    }

    static double? Day(string year, string month, string day)
    {
        var y = int.Parse(year, CultureInfo.InvariantCulture);
        if (year.Length == 2) y += y < ThisCentury ? 2_000 : 1_900;
        var m = char.IsAsciiDigit(month[0]) ? int.Parse(month, CultureInfo.InvariantCulture) : MonthNames.Number(month);
        var d = int.Parse(day, CultureInfo.InvariantCulture);
        return y >= 1 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? (new DateTime(y, m, d) - DateTime.UnixEpoch).Days
            : null;
    }

    static string[] Parts(Regex form, string text) =>
        form.Match(text) is { Success: true } match ? [.. match.Groups.Values.Skip(1).Select(each => each.Value)] : [];

    static double Value(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    static Regex Form(string pattern) => new(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant, Longest);
}
