namespace Segmentation.Data;

/// <summary>Reads the first rows of a file and nothing after them.</summary>
static unsafe class PreviewReader
{
    const int Shown = 200;

    public static IReadOnlyList<PreviewRow> Read(MappedFile file, Dialect dialect, int rows, CancellationToken ct)
    {
        if (rows == 0) return [];
        var scan = FileScan.Lazy(file);
        var sink = new PreviewSink(scan, Math.Max(dialect.HeaderRow, dialect.SkippedRows), rows, []);
        ct.ThrowIfCancellationRequested();
        RecordReader.Read(scan, 0, (byte)dialect.Delimiter, DatasetLimits.MostColumns, ref sink);
        return sink.Rows;
    }

    readonly struct PreviewSink(FileScan scan, int above, int most, List<PreviewRow> rows) : IRecordSink
    {
        public List<PreviewRow> Rows => rows;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var line = scan.LineAt(ends[0] + 1 - scan.File.Start);
            if (line <= above || (fields == 1 && BlankLine.Is(ends[0] + 1, ends[1]))) return true;
            var cells = new string[Math.Min(fields, DatasetLimits.MostColumns)];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = CellText.Shorten(new(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1)), Shown);
            rows.Add(new(line, cells));
            return rows.Count < most;
        }
    }
}
