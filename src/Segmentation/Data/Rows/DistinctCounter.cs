using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Counts different values up to <see cref="ColumnInfo.DistinctLimit"/>, by their hashes.</summary>
sealed class DistinctCounter
{
    const int Size = 2_048;

    ulong[]? _hashes;

    public int Count { get; private set; }
    public bool IsFull => Count >= ColumnInfo.DistinctLimit;

    public void Add(ulong value)
    {
        var hash = Hash.Mix(value);
        AddHash(hash == 0 ? 1 : hash);   // 0 means a free place
    }

    public void Add(DistinctCounter other)
    {
        foreach (var hash in other._hashes ?? [])
            if (hash != 0) AddHash(hash);
    }

    void AddHash(ulong hash)
    {
        if (IsFull) return;
        _hashes ??= new ulong[Size];
        var at = hash % Size;
        while (_hashes[at] != 0 && _hashes[at] != hash) at = (at + 1) % Size;
        if (_hashes[at] == hash) return;
        (_hashes[at], Count) = (hash, Count + 1);
    }
}
