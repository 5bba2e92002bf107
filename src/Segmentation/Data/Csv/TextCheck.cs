using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Checks that a file is UTF-8 text; if not, tells what it is instead.</summary>
static class TextCheck
{
    const int ChunkBytes = 1 << 22;

    /// <summary>Checks the first bytes.</summary>
    public static void CheckStart(MappedFile file)
    {
        if (file.Length == 0) throw Refusals.EmptyFile();
        var start = file.Span(0, Math.Min(file.Length, FileSignature.Looked));
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw Refusals.Utf16(line: 1);
        if (FileSignature.Of(start).Name is { } format) throw Refusals.OtherFormat(format);
        if (start.Contains((byte)0)) throw NotText(file, 0);
        if (Controls(start) > start.Length / 20) throw Refusals.NotText(line: 1);
    }

    /// <summary>Whether all bytes are UTF-8.</summary>
    public static bool IsUtf8(MappedFile file, CancellationToken ct)
    {
        var (chunks, wrong) = ((int)((file.Length + ChunkBytes - 1) / ChunkBytes), false);
        ParallelLoop.Run(chunks, chunk =>
        {
            if (Volatile.Read(ref wrong)) return;
            var from = CharacterStart(file, (long)chunk * ChunkBytes);
            var to = CharacterStart(file, Math.Min(file.Length, (chunk + 1L) * ChunkBytes));
            if (!Utf8.IsValid(file.Span(from, to))) Volatile.Write(ref wrong, true);
        }, ct);
        return !wrong;
    }

    /// <summary>Checks all bytes, after <see cref="FileScan"/> has found some that are not ASCII.</summary>
    public static void CheckUtf8(FileScan scan, CancellationToken ct)
    {
        if (!scan.NotAscii) return;
        var file = scan.File;
        ParallelLoop.Run(scan.Chunks, chunk =>
        {
            var (from, to) = (CharacterStart(file, scan.Begin(chunk)), CharacterStart(file, scan.Begin(chunk + 1)));
            var text = file.Span(from, to);
            if (Utf8.IsValid(text)) return;
            var wrong = from + ValidLength(text);
            var line = scan.LineAt(wrong);
            throw Controls(file.Span(Math.Max(0, wrong - 256), Math.Min(file.Length, wrong + 256))) > 8
                ? Refusals.NotText(line)
                : Refusals.NotUtf8(line, file.Span(wrong, wrong + 1)[0]);
        }, ct);
    }

    /// <summary>The refusal of a file with a zero byte at or after <paramref name="from"/>: UTF-16, or no
    /// text.</summary>
    public static InvalidDatasetException NotText(MappedFile file, long from)
    {
        var near = file.Span(from, Math.Min(file.Length, from + (1 << 20)));
        var zero = near.IndexOf((byte)0);
        var line = file.Span(0, Math.Min(int.MaxValue, from + zero)).Count((byte)'\n') + 1;
        var around = near[Math.Max(0, (zero & ~1) - 32)..];
        around = around[..Math.Min(around.Length, 64)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < around.Length; i++)
            if (around[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        var utf16 = Math.Max(even, odd) >= around.Length / 3 && Math.Min(even, odd) == 0 && around.Length >= 8;
        return utf16 ? Refusals.Utf16(line) : Refusals.NotText(line);
    }

    static int Controls(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var value in bytes)
            if (value < ' ' && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 12)) controls++;
        return controls;
    }

    static long CharacterStart(MappedFile file, long offset)
    {
        for (var moved = 0; moved < 3 && offset < file.Length; moved++, offset++)
            if ((file.Span(offset, offset + 1)[0] & 0xC0) != 0x80) break;
        return offset;
    }

    static int ValidLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var used) == OperationStatus.Done)
            at += used;
        return at;
    }
}
