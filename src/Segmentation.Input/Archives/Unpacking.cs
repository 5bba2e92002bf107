using System.Buffers.Binary;
using System.IO.Compression;

namespace Segmentation.Input;

/// <summary>Takes the one file out of an archive.</summary>
static class Unpacking
{
    /// <summary>Unpacks a file that gzip packed.</summary>
    /// <exception cref="InvalidDatasetException">What is in it is too large.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static SourceFormat Gzip(FileStream packed, OutputFile to, CancellationToken ct)
    {
        using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        var bytes = Unpacked.Copy(gzip, to, packed.Length, ct);
        if (StatedBytes(packed) != (uint)bytes) throw new InvalidDataException("It ends early.");
        return new() { Packing = Packing.Gzip };
    }

    /// <summary>The number at the end: the framework takes a file that is cut off for a short one.</summary>
    static uint StatedBytes(FileStream packed)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        packed.Position = Math.Max(0, packed.Length - end.Length);
        packed.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end);
    }

    /// <summary>Unpacks the file of an archive that is the table.</summary>
    /// <exception cref="InvalidDatasetException">It cannot be found, has a password or is too large.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static SourceFormat Zip(ZipArchive archive, string? asked, OutputFile to, CancellationToken ct)
    {
        var table = ZipTable.Find(archive, asked);
        table.Unpack(to, ct);
        return new()
        {
            Packing = Packing.Zip,
            Entry = table.Entry.FullName,
            Choices = table.Choices,
            Skipped = table.Skipped,
        };
    }

    /// <summary>What an archive is by the files in it: an office document is one too.</summary>
    /// <returns>Null of a usual archive, and of a workbook.</returns>
    public static string? OtherThanTables(ZipArchive archive)
    {
        bool Has(string name) => archive.GetEntry(name) is not null;
        return Has("xl/workbook.bin") ? "a binary Excel workbook (.xlsb)"
            : Has("word/document.xml") ? "a Word document"
            : Has("ppt/presentation.xml") ? "a PowerPoint presentation"
            : Has("content.xml") && Has("mimetype") ? "an OpenDocument file (of LibreOffice)"
            : null;
    }

    /// <summary>Whether an archive is an Excel workbook.</summary>
    public static bool IsWorkbook(ZipArchive archive) => archive.GetEntry("xl/workbook.xml") is not null;
}
