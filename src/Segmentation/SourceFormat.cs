namespace Segmentation;

/// <summary>What a file was before it became the UTF-8 CSV that is read.</summary>
public sealed record SourceFormat
{
    /// <summary>What the table is written as.</summary>
    public SourceKind Kind { get; init; }
    /// <summary>What the file was packed with; null when it was not.</summary>
    public Packing? Packing { get; init; }
    /// <summary>Name of the file in the archive; null without an archive of files.</summary>
    public string? Entry { get; init; }
    /// <summary>Encoding of the text, by the framework's name; null where the format has its own.</summary>
    public string? Encoding { get; init; } = "utf-8";
    /// <summary>Nothing says which encoding it is: it was taken because the bytes are not UTF-8.</summary>
    public bool EncodingGuessed { get; init; }
    /// <summary>How the first cells with letters beyond ASCII read in each likely encoding; empty where the bytes
    /// themselves say the encoding, or all are ASCII.</summary>
    public IReadOnlyList<EncodingPreview> Encodings { get; init; } = [];
    /// <summary>What separated the columns of a text without delimiters; null when it has some.</summary>
    public ColumnsBy? ColumnsBy { get; init; }
    /// <summary>The sheet that was read; null of what has none.</summary>
    public string? Sheet { get; init; }
    /// <summary>The sheets of the workbook, or the tables of the archive, in their order; empty when there is no
    /// choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
    /// <summary>What was not read, each with the reason.</summary>
    public IReadOnlyList<SkippedPart> Skipped { get; init; } = [];
    /// <summary>What the encoding cannot read; null when it reads everything.</summary>
    public UnreadableText? Unreadable { get; init; }
}

/// <summary>What a table is written as.</summary>
public enum SourceKind
{
    /// <summary>Text with a delimiter.</summary>
    Csv,
    /// <summary>An Excel workbook of XML.</summary>
    Xlsx,
    /// <summary>A binary Excel workbook, as Excel wrote until 2003.</summary>
    Xls,
    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>What separates columns where there are no delimiters.</summary>
public enum ColumnsBy
{
    /// <summary>One blank or more.</summary>
    Blanks,
    /// <summary>Each column has its places in the line, with blanks between; cells may have blanks inside.</summary>
    Width,
}

/// <summary>What a file is packed with.</summary>
public enum Packing
{
    /// <summary>One file.</summary>
    Gzip,
    /// <summary>An archive of files.</summary>
    Zip,
}

/// <summary>How cells read in an encoding.</summary>
/// <param name="Encoding">By the framework's name.</param>
/// <param name="Cells">The first different ones, as texts.</param>
public sealed record EncodingPreview(string Encoding, IReadOnlyList<string> Cells);

/// <summary>A part of a file that is not in the table.</summary>
/// <param name="Name">Of a sheet, a column or a file of the archive.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record SkippedPart(string Name, string Reason);

/// <summary>Bytes that an encoding has no character for; U+FFFD stands in their place.</summary>
/// <param name="Count">How many places there are.</param>
/// <param name="Lines">The first five lines with such a place, from 1.</param>
public sealed record UnreadableText(long Count, IReadOnlyList<long> Lines);
