using Segmentation.Data;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>The rules by which numbers are read in any form, in SQL, made from the words, marks and limits of
/// Segmentation.</summary>
static class NumberSql
{
    /// <summary>The texts that stand for a missing value, in lower case.</summary>
    public static readonly string Missing = Each(CellText.MissingMarkers, Quote);
    static readonly string Infinite = Each(CellText.Infinities, Quote);
    static readonly string Blank = $"[{Thousands.Blanks}]*+";
    static readonly string Sign = $"[+{Escaped(NumberDress.Minuses)}]";
    const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const string Exponent = "(?:[eE][+-]?[0-9]++)?";

    /// <summary>The number and the fault of any text: a struct of <c>v</c> and <c>e</c>, which is 0 or 1 + the
    /// fault.</summary>
    /// <remarks>In lambdas, which Spark does not compile: they are long and seldom needed, and would make the whole
    /// query too long to be compiled.</remarks>
    /// <param name="texts">An array of texts without quotes and outer spaces.</param>
    /// <param name="forms">How each of the texts is written, if it is a number.</param>
    public static string Uncommon(string texts, IReadOnlyList<NumberForm> forms)
    {
        var trimmed = $"transform({texts}, t -> trim(both {Quote(Thousands.Blanks)} from t))";
        var bare = $"transform({trimmed}, (t, i) -> struct(t t, {ByForm(forms, form => WithoutUnit("t", form))} b))";
        var unsigned = $"transform({bare}, c -> struct(c.t t, c.b b, {WithoutSign("c.b")} n, {IsNegative("c.b")} m))";
        var read = $"transform({unsigned}, (c, i) -> struct(c.t t, c.b b, {Signed(forms)} x))";
        var missing = forms[0].Missing;   // the same of every column
        var isNumber = IsFinite("c.x")
            + (missing.Numbers.Length > 0 ? $" and not {IsMissing("c.x", missing)}" : "");
        return $"transform({read}, c -> "
            + $"struct(case when {isNumber} then c.x + 0D end v, {FaultOf(isNumber, missing)} e))";
    }

    /// <summary>Whether a number is one of those that are taken as missing; there must be some.</summary>
    public static string IsMissing(string number, MissingWords missing) =>
        $"{number} in ({Each(missing.Numbers, value => Number(value))})";

    /// <summary>A text with a decimal point.</summary>
    public static string Pointed(string text, char mark) => mark == '.' ? text : $"replace({text}, '{mark}', '.')";

    static string Signed(IReadOnlyList<NumberForm> forms)
    {
        var number = ByForm(forms, form => Unsigned("c.n", form));
        return $"case when octet_length(c.t) > {DatasetLimits.LongestNumber} then null "
            + $"when c.m then -({number}) else {number} end";
    }

    static string FaultOf(string isNumber, MissingWords missing) =>
        $"case when {isNumber} then 0 "
        + (missing.Numbers.Length > 0 ? $"when {IsMissing("c.x", missing)} then {1 + (int)Fault.Missing} " : "")
        + $"when {IsMissingText("c.t", missing)} or (octet_length(c.t) <= {DatasetLimits.LongestNumber} "
        + $"and {IsMissingText("c.b", missing)}) then {1 + (int)Fault.Missing} "
        + $"when c.x is not null or lower(c.t) in ({Infinite}) then {1 + (int)Fault.NotFinite} "
        + $"else {1 + (int)Fault.NotANumber} end";

    /// <summary>As <see cref="MissingWords.Has(ReadOnlySpan{byte})"/>: in words that somebody asked for only letters of
    /// the alphabet are read in either case.</summary>
    public static string IsMissingText(string text, MissingWords missing) => missing.Words.Count == 0
        ? $"lower({text}) in ({Missing})"
        : $"(lower({text}) in ({Missing}) or translate({text}, '{Upper}', '{Upper.ToLowerInvariant()}') "
            + $"in ({Each(missing.Words, Quote)}))";

    static string IsFinite(string number) => $"abs({number}) <= {Number(NotNumber.Largest)}";

    /// <summary>What one form makes of the text with the number <c>i</c>: columns have few different ones.</summary>
    static string ByForm(IReadOnlyList<NumberForm> forms, Func<NumberForm, string> sql)
    {
        var groups = Enumerable.Range(0, forms.Count).GroupBy(i => sql(forms[i]))
            .OrderByDescending(group => group.Count()).ToArray();
        var others = string.Concat(groups.Skip(1).Select(group =>
            $" when i in ({string.Join(", ", group)}) then {group.Key}"));
        return others.Length == 0 ? groups[0].Key : $"case{others} else {groups[0].Key} end";
    }

    /// <summary>As <see cref="NumberDress.WithoutUnit"/>.</summary>
    static string WithoutUnit(string text, NumberForm form)
    {
        if (form.Affixes.Count == 0) return text;
        var unit = $"(?i:{string.Join('|', form.Affixes.Select(affix => $"\\Q{affix}\\E"))})";
        var front = Replace(text, $"^((?:{Sign}|\\()?+){Blank}{unit}{Blank}", "$1");
        return Replace(front, $"[{Thousands.Blanks}]*{unit}{Blank}([-)]?)$", "$1");
    }

    /// <summary>As <see cref="NumberDress.WithoutSign"/>.</summary>
    static string WithoutSign(string text) => Replace(
        text, $"^(?:\\({Blank}(.*?)[{Thousands.Blanks}]*\\)|{Sign}{Blank}(.*)|(.*[0-9]){Blank}-)$", "$1$2$3");

    static string IsNegative(string text) =>
        $"{text} rlike {Quote($"^(?:\\(.*\\)$|[{Escaped(NumberDress.Minuses)}]|(?!\\+).*[0-9]{Blank}-$)")}";

    /// <summary>A double, perhaps too large to compute with; null when the text is no number without a sign.</summary>
    static string Unsigned(string text, NumberForm form)
    {
        var mark = (char)form.Mark;
        var plain = $"(?:[0-9]++[{mark}]?+[0-9]*+|[{mark}][0-9]++){Exponent}";
        var dashed = Replace(
            text, $"([0-9])[{mark}][{Escaped(NumberDress.Dashes)}]{{1,{NumberDress.MostDashes}}}$", "$1");
        var groups = form.GroupMarks.Replace($"{mark}", "", StringComparison.Ordinal);
        var (either, bare) = groups.Length == 0 ? (plain, dashed)
            : ($"(?:{plain}|{Grouped(mark, groups)})", Replace(dashed, $"[{groups}]", ""));
        return $"case when {text} rlike {Quote($"^{plain}$")} then try_cast({Pointed(text, mark)} as double) "
            + $"when {dashed} rlike {Quote($"^{either}$")} then try_cast({Pointed(bare, mark)} as double) end";
    }

    static string Grouped(char mark, string groups)
    {
        var threes = $"[0-9]{{1,3}}([{groups}])[0-9]{{3}}(?:\\1[0-9]{{3}})*+";
        var twos = groups.Contains(Thousands.Indian)
            ? $"|[0-9]{{1,2}}(?:{Thousands.Indian}[0-9]{{2}})+{Thousands.Indian}[0-9]{{3}}" : "";
        return $"(?:{threes}{twos})(?:[{mark}][0-9]*+)?{Exponent}";
    }

    static string Replace(string text, string pattern, string by) =>
        $"regexp_replace({text}, {Quote(pattern)}, {Quote(by)})";

    static string Escaped(string characters) => characters.Replace("-", "\\-", StringComparison.Ordinal);
}
