namespace Segmentation.Profiles;

/// <summary>Numbers as the sentences of a result write them. The page writes its own in the same way.</summary>
static class NumberText
{
    // Beyond, a number has no digit that is not a rounding.
    const int MostDigits = 15;
    const double Long = 1e15, Short = 1e-4;

    /// <summary>Enough digits to tell segments apart: 1,234 · 123 · 12.3 · 1.23.</summary>
    public static string Of(double value) => Of(value, Decimals(value), fix: false);

    /// <summary>A year, which has no mark for thousands.</summary>
    public static string Year(double value) => value.ToString("0.#");

    /// <summary>Two numbers that stand side by side: when they are different and would look alike, both have more
    /// digits.</summary>
    public static (string One, string Other) Pair(double one, double other, FeatureKind kind)
    {
        var both = Several([one, other], kind);
        return (both[0], both[1]);
    }

    /// <summary>Numbers that stand side by side; those that are different look different, as far as 15 digits
    /// do.</summary>
    public static string[] Several(double[] values, FeatureKind kind)
    {
        var texts = Array.ConvertAll(values, value => kind == FeatureKind.Year ? Year(value) : Of(value));
        var different = values.Distinct().Count();
        var decimals = values.Max(Decimals);
        for (var more = 0; more <= MostDigits && texts.Distinct().Count() < different; more++)
            texts = Array.ConvertAll(values, value => kind == FeatureKind.Year
                ? value.ToString($"F{more + 1}") : Of(value, decimals + more, fix: true));
        return texts;
    }

    /// <summary>A ratio: 12 · 2.5 · 0.4 · 1.03 · 0.05.</summary>
    public static string Times(double ratio) => ratio switch
    {
        >= 10 => ratio.ToString("#,0"),
        >= 0.95 and < 1.05 => ratio.ToString("0.00"),
        >= 0.1 => ratio.ToString("0.0"),
        >= 0.01 or 0 => ratio.ToString("0.##"),
        _ => "under 0.01",
    };

    /// <summary>A share as <c>8.2 %</c>; only none are 0 %, and only all are 100 %.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.#") switch
    {
        "0" when share > 0 => "under 0.1 %",
        "100" when share < 1 => "over 99.9 %",
        var text => $"{text} %",
    };

    /// <summary><c>1 customer</c>, <c>2,000 customers</c>.</summary>
    public static string Customers(long count) => $"{count:#,0} {(count == 1 ? "customer" : "customers")}";

    static int Decimals(double value) => Math.Abs(value) switch
    {
        >= 100 => 0,
        >= 10 => 1,
        >= 0.1 or 0 => 2,
        var size => Math.Min(MostDigits, 1 - (int)Math.Floor(Math.Log10(size))),
    };

    static string Of(double value, int decimals, bool fix)
    {
        var size = Math.Abs(value);
        if (size >= Long || (size < Short && size > 0)) return Scientific(value, fix ? decimals : 2);
        var places = new string(fix ? '0' : '#', Math.Min(decimals, MostDigits));
        return value.ToString(places.Length > 0 ? $"#,0.{places}" : "#,0");
    }

    // 3.4 × 10⁻⁷: everybody reads it, where 3.4E-07 is a word of programmers.
    static string Scientific(double value, int digits)
    {
        var parts = value.ToString($"E{Math.Clamp(digits, 1, MostDigits - 1)}").Split('E');
        var mantissa = parts[0].Contains('.') ? parts[0].TrimEnd('0').TrimEnd('.') : parts[0];
        var power = int.Parse(parts[1]);
        return $"{mantissa} × 10{Raised(power)}";
    }

    static string Raised(int power) => string.Concat(
        $"{power}".Select(sign => sign == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign - '0']));
}
