namespace Segmentation.Data;

/// <summary>Rows from all over a file: all of a small file, of a large one some thousand rows from eight
/// places.</summary>
/// <remarks>The places depend on the file alone, so the same file always gives the same rows.</remarks>
sealed unsafe class SampledRows
{
    const int RowsOfLargeFile = 4_000;
    const int MostCells = 200_000;

    readonly MappedFile _file;
    Cell[] _cells = new Cell[1_024];
    int _count;

    SampledRows(MappedFile file, int columns, bool whole) => (_file, Columns, IsWhole) = (file, columns, whole);

    public int Columns { get; }
    public int Rows => Columns == 0 ? 0 : _count / Columns;
    /// <summary>Whether these are all rows of the file.</summary>
    public bool IsWhole { get; }
    /// <summary>Numbers of the rows with which another place begins.</summary>
    public List<int> Breaks { get; } = [];

    /// <summary>A cell without quotes and outer spaces.</summary>
    public ReadOnlySpan<byte> this[int row, int column] => CellText.Content(Raw(row, column)).Trim((byte)' ');

    public ReadOnlySpan<byte> Raw(int row, int column)
    {
        var cell = _cells[(row * Columns) + column];
        return _file.Span(cell.Offset, cell.Offset + cell.Length);
    }

    void Add(Cell cell)
    {
        if (_count == _cells.Length)
        {
            var more = new Cell[2 * _count];
            Array.Copy(_cells, more, _count);
            _cells = more;
        }
        _cells[_count++] = cell;
    }

    /// <param name="table">Columns, and the number of the last record that may be a row.</param>
    public static SampledRows Take(
        FileScan scan, Delimited delimited, (int Columns, long Last) table, Excerpt? excerpt)
    {
        var (columns, last) = table;
        var places = DialectSniffer.Spread(scan.Chunks).ToArray();
        var most = Math.Max(100, MostCells / columns);
        var fits = scan.Chunks == 1 && scan.Records <= most;
        var perPlace = Math.Min(most, fits ? int.MaxValue : RowsOfLargeFile) / places.Length;
        var sample = new SampledRows(scan.File, columns, fits && excerpt is not { IsWhole: false });
        foreach (var chunk in places)
        {
            sample.Breaks.Add(sample.Rows);
            var sink = new SampleSink(sample, (delimited.HeaderRecord, last), perPlace, excerpt?.Breaks);
            RecordReader.Read(scan, chunk, delimited.Delimiter, columns, ref sink);
        }
        return sample;
    }

    sealed class SampleSink(
        SampledRows sample, (long Header, long Last) table, int left, IReadOnlySet<long>? breaks) : IRecordSink
    {
        int _left = left;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (breaks is not null && breaks.Contains(record)) sample.Breaks.Add(sample.Rows);
            if (record <= table.Header || record > table.Last || fields < sample.Columns) return true;
            if (fields == 1 && BlankLine.Is(ends[0] + 1, ends[1])) return true;
            for (var i = 0; i < sample.Columns; i++)
                sample.Add(new(ends[i] + 1 - sample._file.Start, (int)(ends[i + 1] - ends[i] - 1)));
            return --_left > 0;
        }
    }

    readonly record struct Cell(long Offset, int Length);
}
