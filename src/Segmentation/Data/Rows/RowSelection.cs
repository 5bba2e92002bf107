using System.Numerics;

namespace Segmentation.Data;

/// <summary>Which records below the header are used. A bit for each, and a count for every 512 of them, find the row of
/// a record and the record of a row.</summary>
sealed class RowSelection
{
    const int WordsPerCount = 8;

    readonly int _slots;
    readonly ulong[]? _used;      // null: all
    readonly ulong[]? _blank;     // null: none
    readonly int[] _usedBefore = [];
    readonly int[] _blankBefore = [];

    RowSelection(int slots) => (_slots, Used) = (slots, slots);

    public RowSelection(int slots, ulong[] used, ulong[]? blank)
    {
        (_slots, _used, _blank) = (slots, used, blank);
        (_usedBefore, Used) = Counts(used);
        if (blank is not null) (_blankBefore, _) = Counts(blank);
    }

    /// <summary>None of the records.</summary>
    public RowSelection Nothing() => new(_slots, new ulong[(_slots + 63) / 64], _blank);

    /// <summary>These records, and some more.</summary>
    public RowSelection With(int[] slots) => new(_slots, Set(slots, isUsed: true), _blank);

    /// <summary>These records but for some.</summary>
    public RowSelection Without(int[] slots) => new(_slots, Set(slots, isUsed: false), _blank);

    ulong[] Set(int[] slots, bool isUsed)
    {
        var bits = _used is null ? AllOf(_slots) : (ulong[])_used.Clone();
        foreach (var slot in slots)
        {
            var bit = 1UL << (slot & 63);
            if (isUsed) bits[slot >> 6] |= bit;
            else bits[slot >> 6] &= ~bit;
        }
        return bits;
    }

    static ulong[] AllOf(int slots)
    {
        var bits = new ulong[(slots + 63) / 64];
        Array.Fill(bits, ulong.MaxValue);
        if ((slots & 63) != 0) bits[^1] = (1UL << (slots & 63)) - 1;
        return bits;
    }

    public int Used { get; }
    public bool IsAll => _used is null;

    public static RowSelection All(int slots) => new(slots);

    public bool IsUsed(int slot) =>
        (uint)slot < (uint)_slots && (_used is null || ((_used[slot >> 6] >> (slot & 63)) & 1) != 0);

    /// <summary>Used rows before a slot: the number of the row in it, when it is used.</summary>
    public int UsedBefore(int slot) => _used is null ? Math.Min(slot, _slots) : Before(_used, _usedBefore, slot);

    /// <summary>Data row of the file, from 0, without blank lines.</summary>
    public long DataRow(int row)
    {
        var slot = SlotOf(row);
        return _blank is null ? slot : slot - Before(_blank, _blankBefore, slot);
    }

    /// <summary>The slot of used row <paramref name="row"/>.</summary>
    public int SlotOf(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Used, nameof(row));
        if (_used is null) return row;
        var block = Array.BinarySearch(_usedBefore, row);
        if (block < 0) block = ~block - 1;
        while (block + 1 < _usedBefore.Length && _usedBefore[block + 1] <= row) block++;   // blocks without used rows
        var left = row - _usedBefore[block];
        var word = block * WordsPerCount;
        for (; BitOperations.PopCount(_used[word]) is var count && left >= count; word++) left -= count;
        var bits = _used[word];
        for (; left > 0; left--) bits &= bits - 1;
        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    static (int[] Before, int Total) Counts(ulong[] bits)
    {
        var before = new int[(bits.Length / WordsPerCount) + 1];
        var total = 0;
        for (var word = 0; word < bits.Length; word++)
        {
            if (word % WordsPerCount == 0) before[word / WordsPerCount] = total;
            total += BitOperations.PopCount(bits[word]);
        }
        if (bits.Length % WordsPerCount == 0) before[^1] = total;
        return (before, total);
    }

    int Before(ulong[] bits, int[] before, int slot)
    {
        slot = Math.Min(slot, _slots);
        var word = slot >> 6;
        var count = before[word / WordsPerCount];
        for (var i = word / WordsPerCount * WordsPerCount; i < word; i++) count += BitOperations.PopCount(bits[i]);
        return (slot & 63) == 0 ? count : count + BitOperations.PopCount(bits[word] & ((1UL << (slot & 63)) - 1));
    }
}
