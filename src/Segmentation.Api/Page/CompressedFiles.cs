using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Segmentation.Api;

/// <summary>The texts among some files, compressed: once for each file, and kept in memory. Others are not
/// found.</summary>
sealed class CompressedFiles(IFileProvider files, string encoding) : IFileProvider
{
    // Bytes. Less than for answers that are compressed each time; below it the headers outweigh what is saved.
    const int Smallest = 200;

    static readonly FileExtensionContentTypeProvider Types = new();

    readonly ConcurrentDictionary<string, CompressedFile> _made = new();

    public IFileInfo GetFileInfo(string subpath)
    {
        var file = files.GetFileInfo(subpath);
        if (!file.Exists || file.Length < Smallest || !IsText(file.Name))
            return new NotFoundFileInfo(file.Name);
        if (_made.TryGetValue(subpath, out var made) && made.IsOf(file)) return made;
        return _made[subpath] = new(file, encoding);
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    static bool IsText(string name) =>
        Types.TryGetContentType(name, out var type) && TextCompression.IsText(type);
}

/// <summary>A file of the page, compressed.</summary>
sealed class CompressedFile : IFileInfo
{
    // Of Brotli: as fast as its usual 4 for small files, and 8 % shorter. Higher ones take seconds for ECharts.
    const int Quality = 6;
    const int Window = 22;

    readonly byte[] _bytes;
    readonly long _plainLength;

    public CompressedFile(IFileInfo file, string encoding)
    {
        using var content = file.CreateReadStream();
        var plain = new byte[content.Length];
        content.ReadExactly(plain);
        _bytes = encoding == "br" ? Brotli(plain) : Gzip(plain);
        (Name, LastModified, Encoding, _plainLength) = (file.Name, file.LastModified, encoding, file.Length);
    }

    public string Encoding { get; }
    public bool Exists => true;
    public bool IsDirectory => false;
    public long Length => _bytes.Length;
    public string Name { get; }
    public DateTimeOffset LastModified { get; }
    public string? PhysicalPath => null;

    public Stream CreateReadStream() => new MemoryStream(_bytes, writable: false);

    /// <summary>Whether the file is still the one that was compressed.</summary>
    public bool IsOf(IFileInfo file) => (file.LastModified, file.Length) == (LastModified, _plainLength);

    static byte[] Brotli(byte[] plain)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, buffer, out var length, Quality, Window)
            ? buffer[..length]
            : throw new InvalidOperationException("The buffer has the length that Brotli needs at most.");
    }

    static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(plain);
        return packed.ToArray();
    }
}
