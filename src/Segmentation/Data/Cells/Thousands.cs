using System.Buffers;
using System.Text;

namespace Segmentation.Data;

/// <summary>Marks between groups of three digits: point or comma, whichever is not the decimal mark, and
/// others.</summary>
static class Thousands
{
    /// <summary>Space, apostrophe, no-break space, thin space, narrow no-break space, typographic apostrophe.</summary>
    public const string Others = " '\u00A0\u2009\u202F\u2019";

    /// <summary>Copies a number without its thousands marks.</summary>
    /// <param name="mark">The decimal mark.</param>
    /// <returns>Length of the copy; 0 when groups are not all of three digits or have different marks.</returns>
    public static int Remove(ReadOnlySpan<byte> number, byte mark, Span<byte> plain)
    {
        var sign = number.Length > 0 && number[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        number[..sign].CopyTo(plain);
        var (length, group, groups) = (sign, 0, 0);
        ReadOnlySpan<byte> used = default;
        for (var at = sign; at < number.Length;)
        {
            if (number[at] is >= (byte)'0' and <= (byte)'9')
            {
                (plain[length++], group) = (number[at++], group + 1);
                continue;
            }
            var between = At(number[at..], mark);
            if (between == 0) return Rest(number[at..], group, groups, plain, length);
            var same = groups == 0 || number.Slice(at, between).SequenceEqual(used);
            if (!same || !(groups == 0 ? group is >= 1 and <= 3 : group == 3)) return 0;
            used = number.Slice(at, between);
            (group, groups, at) = (0, groups + 1, at + between);
        }
        return groups > 0 && group == 3 ? length : 0;
    }

    /// <summary>How many bytes the thousands mark at the front has; 0 when there is none.</summary>
    public static int At(ReadOnlySpan<byte> text, byte mark)
    {
        if (text is [(byte)'.' or (byte)',', ..]) return text[0] == mark ? 0 : 1;
        var isCharacter = Rune.DecodeFromUtf8(text, out var first, out var bytes) == OperationStatus.Done;
        return isCharacter && first.IsBmp && Others.Contains((char)first.Value) ? bytes : 0;
    }

    static int Rest(ReadOnlySpan<byte> decimals, int group, int groups, Span<byte> plain, int length)
    {
        if (groups == 0 || group != 3) return 0;
        decimals.CopyTo(plain[length..]);
        return length + decimals.Length;
    }
}
