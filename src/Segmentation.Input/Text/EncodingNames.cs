using System.Globalization;
using System.Text;

namespace Segmentation.Input;

/// <summary>The encodings of the framework by name or number of code page.</summary>
static class EncodingNames
{
    /// <summary>What text is taken for that is not UTF-8.</summary>
    public const string Default = "windows-1252";

    static readonly EncodingProvider CodePages = CodePagesEncodingProvider.Instance;

    // Everything that a name may be called besides: people write what their program shows.
    static readonly Dictionary<string, string> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["utf-8-sig"] = "utf-8",
        ["utf16"] = "utf-16",
        ["latin1"] = "iso-8859-1",
        ["latin-1"] = "iso-8859-1",
        ["ansi"] = Default,
    };

    /// <summary>The encoding of a name, with U+FFFD for what it cannot read.</summary>
    /// <exception cref="InvalidDatasetException">There is none of this name.</exception>
    public static Encoding Find(string name)
    {
        var plain = name.Trim();
        plain = Usual.GetValueOrDefault(plain, plain);
        // cp1252, CP-1252, windows1252, 1252
        var digits = plain.AsSpan(plain.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1);
        var words = plain[..^digits.Length].TrimEnd('-', '_', ' ').ToLowerInvariant();
        if (words is "" or "cp" or "windows" or "win" or "ms" or "code page" or "codepage"
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            && ByPage(page) is { } numbered)
            return numbered;
        return ByName(plain) ?? throw Refused.UnknownEncoding(name);
    }

    static Encoding? ByPage(int page)
    {
        var encoding = CodePages.GetEncoding(page, EncoderFallback.ReplacementFallback, Unknown)
            ?? Array.Find(Encoding.GetEncodings(), known => known.CodePage == page)?.GetEncoding();
        return encoding is null ? null : WithReplacement(encoding);
    }

    static Encoding? ByName(string name)
    {
        try
        {
            var encoding = CodePages.GetEncoding(name, EncoderFallback.ReplacementFallback, Unknown)
                ?? Encoding.GetEncoding(name);
            return WithReplacement(encoding);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;   // utf-7 too, which is not safe to read
        }
    }

    static DecoderReplacementFallback Unknown => new("\uFFFD");

    static Encoding WithReplacement(Encoding encoding)
    {
        var own = (Encoding)encoding.Clone();
        own.DecoderFallback = Unknown;
        return own;
    }
}
