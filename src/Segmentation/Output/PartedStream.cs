using Microsoft.Win32.SafeHandles;

namespace Segmentation.Output;

/// <summary>Several files read as one, in the order given: seekable, read only, one of them open at a time.</summary>
/// <remarks>The files must not change while they are read.</remarks>
public sealed class PartedStream : Stream
{
    readonly (string Path, long Start, long Length)[] _parts;
    SafeFileHandle? _handle;
    int _open = -1;
    long _position;

    /// <param name="files">Paths; empty files are passed over.</param>
    public PartedStream(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var parts = new List<(string, long, long)>();
        foreach (var file in files)
        {
            if (new FileInfo(file).Length is not (> 0 and var length)) continue;
            parts.Add((file, Length, length));
            Length += length;
        }

        _parts = [.. parts];
    }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value >= 0
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A position is 0 or more.");
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (Find() is not { } at) return 0;
        var read = RandomAccess.Read(at.Handle, buffer[..(int)Math.Min(buffer.Length, at.Left)], at.Offset);
        return Moved(read, buffer.Length);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Find() is not { } at) return 0;
        var wanted = buffer[..(int)Math.Min(buffer.Length, at.Left)];
        return Moved(await RandomAccess.ReadAsync(at.Handle, wanted, at.Offset, cancellationToken), buffer.Length);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("The files are read only.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The files are read only.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _handle?.Dispose();
        base.Dispose(disposing);
    }

    // The last part that begins at or before the position; null at the end of all.
    (SafeFileHandle Handle, long Offset, long Left)? Find()
    {
        if (_position >= Length) return null;

        var (low, high) = (0, _parts.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_parts[middle].Start <= _position) low = middle;
            else high = middle - 1;
        }

        var offset = _position - _parts[low].Start;
        return (Open(low), offset, _parts[low].Length - offset);
    }

    SafeFileHandle Open(int part)
    {
        if (_open == part) return _handle!;

        _handle?.Dispose();
        (_handle, _open) = (null, -1);
        _handle = File.OpenHandle(_parts[part].Path, options: FileOptions.Asynchronous | FileOptions.SequentialScan);
        _open = part;
        return _handle;
    }

    int Moved(int read, int wanted)
    {
        if (read == 0 && wanted > 0)
            throw new EndOfStreamException("A part of the file has become shorter while it was read.");
        _position += read;
        return read;
    }
}
