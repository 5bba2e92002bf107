namespace Segmentation.Data;

/// <summary>Texts around numbers that mean a unit.</summary>
static class Units
{
    const int LongestWord = 16;
    const int LongestEnding = 2;

    /// <summary>A currency, or per cent, in every way of writing it; these may also stand in front.</summary>
    static readonly string[][] Known =
    [
        ["%", "percent", "pct"],
        ["$", "US$", "USD", "US $", "dollars", "dollar"],
        ["€", "EUR", "euro", "euros"],
        ["£", "GBP", "₤"],
        ["₹", "INR", "Rs", "Rs."],
        ["¥", "JPY", "CNY", "RMB", "元", "円", "￥"],
        ["R$", "BRL"],
        ["C$", "CA$", "CAD"],
        ["A$", "AU$", "AUD"],
        ["NZ$", "NZD"],
        ["HK$", "HKD"],
        ["NT$", "TWD"],
        ["S$", "SGD"],
        ["MX$", "Mex$", "MXN"],
        ["ARS"], ["CLP"], ["COP"], ["PEN", "S/", "S/."], ["UYU"],
        ["kr", "kr.", "SEK", "NOK", "DKK", "ISK", ":-"],
        ["CHF", "Fr.", "SFr.", "sFr"],
        ["zł", "zl", "PLN"],
        ["Kč", "CZK"],
        ["Ft", "HUF"],
        ["lei", "RON"],
        ["лв", "лв.", "BGN"],
        ["₺", "TL", "TRY"],
        ["₽", "руб", "руб.", "р.", "RUB"],
        ["₴", "грн", "грн.", "UAH"],
        ["₩", "원", "KRW"],
        ["₫", "đ", "VND"],
        ["฿", "THB"],
        ["Rp", "Rp.", "IDR"],
        ["RM", "MYR"],
        ["₱", "PHP"],
        ["₪", "NIS", "ILS"],
        ["₦", "NGN"],
        ["KSh", "KES"],
        ["GH₵", "₵", "GHS"],
        ["ZAR"], ["EGP"], ["MAD"], ["AED"], ["SAR"], ["QAR"], ["KWD"], ["PKR"], ["BDT", "৳"], ["LKR"],
        ["FCFA", "CFA", "XOF", "XAF"],
        ["₸", "KZT"], ["₾", "GEL"], ["₼", "AZN"], ["₡", "CRC"],
    ];

    static readonly Dictionary<string, string[]> BySpelling = Known
        .SelectMany(unit => unit.Select(spelling => (spelling, unit)))
        .DistinctBy(each => each.spelling, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(each => each.spelling, each => each.unit, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every way of writing the known unit that a text is; null when it is none.</summary>
    public static IReadOnlyList<string>? Spellings(string text) => BySpelling.GetValueOrDefault(text);

    /// <summary>Whether a text behind a number may be a unit that is not in the table.</summary>
    public static bool MayBeWord(string text) => text.Length <= LongestWord && char.IsLetter(text[0]) | text[0] is '°';

    /// <summary>Whether two texts behind numbers are one unit: <c>yr</c> and <c>yrs</c>, <c>mes</c> and
    /// <c>meses</c>.</summary>
    public static bool IsSame(string one, string other)
    {
        var (a, b) = (one.TrimEnd('.'), other.TrimEnd('.'));
        if (a.Length > b.Length) (a, b) = (b, a);
        return a.Equals(b, StringComparison.OrdinalIgnoreCase) || (a.Length >= LongestEnding
            && b.Length - a.Length <= LongestEnding && b.StartsWith(a, StringComparison.OrdinalIgnoreCase));
    }
}
