using System.Text.Json.Serialization;

namespace Segmentation;

/// <summary>What a file is: found by reading all of it once. Its JSON is part of the answer for a dataset.</summary>
public sealed record DatasetInfo
{
    /// <summary>Data rows, without the header.</summary>
    public required long Rows { get; init; }
    /// <summary>Whether <see cref="Rows"/> was computed from the size and the first lines.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RowsEstimated { get; init; }
    /// <summary>Bytes of the file.</summary>
    public required long Bytes { get; init; }
    /// <summary>What a row is: <see cref="RowMeaning.Customers"/> or <see cref="RowMeaning.Purchases"/>.</summary>
    public required RowMeaning Kind { get; init; }
    /// <summary>What became of the purchases; null where a row is a customer, and of data named by URI.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PurchaseSummary? Purchases { get; init; }
    /// <summary>What the file was before it became the CSV that all the rest is about.</summary>
    public SourceFormat Format { get; init; } = new();
    /// <summary>How the bytes are read.</summary>
    public required Dialect Dialect { get; init; }
    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<ColumnInfo> Columns { get; init; }
    /// <summary>Everything worth knowing, most severe first; counts are exact, at most 1,000 in detail.</summary>
    public required IReadOnlyList<Issue> Issues { get; init; }
    /// <summary>What a run with zero settings takes.</summary>
    public required Suggestion Suggested { get; init; }
}

/// <summary>What a run with zero settings takes.</summary>
/// <param name="Features">Header names of the columns with the role feature.</param>
/// <param name="Transform"><c>auto</c> where a feature that is never negative has a long tail; else <c>none</c>, which
/// is then the same.</param>
public sealed record Suggestion(IReadOnlyList<string> Features, Transform Transform);

/// <summary>How the bytes of a file are read.</summary>
public sealed record Dialect
{
    /// <summary>Always <c>utf-8</c>: whatever a file was before stands in its format.</summary>
    public string Encoding { get; init; } = "utf-8";
    /// <summary>The file begins with a byte order mark.</summary>
    public bool Bom { get; init; }
    /// <summary>One of comma, semicolon, tab, pipe.</summary>
    public char Delimiter { get; init; } = ',';
    /// <summary>Always the double quote.</summary>
    public char Quote { get; init; } = '"';
    /// <summary><c>\n</c> or <c>\r\n</c>: what most lines end with.</summary>
    public string Newline { get; init; } = "\n";
    /// <summary>Line of the header, from 1; 0 when the file has none.</summary>
    public int HeaderRow { get; init; } = 1;
    /// <summary>Lines above the header, or above the first row when there is no header.</summary>
    public int SkippedRows { get; init; }
    /// <summary>Decimal mark: point or comma.</summary>
    public char Decimal { get; init; } = '.';
    /// <summary>Thousands mark, or null when none was seen.</summary>
    public char? Thousands { get; init; }
    /// <summary>The order of day, month and year in dates such as 03/04/2026; null when nothing tells, or columns
    /// differ.</summary>
    public DateParts? DateOrder { get; init; }
    /// <summary>Cell texts that were read as missing in numeric columns.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];
    /// <summary>How sure the delimiter is, 0 to 1.</summary>
    public double Confidence { get; init; } = 1;
    /// <summary>Other delimiters that would have given a table, best first.</summary>
    public IReadOnlyList<DialectAlternative> Alternatives { get; init; } = [];
}

/// <summary>Another way to read the file.</summary>
public sealed record DialectAlternative(char Delimiter, double Confidence);

/// <summary>What a column's cells are.</summary>
public enum ColumnType
{
    /// <summary>Whole numbers.</summary>
    Integer,
    /// <summary>Numbers.</summary>
    Number,
    /// <summary>Dates or times.</summary>
    Date,
    /// <summary>Anything else.</summary>
    Text,
    /// <summary>No cell has a value.</summary>
    Empty,
}

/// <summary>What a column is used for.</summary>
public enum ColumnRole
{
    /// <summary>Names the customer; carried along, never compared.</summary>
    Id,
    /// <summary>Compared: its numbers decide the segments.</summary>
    Feature,
    /// <summary>A word or code out of few; described, never compared.</summary>
    Category,
    /// <summary>A date.</summary>
    Date,
    /// <summary>Free text.</summary>
    Text,
    /// <summary>Left out, with a reason.</summary>
    Ignored,
    /// <summary>Of purchases: who bought.</summary>
    Customer,
    /// <summary>Of purchases: the sum of a line.</summary>
    Amount,
    /// <summary>Of purchases: how many pieces.</summary>
    Quantity,
    /// <summary>Of purchases: the price of one piece.</summary>
    Price,
    /// <summary>Of purchases: which lines were bought together.</summary>
    Invoice,
}

/// <summary>One column of the file.</summary>
public sealed record ColumnInfo
{
    /// <summary>From 0, in the order of the file.</summary>
    public required int Index { get; init; }
    /// <summary>Header, made unique; as it stands in the file otherwise.</summary>
    public required string Name { get; init; }
    /// <summary>What the cells are.</summary>
    public required ColumnType Type { get; init; }
    /// <summary>What it is used for.</summary>
    public required ColumnRole Role { get; init; }
    /// <summary>Why this role, upper snake: NUMERIC, ID_LIKE, CODE, CONSTANT, PREVIOUS_RESULT, CALENDAR_PART,
    /// COORDINATE, FEW_DISTINCT_CODES, FEW_DISTINCT_WORDS, DATES, TEXT, UNREADABLE_NUMBERS, EMPTY, REQUESTED; of
    /// purchases PURCHASE and PURCHASE_LINE, of the customers made of them OF_PURCHASES.</summary>
    public required string Reason { get; init; }
    /// <summary>The reason as a sentence.</summary>
    public required string ReasonText { get; init; }
    /// <summary>What stands before or behind the numbers of a numeric column, such as $, % or yrs; null when nothing
    /// does.</summary>
    public string? Unit { get; init; }
    /// <summary>Cells without a value; null where they were not counted: a run looks at its features only.</summary>
    public long? Missing { get; init; }
    /// <summary>Cells of a numeric column that are not numbers and no missing marker; null where they were not
    /// counted.</summary>
    public long? Invalid { get; init; }
    /// <summary>Different values, at most <see cref="DistinctLimit"/>; null where they were not counted.</summary>
    public long? Distinct { get; init; }
    /// <summary>Of numeric columns.</summary>
    public double? Min { get; init; }
    /// <summary>Of numeric columns.</summary>
    public double? Max { get; init; }
    /// <summary>Of numeric columns.</summary>
    public double? Mean { get; init; }
    /// <summary>Its numbers are years as people have them, such as 1958, and written without a mark for
    /// thousands.</summary>
    public bool Years { get; init; }
    /// <summary>Of numeric columns: third standardized moment, population form.</summary>
    public double? Skew { get; init; }

    /// <summary>Where counting different values stops.</summary>
    public const int DistinctLimit = 1_000;
}

/// <summary>How bad an issue is.</summary>
public enum Severity
{
    /// <summary>The file cannot be used.</summary>
    Error,
    /// <summary>Rows or cells are left out, or something may be meant otherwise.</summary>
    Warning,
    /// <summary>Good to know.</summary>
    Info,
}

/// <summary>Something found in the file. Issues of one code and column are grouped: count is exact, examples are the
/// first.</summary>
public sealed record Issue
{
    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }
    /// <summary>One of <see cref="IssueCodes"/>.</summary>
    public required string Code { get; init; }
    /// <summary>Header name, or null when the whole line or file is meant.</summary>
    public string? Column { get; init; }
    /// <summary>Line in the file of the first case, from 1; the header is line 1.</summary>
    public long? Row { get; init; }
    /// <summary>The first offending cell, cut at 80 characters.</summary>
    public string? Value { get; init; }
    /// <summary>How many cases there are.</summary>
    public required long Count { get; init; }
    /// <summary>What is the matter, in a sentence.</summary>
    public required string Message { get; init; }
    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }
    /// <summary>The first five cases.</summary>
    public IReadOnlyList<IssueExample> Examples { get; init; } = [];
}

/// <summary>One case of an issue.</summary>
public sealed record IssueExample(long Row, string? Column, string? Value);

/// <summary>A row that was left out.</summary>
/// <param name="Row">Line in the file, from 1; the header is line 1.</param>
/// <param name="Column">Header of the first offending cell; null when the line itself is at fault.</param>
/// <param name="Value">That cell, cut at 80 characters.</param>
/// <param name="Code">Why: MISSING_VALUE, NOT_A_NUMBER, NOT_FINITE, RAGGED_ROW …</param>
/// <param name="Message">The reason as a sentence.</param>
public sealed record ExcludedRow(long Row, string? Column, string? Value, string Code, string Message);
