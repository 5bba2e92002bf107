using Segmentation.Data;
using Segmentation.Output;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>The rules by which lines are split into cells, in SQL; <see cref="NumberSql"/> reads their
/// numbers.</summary>
static class CellSql
{
    const string Cell = " *+\"[^\"]*+(?:\"\"[^\"]*+)*+\"";
    const int LongestCommon = 100;

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

    /// <summary>A cell without the quotes around it and the blanks before them; quotes inside stay
    /// doubled.</summary>
    public static string Content(string cell) =>
        $"case when endswith({cell}, '\"') and startswith(ltrim({cell}), '\"') and length(ltrim({cell})) > 1 "
        + $"then substring(ltrim({cell}), 2, length(ltrim({cell})) - 2) else {cell} end";

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
        + $"then try_cast(concat({NumberSql.Pointed(text, mark)}, 'e0') as double) + 0D end";

    /// <summary>Whether a spreadsheet would take a cell for a formula.</summary>
    public static string IsRisky(string content, char mark) =>
        $"length({content}) > 1 and {content} rlike {Quote($"^{FormulaStart}")} "
        + $"and get({NumberSql.Uncommon($"array({content})", [NumberForm.Plain((byte)mark)])}, 0).e <> 0";

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

    // The delimiter alone, and inside brackets.
    static string One(char delimiter) => delimiter == '|' ? "\\|" : Class(delimiter);
    static string Class(char delimiter) => delimiter == '\t' ? "\\t" : delimiter.ToString();
}
