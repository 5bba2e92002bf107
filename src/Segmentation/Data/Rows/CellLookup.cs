using Segmentation.Numerics;


namespace Segmentation.Data;

/// <summary>Reads single cells again, by the number of their record, so that nothing is stored for the other
/// rows.</summary>
static unsafe class CellLookup
{
    /// <param name="records">Ascending, each once.</param>
    /// <param name="column">Which cell of record i is read; beyond the last field the value is "".</param>
    public static FoundCell[] Find(Layout layout, long[] records, Func<int, int> column, CancellationToken ct)
    {
        var found = new FoundCell[records.Length];
        var scan = layout.Scan;
        ParallelLoop.Run(scan.Chunks, chunk =>
        {
            var from = LowerBound(records, scan.RecordsBefore(chunk) + (chunk == 0 ? 0 : 1));
            var to = LowerBound(records, scan.RecordsBefore(chunk + 1) + 1);
            if (from >= to) return;
            var sink = new CellSink(layout, records, column, found, from, to);
            RecordReader.Read(scan, chunk, layout.Delimiter, layout.Names.Length + 1, ref sink);
        }, ct);
        return found;
    }

    static int LowerBound(long[] records, long record)
    {
        var at = Array.BinarySearch(records, record);
        return at < 0 ? ~at : at;
    }

    struct CellSink(Layout layout, long[] records, Func<int, int> column, FoundCell[] found, int from, int to)
        : IRecordSink
    {
        int _next = from;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (record != records[_next]) return true;
            var wanted = column(_next);
            var value = wanted >= 0 && wanted < Math.Min(fields, layout.Names.Length)
                ? CellText.ToText(new(ends[wanted] + 1, (int)(ends[wanted + 1] - ends[wanted] - 1)))
                : "";
            found[_next] = new(ends[0] + 1 - layout.Scan.File.Start, fields, value);
            return ++_next < to;
        }
    }
}

/// <summary>A cell that was read again.</summary>
/// <param name="Offset">The byte at which its record begins.</param>
/// <param name="Fields">How many fields the record has.</param>
readonly record struct FoundCell(long Offset, int Fields, string Value);
