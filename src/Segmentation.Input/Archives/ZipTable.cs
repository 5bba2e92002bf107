using System.IO.Compression;
using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>The one file of an archive that is the table.</summary>
/// <param name="Entry">Where it is.</param>
/// <param name="Choices">Names of the files that may be the table, when there are several.</param>
/// <param name="Skipped">The other files.</param>
sealed record ZipTable(ZipArchiveEntry Entry, IReadOnlyList<string> Choices, IReadOnlyList<SkippedPart> Skipped)
{
    const int Looked = 100;   // files whose beginning is looked at

    /// <summary>Finds it by the content of the files.</summary>
    /// <param name="asked">Its name; null: there has to be one alone.</param>
    /// <exception cref="InvalidDatasetException">There is none or more than one, or it has a password.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static ZipTable Find(ZipArchive archive, string? asked)
    {
        var files = archive.Entries.Where(IsFile).ToArray();
        var names = Array.ConvertAll(files, file => file.FullName);
        if (files.Length == 0) throw Refused.NothingInside("The archive has no files.");
        if (asked is not null)
        {
            var entry = Array.Find(files, file => file.FullName == asked) ?? throw Refused.NoSuchEntry(asked, names);
            return new(entry, names.Length > 1 ? names : [], Others(files, entry));
        }
        if (files.Length > Looked) throw Refused.SeveralTables(names);
        return Only(files);
    }

    /// <summary>Writes the table.</summary>
    /// <exception cref="InvalidDatasetException">It has a password or is too large.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Unpack(OutputFile to, CancellationToken ct)
    {
        using var stream = Open(Entry);
        var bytes = Unpacked.Copy(stream, to, Entry.CompressedLength, ct);
        if (bytes != Entry.Length) throw new InvalidDataException("The file in the archive is cut off.");
    }

    static ZipTable Only(ZipArchiveEntry[] files)
    {
        var kinds = Array.ConvertAll(files, Look);
        var tables = Where(files, kinds, found => found is Found.Table or Found.Prose);
        if (tables.Length > 1) tables = Where(files, kinds, found => found is Found.Table);
        if (tables.Length == 0) tables = Where(files, kinds, found => found is Found.Prose);
        return tables.Length switch
        {
            0 => throw Refused.NothingInside("No file in the archive is a table: neither text, workbook nor Parquet."),
            1 => new(tables[0], [], Others(files, tables[0])),
            _ => throw Refused.SeveralTables(Array.ConvertAll(tables, table => table.FullName)),
        };
    }

    static ZipArchiveEntry[] Where(ZipArchiveEntry[] files, Found[] kinds, Func<Found, bool> isIt) =>
        [.. files.Zip(kinds).Where(pair => isIt(pair.Second)).Select(pair => pair.First)];

    static SkippedPart[] Others(ZipArchiveEntry[] files, ZipArchiveEntry table) =>
        [.. files.Where(file => file != table)
            .Select(file => new SkippedPart(Refused.Short(file.FullName), "Another file of the archive."))];

    // Folders, and what macOS and Windows add to archives.
    static bool IsFile(ZipArchiveEntry entry) => entry is { Name.Length: > 0, Length: > 0 } && entry.Name[0] != '.'
        && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    static Stream Open(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted) throw Refused.Encrypted("The archive");
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException)
        {
            throw Refused.UnknownPacking(entry.FullName);
        }
    }

    enum Found
    {
        Table,
        Prose,
        Other,
    }

    static Found Look(ZipArchiveEntry entry)
    {
        var start = new byte[FileSignature.Looked];
        using var stream = Open(entry);
        var bytes = start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        return FileSignature.Of(bytes).Kind switch
        {
            FileKind.Other => Found.Other,
            FileKind.Text => HasDelimiter(bytes) ? Found.Table : Found.Prose,
            _ => Found.Table,
        };
    }

    /// <summary>Whether the first two lines have as many of the same delimiter: a note about the table has
    /// not.</summary>
    static bool HasDelimiter(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOf((byte)'\n');
        if (first < 0) return false;
        var rest = text[(first + 1)..];
        var second = rest.IndexOf((byte)'\n');
        if (second < 0) second = rest.Length;
        foreach (var delimiter in ",;\t|"u8)
            if (text[..first].Count(delimiter) is > 0 and var count && rest[..second].Count(delimiter) == count)
                return true;
        return false;
    }
}
