using System.Buffers;
using System.Text;

namespace Segmentation.Data;

/// <summary>Marks between groups of digits: point or comma, whichever is not the decimal mark, and others. Groups have
/// three digits; in India (12,34,567) two, and three at the end.</summary>
static class Thousands
{
    /// <summary>Space, no-break space, thin space, narrow no-break space.</summary>
    public const string Blanks = " \u00A0\u2009\u202F";

    /// <summary>Blanks, and the apostrophe of typewriters and of printers.</summary>
    public const string Others = Blanks + Apostrophes;

    /// <summary>The apostrophe of typewriters and of printers.</summary>
    public const string Apostrophes = "'\u2019";

    /// <summary>Every mark; the one that is the decimal mark is none then.</summary>
    public const string Any = Others + ".,";

    /// <summary>The mark of Indian numbers, whose groups have two digits but for the last.</summary>
    public const char Indian = ',';

    /// <summary>Copies a number without its thousands marks.</summary>
    /// <param name="number">Without a sign.</param>
    /// <param name="mark">The decimal mark.</param>
    /// <param name="marks">The marks that may stand between groups.</param>
    /// <returns>Length of the copy; 0 when groups have other lengths or different marks.</returns>
    public static int Remove(ReadOnlySpan<byte> number, byte mark, Span<byte> plain, string marks = Any)
    {
        var (length, group, groups, size) = (0, 0, 0, 3);
        ReadOnlySpan<byte> used = default;
        for (var at = 0; at < number.Length;)
        {
            if (number[at] is >= (byte)'0' and <= (byte)'9')
            {
                (plain[length++], group) = (number[at++], group + 1);
                continue;
            }
            var between = At(number[at..], mark, marks);
            if (between == 0) return Rest(number[at..], group, groups, plain, length);
            var same = groups == 0 || number.Slice(at, between).SequenceEqual(used);
            if (groups == 1 && group == 2 && length <= 4 && number[at] == Indian) size = 2;
            if (!same || !(groups == 0 ? group is >= 1 and <= 3 : group == size)) return 0;
            used = number.Slice(at, between);
            (group, groups, at) = (0, groups + 1, at + between);
        }
        return groups > 0 && group == 3 ? length : 0;
    }

    /// <summary>How many bytes the thousands mark at the front has; 0 when there is none.</summary>
    public static int At(ReadOnlySpan<byte> text, byte mark, string marks = Any)
    {
        if (text.Length > 0 && text[0] == mark) return 0;
        var isCharacter = Rune.DecodeFromUtf8(text, out var first, out var bytes) == OperationStatus.Done;
        return isCharacter && first.IsBmp && marks.Contains((char)first.Value) ? bytes : 0;
    }

    /// <summary>The characters that stand for a mark.</summary>
    public static string Of(ThousandsMark mark) => mark switch
    {
        ThousandsMark.None => "",
        ThousandsMark.Point => ".",
        ThousandsMark.Comma => ",",
        ThousandsMark.Space => Blanks,
        _ => Apostrophes,
    };

    static int Rest(ReadOnlySpan<byte> decimals, int group, int groups, Span<byte> plain, int length)
    {
        if (groups == 0 || group != 3) return 0;
        decimals.CopyTo(plain[length..]);
        return length + decimals.Length;
    }
}
