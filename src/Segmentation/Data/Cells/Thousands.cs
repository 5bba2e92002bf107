namespace Segmentation.Data;

/// <summary>Marks between groups of three digits: the other one of point and comma, apostrophe, space, no-break and thin space.</summary>
static class Thousands
{
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

    /// <summary>Bytes of the thousands mark that stands first, or 0.</summary>
    public static int At(ReadOnlySpan<byte> text, byte mark) => text switch
    {
        [(byte)' ' or (byte)'\'', ..] => 1,
        [(byte)'.' or (byte)',', ..] when text[0] != mark => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0x89 or 0xAF or 0x99, ..] => 3,   // thin space, narrow no-break space, typographic apostrophe
        _ => 0,
    };

    static int Rest(ReadOnlySpan<byte> decimals, int group, int groups, Span<byte> plain, int length)
    {
        if (groups == 0 || group != 3) return 0;
        decimals.CopyTo(plain[length..]);
        return length + decimals.Length;
    }
}
