using System.Buffers;
using System.Text;
using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>In which encoding a text is.</summary>
/// <param name="Encoding">Reads it.</param>
/// <param name="Guessed">Nothing says so: the bytes are not UTF-8.</param>
/// <param name="Start">Where the text begins: behind a byte order mark.</param>
/// <param name="IsUtf8">It needs no decoding.</param>
readonly record struct TextFormat(Encoding Encoding, bool Guessed, int Start, bool IsUtf8)
{
    const int FewestUtf16 = 8;   // bytes from which every second one being zero is no accident

    static readonly Encoding BigEndian = EncodingNames.Find("utf-16BE");

    /// <summary>Looks at the bytes; all of them when nothing in the first ones says what they are.</summary>
    /// <param name="asked">Goes before what the bytes look like; null: nobody asked.</param>
    /// <exception cref="InvalidDatasetException">It is no text.</exception>
    public static TextFormat Find(MappedFile file, Encoding? asked, CancellationToken ct)
    {
        var start = file.Span(0, Math.Min(file.Length, FileSignature.Looked));
        var marked = ByMark(start);
        if (asked is not null) return Asked(file, asked, marked, ct);
        if (marked is { IsUtf8: false } utf16) return utf16;
        if (Utf16WithoutMark(start) is { } found) return new(found, Guessed: false, Start: 0, IsUtf8: false);

        TextCheck.CheckStart(file);
        if (TextCheck.IsUtf8(file, ct)) return new(Encoding.UTF8, Guessed: false, Start: 0, IsUtf8: true);
        var guess = EncodingNames.Find(MostlyUtf8(file, ct) ? "utf-8" : EncodingNames.Default);
        return new(guess, Guessed: true, marked?.Start ?? 0, IsUtf8: false);
    }

    static TextFormat Asked(MappedFile file, Encoding asked, TextFormat? marked, CancellationToken ct)
    {
        var start = marked is { } mark && mark.Encoding.CodePage == asked.CodePage ? mark.Start : 0;
        var isUtf8 = asked.CodePage == Encoding.UTF8.CodePage && TextCheck.IsUtf8(file, ct);
        return new(asked, Guessed: false, isUtf8 ? 0 : start, isUtf8);
    }

    static TextFormat? ByMark(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? new(Encoding.UTF8, false, 3, IsUtf8: true)
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? new(EncodingNames.Find("utf-16"), false, 2, false)
        : start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? new(BigEndian, false, 2, false)
        : null;

    static Encoding? Utf16WithoutMark(ReadOnlySpan<byte> start)
    {
        if (start.Length < FewestUtf16) return null;
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < start.Length; i += 2)
        {
            if (start[i] == 0) even++;
            if (start[i + 1] == 0) odd++;
        }
        // A few characters such as € have no zero byte.
        var most = start.Length / 2 * 9 / 10;
        return odd >= most && even == 0 ? EncodingNames.Find("utf-16") : even >= most && odd == 0 ? BigEndian : null;
    }

    /// <summary>Whether there are more characters of several bytes that are UTF-8 than bytes that are not: such a text
    /// was damaged, while text of another encoding has none.</summary>
    static bool MostlyUtf8(MappedFile file, CancellationToken ct)
    {
        const int block = 1 << 20;
        var balance = 0L;
        for (long from = 0; from < file.Length; from += block)
        {
            ct.ThrowIfCancellationRequested();
            balance += Balance(file.Span(from, Math.Min(file.Length, from + block)));
        }
        return balance > 0;
    }

    static long Balance(ReadOnlySpan<byte> text)
    {
        var balance = 0L;
        for (var at = 0; (at = Skip(text, at)) < text.Length;)
        {
            var whole = Rune.DecodeFromUtf8(text[at..], out _, out var used) == OperationStatus.Done;
            balance += whole ? 1 : -1;
            at += used;
        }
        return balance;

        static int Skip(ReadOnlySpan<byte> text, int at) =>
            text[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is var ahead and >= 0 ? at + ahead : text.Length;
    }
}
