using System.Runtime.InteropServices;
using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>The container of old Office documents, and of new ones with a password.</summary>
static class CompoundFile
{
    /// <summary>Refuses what is no workbook, or one with a password, by the names of the parts: they stand in UTF-16
    /// in a list that may be anywhere in the file.</summary>
    /// <exception cref="InvalidDatasetException">It cannot be read as a workbook.</exception>
    public static void Check(string path)
    {
        using var file = new MappedFile(path);
        var bytes = file.Span(0, Math.Min(file.Length, int.MaxValue));
        if (Has(bytes, "EncryptedPackage")) throw Refused.Encrypted("The workbook");
        if (Has(bytes, "WordDocument")) throw Refused.Other("an old Word document");
        if (!Has(bytes, "Workbook") && !Has(bytes, "Book"))
            throw Refused.Other("an old Office document without a workbook");
    }

    static bool Has(ReadOnlySpan<byte> bytes, string name) => bytes.IndexOf(MemoryMarshal.AsBytes<char>(name)) >= 0;
}
