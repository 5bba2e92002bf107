namespace Segmentation.Data;

/// <summary>Counts faults: exact numbers, and the first five cases of each fault and column.</summary>
/// <remarks>Each worker has its own; they are added up at the end. The result does not depend on the order in which
/// chunks are read.</remarks>
sealed class FaultCounts(int columns)
{
    /// <summary>How many cases of a fault are kept.</summary>
    public const int Examples = 5;

    const int Faults = 5;
    const int MostMarkers = 20;

    readonly Group?[] _groups = new Group?[(columns + 1) * Faults];   // the last column stands for the whole row
    readonly List<byte[]> _markers = [];
    readonly long[] _sentinels = new long[columns];

    /// <summary>Rows with one field too many, which is empty.</summary>
    public long TrailingDelimiters { get; set; }
    public long Blank => Count(WholeRow, Fault.Blank);
    /// <summary>Every record is a row and every cell a number.</summary>
    public bool IsClean => Array.TrueForAll(_groups, group => group is null);

    /// <summary>Stands for the whole row where a column is asked for.</summary>
    public int WholeRow => columns;

    public long Count(int column, Fault fault) => _groups[(column * Faults) + (int)fault]?.Count ?? 0;

    /// <summary>The first cases, in file order.</summary>
    public IReadOnlyList<(long Offset, string Value)> First(int column, Fault fault) =>
        _groups[(column * Faults) + (int)fault]?.First ?? [];

    /// <summary>Texts that were read as missing, without the empty one.</summary>
    public IEnumerable<string> Markers =>
        _markers.Select(marker => CellText.ToText(marker)).Order(StringComparer.Ordinal);

    /// <param name="offset">Where the record begins.</param>
    public void Add(int column, Fault fault, long offset, ReadOnlySpan<byte> cell)
    {
        var group = _groups[(column * Faults) + (int)fault] ??= new();
        group.Count++;
        if (group.First.Count < Examples || offset < group.First[^1].Offset)
            Insert(group, offset, CellText.Shorten(cell));
        if (fault == Fault.Missing) AddMarker(CellText.Content(cell).Trim((byte)' '));
    }

    /// <summary>Cells with the number that may stand for a missing one.</summary>
    public long Sentinels(int column) => _sentinels[column];

    public void CountSentinel(int column, long cells = 1) => _sentinels[column] += cells;

    /// <summary>Sets the number of all cases, where only the first were added.</summary>
    public void SetCount(int column, Fault fault, long count) =>
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
        for (var i = 0; i < _sentinels.Length; i++) _sentinels[i] += other._sentinels[i];
    }

    /// <summary>The column with its numbers of missing and of invalid cells.</summary>
    public ColumnInfo Counted(ColumnInfo column) => column with
    {
        Missing = Count(column.Index, Fault.Missing),
        Invalid = Count(column.Index, Fault.NotANumber) + Count(column.Index, Fault.NotFinite),
    };

    static void Insert(Group group, long offset, string value)
    {
        var at = group.First.FindIndex(example => example.Offset > offset);
        group.First.Insert(at < 0 ? group.First.Count : at, (offset, value));
        if (group.First.Count > Examples) group.First.RemoveAt(Examples);
    }

    /// <summary>Notes a text that was read as missing.</summary>
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
