namespace Segmentation.Data;

/// <summary>What can be wrong with a cell or a row.</summary>
enum Fault
{
    Missing,
    NotANumber,
    NotFinite,
    Ragged,
    Blank,
}

/// <summary>Faults as they are found: exact counts and the first five of each fault and column.</summary>
/// <remarks>One for each worker; added up at the end. Nothing depends on the order in which chunks are read.</remarks>
sealed class FaultCounts(int columns)
{
    const int Examples = 5;
    const int Faults = 5;
    const int MostMarkers = 20;

    readonly Group?[] _groups = new Group?[(columns + 1) * Faults];   // the last column stands for the whole row
    readonly List<byte[]> _markers = [];

    /// <summary>Rows with one more field that is empty.</summary>
    public long TrailingDelimiters { get; set; }
    public long Blank => Count(WholeRow, Fault.Blank);
    /// <summary>Every record is a row and every cell a number.</summary>
    public bool IsClean => Array.TrueForAll(_groups, group => group is null);

    /// <summary>Column of faults of whole rows.</summary>
    public int WholeRow => columns;

    public long Count(int column, Fault fault) => _groups[(column * Faults) + (int)fault]?.Count ?? 0;

    /// <summary>The first cases, by place in the file.</summary>
    public IReadOnlyList<(long Offset, string Value)> First(int column, Fault fault) =>
        _groups[(column * Faults) + (int)fault]?.First ?? [];

    /// <summary>Texts other than nothing that were taken as missing.</summary>
    public IEnumerable<string> Markers => _markers.Select(marker => CellText.ToText(marker)).Order(StringComparer.Ordinal);

    /// <param name="offset">Where the record begins.</param>
    public void Add(int column, Fault fault, long offset, ReadOnlySpan<byte> cell)
    {
        var group = _groups[(column * Faults) + (int)fault] ??= new();
        group.Count++;
        if (group.First.Count < Examples || offset < group.First[^1].Offset) Insert(group, offset, CellText.Shorten(cell));
        if (fault == Fault.Missing) AddMarker(CellText.Content(cell).Trim((byte)' '));
    }

    /// <summary>Says how many there are in all where only the first were added one by one.</summary>
    public void Total(int column, Fault fault, long count) =>
        (_groups[(column * Faults) + (int)fault] ??= new()).Count = count;

    public void Add(int column, double notNumber, long offset, ReadOnlySpan<byte> cell) =>
        Add(column, NotNumber.FaultOf(notNumber), offset, cell);

    public void Add(FaultCounts other)
    {
        TrailingDelimiters += other.TrailingDelimiters;
        for (var i = 0; i < _groups.Length; i++)
        {
            if (other._groups[i] is not { } more) continue;
            var group = _groups[i] ??= new();
            group.Count += more.Count;
            foreach (var (offset, value) in more.First) Insert(group, offset, value);
        }
        foreach (var marker in other._markers) AddMarker(marker);
    }

    static void Insert(Group group, long offset, string value)
    {
        var at = group.First.FindIndex(example => example.Offset > offset);
        group.First.Insert(at < 0 ? group.First.Count : at, (offset, value));
        if (group.First.Count > Examples) group.First.RemoveAt(Examples);
    }

    /// <summary>A text that was taken as missing; nothing is none.</summary>
    public void AddMarker(ReadOnlySpan<byte> marker)
    {
        if (marker.Length == 0 || _markers.Count == MostMarkers) return;
        foreach (var known in _markers)
            if (marker.SequenceEqual(known)) return;
        _markers.Add(marker.ToArray());
    }

    sealed class Group
    {
        public long Count;
        public readonly List<(long Offset, string Value)> First = [];
    }
}
