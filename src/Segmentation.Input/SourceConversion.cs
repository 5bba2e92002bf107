using System.IO.Compression;
using System.Text;
using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>From one file to its CSV: unpack, then decode or convert.</summary>
/// <param name="destination">Of the CSV, if one has to be made.</param>
sealed class SourceConversion(string destination, FileReading reading, long mostBytes, CancellationToken ct)
{
    readonly string _unpacked = UnpackedOf(destination);
    readonly Encoding? _encoding = reading.Encoding is null ? null : EncodingNames.Find(reading.Encoding);

    /// <summary>Where it is for a while what was in an archive.</summary>
    public static string UnpackedOf(string destination) => destination + ".unpacked";

    public async Task<CsvSource> RunAsync(string source)
    {
        try
        {
            var (path, format) = await ConvertAsync(source);
            return new(path, format, reading with { Encoding = _encoding?.WebName });
        }
        finally
        {
            File.Delete(_unpacked);
        }
    }

    async Task<(string Path, SourceFormat Format)> ConvertAsync(string source)
    {
        await using var file = File.OpenRead(source);
        var (kind, name) = KindOf(file);
        switch (kind)
        {
            case FileKind.Gzip when reading.Entry is null:
                return await InsideAsync(Unpack(to => Unpacking.Gzip(file, to, ct), "The GZIP archive"));
            case FileKind.Zip when Archive(file) is var zip && !Unpacking.IsWorkbook(zip):
                if (Unpacking.OtherThanTables(zip) is { } other) throw Refused.Other(other);
                return await InsideAsync(Unpack(to => Unpacking.Zip(zip, reading.Entry, to, ct), "The ZIP archive"));
            default:
                if (reading.Entry is not null) throw Refused.NoEntries(name ?? "a text");
                return await TableAsync(source, new());
        }
    }

    /// <summary>Reads what was in an archive.</summary>
    async Task<(string Path, SourceFormat Format)> InsideAsync(SourceFormat packed)
    {
        using (var file = File.OpenRead(_unpacked))
            if (KindOf(file) is var (kind, name)
                && (kind == FileKind.Gzip || (kind == FileKind.Zip && !Unpacking.IsWorkbook(Archive(file)))))
                throw Refused.Nested(name!);
        var (path, format) = await TableAsync(_unpacked, packed);
        if (path == destination) return (path, format);

        File.Move(_unpacked, destination);
        return (destination, format);
    }

    /// <summary>Reads a table that is not packed.</summary>
    /// <param name="packed">What is known of it already.</param>
    async Task<(string Path, SourceFormat Format)> TableAsync(string source, SourceFormat packed)
    {
        await using var file = File.OpenRead(source);
        var (kind, name) = KindOf(file);
        if (kind == FileKind.Other) throw Refused.Other(name!);
        if (kind != FileKind.Text && _encoding is not null) throw Refused.NoEncoding(name!);
        if (kind is FileKind.Text or FileKind.Parquet && reading.Sheet is not null)
            throw Refused.NoSheets(name ?? "a text");

        if (kind == FileKind.Text) return Columns(Text(source, packed));
        var found = await MakeAsync(to => kind == FileKind.Parquet
            ? ParquetAsync(file, to)
            : Task.FromResult(Workbook(file, kind, to)));
        return (destination, found with { Packing = packed.Packing, Entry = packed.Entry });
    }

    (string Path, SourceFormat Format) Text(string source, SourceFormat packed)
    {
        using var file = new MappedFile(source);
        if (file.Length == 0) throw Refusals.EmptyFile();
        var text = TextFormat.Find(file, _encoding, ct);
        var format = packed with { Encoding = text.Encoding.WebName, EncodingGuessed = text.Guessed };
        if (text.IsUtf8) return (source, format);

        using var to = new OutputFile(destination, mostBytes);
        using var bytes = File.OpenRead(source);
        bytes.Position = text.Start;
        var unreadable = new Transcoder(to).Run(bytes, text.Encoding, ct);
        to.Finish();
        return (destination, format with { Unreadable = unreadable });
    }

    /// <summary>Puts delimiters where blanks separate the columns.</summary>
    (string Path, SourceFormat Format) Columns((string Path, SourceFormat Format) text)
    {
        var (path, format) = (destination + ".columns", text.Format);
        try
        {
            using var file = new MappedFile(text.Path);
            if (BlankTable.Find(file) is not { } columns) return text;
            using var to = new OutputFile(path, mostBytes);
            BlankTable.Write(file, columns, new(to), ct);
            to.Finish();
            format = format with { ColumnsBy = columns.By };
        }
        catch
        {
            if (text.Path == destination) File.Delete(destination);
            throw;
        }
        File.Move(path, destination, overwrite: true);   // what was decoded is there already
        return (destination, format);
    }

    Task<SourceFormat> ParquetAsync(Stream file, OutputFile to) => ReadableAsync("The Parquet file", async () =>
    {
        var csv = new CsvText(to);
        var format = await new ParquetTable(csv, mostBytes, ct).WriteAsync(file);
        csv.Flush();
        return format;
    });

    SourceFormat Workbook(FileStream file, FileKind kind, OutputFile to) => Readable("The workbook", () =>
    {
        var sheets = default(IReadOnlyList<string>);
        if (kind == FileKind.Zip)
        {
            var archive = Archive(file);
            WorkbookParts.Check(archive);
            sheets = WorkbookParts.Sheets(archive);
        }
        else CompoundFile.Check(file.Name);
        var csv = new CsvText(to);
        var format = new WorkbookTable(sheets, csv, ct)
            .Write(file, kind == FileKind.Zip ? SourceKind.Xlsx : SourceKind.Xls, reading.Sheet);
        csv.Flush();
        return format;
    });

    async Task<SourceFormat> MakeAsync(Func<OutputFile, Task<SourceFormat>> make)
    {
        using var to = new OutputFile(destination, mostBytes);
        var format = await make(to);
        to.Finish();
        return format;
    }

    SourceFormat Unpack(Func<OutputFile, SourceFormat> unpack, string what)
    {
        using var to = new OutputFile(_unpacked, mostBytes);
        var format = Readable(what, () => unpack(to));
        to.Finish();
        return format;
    }

    static ZipArchive Archive(Stream file) => Readable("The ZIP archive", () =>
    {
        ZipDirectory.Check(file);
        var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        _ = archive.Entries;   // read here, where a damaged list is known for what it is
        return archive;
    });

    /// <summary>Runs a reader of somebody else's format: whatever it trips over, the file is damaged.</summary>
    static T Readable<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failed) when (IsDamage(failed))
        {
            throw Refused.Broken(what);
        }
    }

    /// <inheritdoc cref="Readable"/>
    static async Task<T> ReadableAsync<T>(string what, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception failed) when (IsDamage(failed))
        {
            throw Refused.Broken(what);
        }
    }

    static bool IsDamage(Exception failed) =>
        failed is not (OperationCanceledException or InvalidDatasetException or UnauthorizedAccessException)
        && !DiskFull.Is(failed);

    static (FileKind Kind, string? Name) KindOf(Stream file)
    {
        var start = new byte[FileSignature.Looked];
        file.Position = 0;
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return FileSignature.Of(start.AsSpan(0, read));
    }
}
