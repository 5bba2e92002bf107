namespace Segmentation.Numerics;

/// <summary>A table whose keys are 64-bit hashes: two keys with the same hash are taken for one.</summary>
/// <remarks>The runtime's dictionaries with keys of a number type are compiled when a process first uses them; for a
/// small file that takes longer than reading it. This table is compiled with the program.</remarks>
sealed class HashTable<T> where T : class
{
    ulong[] _keys = new ulong[16];
    T?[] _values = new T?[16];

    public int Count { get; private set; }

    /// <summary>The value of a key, or null.</summary>
    public T? Find(ulong key) => _values[PlaceOf(key)];

    /// <summary>Adds a value unless its key is there.</summary>
    public void TryAdd(ulong key, T value)
    {
        var place = PlaceOf(key);
        if (_values[place] is not null) return;
        (_keys[place], _values[place]) = (key, value);
        if (++Count * 2 > _keys.Length) Grow();
    }

    int PlaceOf(ulong key)
    {
        var mask = _keys.Length - 1;
        var place = (int)key & mask;
        while (_values[place] is not null && _keys[place] != key) place = (place + 1) & mask;
        return place;
    }

    void Grow()
    {
        var (keys, values) = (_keys, _values);
        (_keys, _values) = (new ulong[2 * keys.Length], new T?[2 * keys.Length]);
        for (var i = 0; i < keys.Length; i++)
        {
            if (values[i] is not { } value) continue;
            var place = PlaceOf(keys[i]);
            (_keys[place], _values[place]) = (keys[i], value);
        }
    }
}
