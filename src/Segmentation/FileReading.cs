namespace Segmentation;

/// <summary>How somebody wants a file read: which of its tables, in which encoding. Null: as it is found. One file
/// read in two ways is two datasets.</summary>
public sealed record FileReading
{
    /// <summary>Name of the encoding of the text, as the framework writes it, such as <c>windows-1250</c>.</summary>
    public string? Encoding { get; init; }
    /// <summary>Name of a sheet of the workbook.</summary>
    public string? Sheet { get; init; }
    /// <summary>Name of a file in the archive, with its folders.</summary>
    public string? Entry { get; init; }
}
