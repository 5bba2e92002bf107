using System.Text;

namespace Segmentation.Data;

/// <summary>What a file is by its first bytes.</summary>
enum FileKind
{
    /// <summary>Text, or something without a known signature.</summary>
    Text,
    /// <summary>An archive of files; an Excel workbook is one too.</summary>
    Zip,
    Gzip,
    /// <summary>An old Excel workbook, or one with a password.</summary>
    CompoundFile,
    Parquet,
    /// <summary>A format that no table is read from.</summary>
    Other,
}

/// <summary>The signatures of formats: by content, whatever a file is called.</summary>
static class FileSignature
{
    /// <summary>How many of the first bytes tell what a file is.</summary>
    public const int Looked = 4_096;

    const int TarMark = 257;   // where an archive of tar says that it is one

    static readonly (byte[] Start, FileKind Kind, string Name)[] Known =
    [
        ([.. "PK\u0003\u0004"u8], FileKind.Zip, "an Excel workbook or a ZIP archive"),
        ([.. "PK\u0005\u0006"u8], FileKind.Zip, "an empty ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], FileKind.CompoundFile, "an old Excel workbook"),
        ([0x1F, 0x8B], FileKind.Gzip, "a GZIP archive"),
        ([.. "PAR1"u8], FileKind.Parquet, "a Parquet file"),
        ([.. "PARE"u8], FileKind.Other, "an encrypted Parquet file"),
        ([0x89, .. "PNG"u8], FileKind.Other, "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], FileKind.Other, "a JPEG picture"),
        ([.. "GIF8"u8], FileKind.Other, "a GIF picture"),
        ([.. "%PDF-"u8], FileKind.Other, "a PDF document"),
        ([.. "{\\rtf"u8], FileKind.Other, "an RTF document"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], FileKind.Other, "a 7-Zip archive"),
        ([.. "Rar!\u001A\u0007"u8], FileKind.Other, "a RAR archive"),
        ([.. "BZh"u8, 0x31], FileKind.Other, "a BZIP2 archive"),
        ([0xFD, .. "7zXZ"u8, 0], FileKind.Other, "an XZ archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], FileKind.Other, "a Zstandard archive"),
        ([.. "SQLite format 3"u8], FileKind.Other, "an SQLite database"),
        ([.. "ORC"u8], FileKind.Other, "an ORC file"),
        ([.. "Obj\u0001"u8], FileKind.Other, "an Avro file"),
        ([.. "\u007FELF"u8], FileKind.Other, "a program"),
    ];

    static readonly string[] Markup = ["<!doctype html", "<html", "<?xml"];

    /// <summary>What the bytes are the beginning of.</summary>
    /// <param name="start">The first bytes of a file, at most <see cref="Looked"/>.</param>
    /// <returns>The kind, and what it is called; null of text.</returns>
    public static (FileKind Kind, string? Name) Of(ReadOnlySpan<byte> start)
    {
        foreach (var (signature, kind, name) in Known)
            if (start.StartsWith(signature)) return (kind, name);
        if (start.Length > TarMark && start[TarMark..].StartsWith("ustar"u8)) return (FileKind.Other, "a TAR archive");
        return IsMarkup(start) ? (FileKind.Other, "a page of HTML or XML") : (FileKind.Text, null);
    }

    static bool IsMarkup(ReadOnlySpan<byte> start)
    {
        var text = start.TrimStart("\uFEFF \t\r\n"u8);
        foreach (var mark in Markup)
            if (text.Length > mark.Length && Ascii.EqualsIgnoreCase(text[..mark.Length], mark)) return true;
        return false;
    }
}
