using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>Everything up to the end of the header's names: byte order mark, lines above it, the names.</summary>
static unsafe class HeaderBytes
{
    public static byte[] Of(Layout layout, out string newline)
    {
        var sink = new HeaderSink(layout);
        var chunk = layout.Scan.ChunkOf(layout.HeaderRecord);
        RecordReader.Read(layout.Scan, chunk, layout.Delimiter, layout.Names.Length + 1, ref sink);
        newline = sink.Newline ?? layout.Dialect.Newline;
        return layout.Scan.File.Span(0, sink.Length).ToArray();
    }

    struct HeaderSink(Layout layout) : IRecordSink
    {
        public long Length;
        public string? Newline;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (record != layout.HeaderRecord) return true;
            Length = ends[fields] - layout.Scan.File.Start;
            Newline = next - ends[fields] == 2 ? "\r\n" : "\n";
            return false;
        }
    }
}
