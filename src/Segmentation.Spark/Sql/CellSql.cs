using Segmentation.Data;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>The rules by which cells are read, said in SQL. Each is the twin of a rule in Segmentation.Data.</summary>
static class CellSql
{
    const string Cell = "\"[^\"]*+(?:\"\"[^\"]*+)*+\"";
    const string Missing = "'', '-', '?', 'na', 'n/a', 'nan', 'null', 'none', '#n/a', '#value!'";
    const string Infinite = "'inf', '+inf', '-inf'";
    const int LongestNumber = 1_024;
    const int LongestCommon = 100;
    static readonly string[] FormulaStarts = ["=", "+", "-", "@", "\t", "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"];
    const string FormulaSigns = "=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Fields of a line with their quotes, as an array of texts.</summary>
    /// <param name="quotes">Some line has a quote.</param>
    public static string Fields(string line, char delimiter, bool quotes = true) => !quotes
        ? $"split({line}, {Quote(One(delimiter))}, -1)"
        : $"case when contains({line}, '\"') then regexp_extract_all(concat({Quote(delimiter.ToString())}, {line}), "
        + $"{Quote(One(delimiter) + $"({Cell}|[^\"{Class(delimiter)}]*+)")}, 1) else split({line}, {Quote(One(delimiter))}, -1) end";

    /// <summary>Whether every quote of a line begins or ends a cell, or is one of two.</summary>
    public static string QuotesFit(string line, char delimiter)
    {
        var any = $"(?:{Cell}|[^\"{Class(delimiter)}]*+)";
        return $"{line} rlike {Quote($"^{any}(?:{One(delimiter)}{any})*+$")}";
    }

    /// <summary>A cell without the quotes around it; doubled quotes stay.</summary>
    public static string Content(string cell) =>
        $"case when startswith({cell}, '\"') and endswith({cell}, '\"') and length({cell}) > 1 "
        + $"then substring({cell}, 2, length({cell}) - 2) else {cell} end";

    /// <summary>As people read it.</summary>
    public static string Text(string cell) => $"replace({Content(cell)}, '\"\"', '\"')";

    /// <summary>A double from the forms that most numbers have; null for any other text, which may be a number all the same.</summary>
    /// <param name="text">Without quotes and outer spaces.</param>
    /// <remarks>With an exponent behind it Java takes no hexadecimal number and no letter for a type; what begins with a minus, a point
    /// or a digit is no word, which would be costly to refuse, and no control character, which Java would leave out; and short numbers
    /// are never too large. All that is cheaper than a pattern.</remarks>
    public static string Common(string text, char mark) =>
        $"case when {text} >= '-' and {text} < ':' and octet_length({text}) <= {LongestCommon}{(mark == '.' ? "" : $" and not contains({text}, '.')")} "
        + $"then try_cast(concat({Pointed(text, mark)}, 'e0') as double) + 0D end";

    /// <summary>A number and what is wrong with it, of any text: a struct of <c>v</c> and <c>e</c>, which is 0 or 1 + the fault.</summary>
    /// <remarks>Spark does not compile what stands in a lambda. That is meant: it is long and seldom needed, and would make the whole
    /// query too long to be compiled.</remarks>
    /// <param name="texts">An array of texts without quotes and outer spaces.</param>
    public static string Uncommon(string texts, char mark) =>
        $"transform(transform({texts}, t -> struct(t, {Number("t", mark)} x)), "
        + $"c -> struct(case when abs(c.x) <= {SqlText.Number(NotNumber.Largest)} then c.x + 0D end v, {Fault("c.t", "c.x")} e))";

    /// <summary>A double, perhaps too large to compute with; null when the text is not a number.</summary>
    static string Number(string text, char mark) =>
        $"case when octet_length({text}) > {LongestNumber} then null "
        + $"when {text} rlike {Quote(Plain(mark))} then try_cast({Pointed(text, mark)} as double) "
        + $"when {text} rlike {Quote(Grouped(mark))} then try_cast({Pointed($"regexp_replace({text}, {Quote($"[{Groups(mark)}]")}, '')", mark)} as double) end";

    static string Fault(string text, string number) =>
        $"case when abs({number}) <= {SqlText.Number(NotNumber.Largest)} then 0 when lower({text}) in ({Missing}) then 1 "
        + $"when {number} is not null or lower({text}) in ({Infinite}) then 3 else 2 end";

    /// <summary>Whether a spreadsheet would take a cell for a formula.</summary>
    public static string IsRisky(string content, char mark) =>
        $"length({content}) > 1 and {content} rlike {Quote($"^[{FormulaSigns}]")} "
        + $"and not coalesce(abs({Number(content, mark)}) <= {SqlText.Number(NotNumber.Largest)}, false)";

    /// <summary>Whether a line may have such a cell. It looks behind everything that can begin a cell, so it may be wrong where text holds such marks.</summary>
    public static string MayBeRisky(string line) => $"({string.Join(" or ", FormulaStarts.Select(sign => $"contains({line}, {Quote(sign)})"))}) and {line} rlike {Quote($"(?:^|[,;\\t|\"])(?![+-][0-9.,]{{1,40}}+(?:[eE][+-]?[0-9]{{1,2}}+)?(?:[,;\\t|\"\\r]|$))[{FormulaSigns}](?![,;\\t|\"\\r]|$)")}";

    static string Plain(char mark) => $"^[+-]?(?:[0-9]++[{mark}]?+[0-9]*+|[{mark}][0-9]++)(?:[eE][+-]?[0-9]++)?$";

    static string Grouped(char mark) =>
        $"^[+-]?[0-9]{{1,3}}([{Groups(mark)}])[0-9]{{3}}(?:\\1[0-9]{{3}})*(?:[{mark}][0-9]*+)?(?:[eE][+-]?[0-9]++)?$";

    static string Groups(char mark) => $" '{(mark == '.' ? ',' : '.')}\u00A0\u2009\u202F\u2019";

    static string Pointed(string text, char mark) => mark == '.' ? text : $"replace({text}, '{mark}', '.')";

    // The delimiter alone, and inside brackets.
    static string One(char delimiter) => delimiter == '|' ? "\\|" : Class(delimiter);
    static string Class(char delimiter) => delimiter == '\t' ? "\\t" : delimiter.ToString();
}
