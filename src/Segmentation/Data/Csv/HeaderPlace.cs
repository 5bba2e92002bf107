namespace Segmentation.Data;

/// <summary>Finds the record of the header in the line that was asked for.</summary>
static unsafe class HeaderPlace
{
    /// <summary>The same delimiter, with the header where it was asked for.</summary>
    /// <exception cref="InvalidDatasetException">No record with cells begins in that line.</exception>
    public static Delimited Asked(FileScan scan, Delimited found, int? line)
    {
        if (line is not { } wanted) return found;
        var sink = new LineSink(scan, wanted);
        for (var chunk = 0; chunk < scan.Chunks && !sink.IsPassed; chunk++)
            RecordReader.Read(scan, chunk, (byte)'\n', keep: 1, ref sink);
        if (!sink.IsPassed) throw Refusals.HeaderRowNotFound(wanted, "the file ends before it");
        if (sink.IsBlank) throw Refusals.HeaderRowNotFound(wanted, "it is blank");
        if (sink.Record < 0) throw Refusals.HeaderRowNotFound(wanted, "it is within a quoted cell from above");
        return found with { HeaderRecord = sink.Record };
    }

    sealed class LineSink(FileScan scan, int wanted) : IRecordSink
    {
        /// <summary>The record that begins in the line; −1 when none does.</summary>
        public long Record { get; private set; } = -1;
        public bool IsBlank { get; private set; }
        public bool IsPassed { get; private set; }

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var line = scan.LineAt(ends[0] + 1 - scan.File.Start);
            if (line < wanted) return true;
            IsPassed = true;
            if (line == wanted) (Record, IsBlank) = (record, BlankLine.Is(ends[0] + 1, ends[1]));
            return false;
        }
    }
}
