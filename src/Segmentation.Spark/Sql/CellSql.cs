using Segmentation.Data;
using Segmentation.Output;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>The rules by which cells are read, in SQL, made from the words and limits of Segmentation.</summary>
static class CellSql
{
    const string Cell = "\"[^\"]*+(?:\"\"[^\"]*+)*+\"";
    const int LongestCommon = 100;
    static readonly string Missing = Each(CellText.MissingMarkers, Quote);
    static readonly string Infinite = Each(CellText.Infinities, Quote);

    /// <summary>What a formula begins with, as a class of a regular expression.</summary>
    public static readonly string FormulaStart = $"[{string.Concat(SafeCsv.FormulaStarts.Select(Escaped))}]";

    /// <summary>Fields of a line with their quotes, as an array of texts.</summary>
    /// <param name="quotes">Some line has a quote.</param>
    public static string Fields(string line, char delimiter, bool quotes = true) => !quotes
        ? $"split({line}, {Quote(One(delimiter))}, -1)"
        : $"case when contains({line}, '\"') then regexp_extract_all(concat({Quote(delimiter.ToString())}, {line}), "
        + $"{Quote(One(delimiter) + $"({Cell}|[^\"{Class(delimiter)}]*+)")}, 1) "
        + $"else split({line}, {Quote(One(delimiter))}, -1) end";

    /// <summary>How many quotes a line has.</summary>
    public static string Quotes(string line) => $"(length({line}) - length(replace({line}, '\"', '')))";

    /// <summary>A line without its carriage return.</summary>
    public static string WithoutReturn(string line) =>
        $"case when endswith({line}, '\\r') then substring({line}, 1, length({line}) - 1) else {line} end";

    /// <summary>Whether every quote of a line begins or ends a cell, or is doubled.</summary>
    public static string QuotesFit(string line, char delimiter)
    {
        var any = $"(?:{Cell}|[^\"{Class(delimiter)}]*+)";
        return $"{line} rlike {Quote($"^{any}(?:{One(delimiter)}{any})*+$")}";
    }

    /// <summary>A cell without the quotes around it; quotes inside stay doubled.</summary>
    public static string Content(string cell) =>
        $"case when startswith({cell}, '\"') and endswith({cell}, '\"') and length({cell}) > 1 "
        + $"then substring({cell}, 2, length({cell}) - 2) else {cell} end";

    /// <summary>A cell without the quotes around it, and with single quotes inside.</summary>
    public static string Text(string cell) => $"replace({Content(cell)}, '\"\"', '\"')";

    /// <summary>A double from the forms that most numbers have; null for any other text, which may still be a
    /// number.</summary>
    /// <param name="text">Without quotes and outer spaces.</param>
    /// <remarks>Cheaper than a regular expression: with an exponent appended, Java accepts no hexadecimal number and no
    /// letter for a type. A text that begins with a minus, a point or a digit is not a word, whose refusal is slow, and
    /// has no control character first, which Java would skip. Short numbers are never too large.</remarks>
    public static string Common(string text, char mark) =>
        $"case when {text} >= '-' and {text} < ':' and octet_length({text}) <= {LongestCommon}"
        + $"{(mark == '.' ? "" : $" and not contains({text}, '.')")} "
        + $"then try_cast(concat({Pointed(text, mark)}, 'e0') as double) + 0D end";

    /// <summary>The number and the fault of any text: a struct of <c>v</c> and <c>e</c>, which is 0 or 1 + the
    /// fault.</summary>
    /// <remarks>In a lambda, which Spark does not compile: it is long and seldom needed, and would make the whole query
    /// too long to be compiled.</remarks>
    /// <param name="texts">An array of texts without quotes and outer spaces.</param>
    public static string Uncommon(string texts, char mark) =>
        $"transform(transform({texts}, t -> struct(t, {Number("t", mark)} x)), "
        + $"c -> struct(case when {IsFinite("c.x")} then c.x + 0D end v, {Fault("c.t", "c.x")} e))";

    /// <summary>A double, perhaps too large to compute with; null when the text is not a number.</summary>
    static string Number(string text, char mark) =>
        $"case when octet_length({text}) > {DatasetLimits.LongestNumber} then null "
        + $"when {text} rlike {Quote(Plain(mark))} then try_cast({Pointed(text, mark)} as double) "
        + $"when {text} rlike {Quote(Grouped(mark))} "
        + $"then try_cast({Pointed(WithoutGroups(text, mark), mark)} as double) end";

    static string Fault(string text, string number) =>
        $"case when {IsFinite(number)} then 0 when lower({text}) in ({Missing}) then {1 + (int)Data.Fault.Missing} "
        + $"when {number} is not null or lower({text}) in ({Infinite}) then {1 + (int)Data.Fault.NotFinite} "
        + $"else {1 + (int)Data.Fault.NotANumber} end";

    static string IsFinite(string number) => $"abs({number}) <= {SqlText.Number(NotNumber.Largest)}";

    /// <summary>Whether a spreadsheet would take a cell for a formula.</summary>
    public static string IsRisky(string content, char mark) =>
        $"length({content}) > 1 and {content} rlike {Quote($"^{FormulaStart}")} "
        + $"and not coalesce({IsFinite(Number(content, mark))}, false)";

    /// <summary>Whether a line may have such a cell. It looks after everything that can begin a cell, so it may take a
    /// part of quoted text for one.</summary>
    public static string MayBeRisky(string line)
    {
        // A line has no line feed.
        var starts = SafeCsv.FormulaStarts.Where(start => start != '\n');
        const string Separator = "[,;\\t|\"\\r]|$";
        const string PlainNumber = "[+-][0-9.,]{1,40}+(?:[eE][+-]?[0-9]{1,2}+)?";
        var formula = $"(?:^|[,;\\t|\"])(?!{PlainNumber}(?:{Separator})){FormulaStart}(?!{Separator})";
        return $"({string.Join(" or ", starts.Select(start => $"contains({line}, {Quote($"{start}")})"))}) "
            + $"and {line} rlike {Quote(formula)}";
    }

    static string Escaped(char start) => start switch
    {
        '-' => "\\-",
        '\t' => "\\t",
        '\r' => "\\r",
        '\n' => "\\n",
        _ => start.ToString(),
    };

    static string Plain(char mark) => $"^[+-]?(?:[0-9]++[{mark}]?+[0-9]*+|[{mark}][0-9]++)(?:[eE][+-]?[0-9]++)?$";

    static string Grouped(char mark) =>
        $"^[+-]?[0-9]{{1,3}}({Group(mark)})[0-9]{{3}}(?:\\1[0-9]{{3}})*(?:[{mark}][0-9]*+)?(?:[eE][+-]?[0-9]++)?$";

    static string WithoutGroups(string text, char mark) => $"regexp_replace({text}, {Quote(Group(mark))}, '')";

    static string Group(char mark) => $"[{Thousands.Others}{(mark == '.' ? ',' : '.')}]";

    static string Pointed(string text, char mark) => mark == '.' ? text : $"replace({text}, '{mark}', '.')";

    // The delimiter alone, and inside brackets.
    static string One(char delimiter) => delimiter == '|' ? "\\|" : Class(delimiter);
    static string Class(char delimiter) => delimiter == '\t' ? "\\t" : delimiter.ToString();
}
