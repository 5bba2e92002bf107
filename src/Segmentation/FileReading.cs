namespace Segmentation;

/// <summary>How somebody wants a file read: which of its tables, in which encoding, and what of the table is decided
/// otherwise than it is found. Null: as it is found. One file read in two ways is two datasets.</summary>
public sealed record FileReading
{
    /// <summary>Name of the encoding of the text, as the framework writes it, such as <c>windows-1250</c>.</summary>
    public string? Encoding { get; init; }
    /// <summary>Name of a sheet of the workbook.</summary>
    public string? Sheet { get; init; }
    /// <summary>Name of a file in the archive, with its folders.</summary>
    public string? Entry { get; init; }
    /// <summary>What stands between the cells.</summary>
    public FieldDelimiter? Delimiter { get; init; }
    /// <summary>The decimal mark of every column.</summary>
    public DecimalMark? Decimal { get; init; }
    /// <summary>What alone may stand between groups of digits.</summary>
    public ThousandsMark? Thousands { get; init; }
    /// <summary>Line of the header, from 1.</summary>
    public int? HeaderRow { get; init; }
    /// <summary>That the file has no header.</summary>
    public HeaderChoice? Header { get; init; }
    /// <summary>The order of day, month and year in dates that are written as numbers.</summary>
    public DateParts? DateOrder { get; init; }
    /// <summary>Texts and numbers of numeric columns that are taken as missing besides the usual ones: trimmed, in
    /// lower case, each once, in order.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Why nothing can be read like this; null when something may be.</summary>
    public string? Contradiction() =>
        HeaderRow is not null && Header is not null
            ? "The header is in a line (headerRow), or there is none (header): not both."
        : (Decimal, Thousands) is (DecimalMark.Point, ThousandsMark.Point) or (DecimalMark.Comma, ThousandsMark.Comma)
            ? $"The decimal mark and the thousands mark cannot both be the {EnumWord.Of(Decimal!.Value)}."
        : null;
}

/// <summary>What stands between the cells of a line.</summary>
public enum FieldDelimiter
{
    /// <summary><c>,</c></summary>
    Comma,
    /// <summary><c>;</c></summary>
    Semicolon,
    /// <summary>A tab.</summary>
    Tab,
    /// <summary><c>|</c></summary>
    Pipe,
}

/// <summary>What stands before the decimals of a number.</summary>
public enum DecimalMark
{
    /// <summary><c>.</c></summary>
    Point,
    /// <summary><c>,</c></summary>
    Comma,
}

/// <summary>What stands between groups of digits.</summary>
public enum ThousandsMark
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary><c>.</c></summary>
    Point,
    /// <summary><c>,</c></summary>
    Comma,
    /// <summary>A blank of any width.</summary>
    Space,
    /// <summary>An apostrophe, straight or curved.</summary>
    Apostrophe,
}

/// <summary>What is said of the header.</summary>
public enum HeaderChoice
{
    /// <summary>There is none: the first line is a row.</summary>
    None,
}

/// <summary>The order of the parts of a date.</summary>
public enum DateParts
{
    /// <summary>31.12.2026</summary>
    Dmy,
    /// <summary>12/31/2026</summary>
    Mdy,
    /// <summary>26-12-31</summary>
    Ymd,
}
