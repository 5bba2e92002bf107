using System.Text;
using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>The header of an output file up to the end of the names: byte order mark, the line that states the
/// delimiter, the names. Titles above them are left out: no program reads a table below a title.</summary>
static unsafe class HeaderBytes
{
    public static byte[] Of(Layout layout, out string newline)
    {
        var first = layout.HeaderRecord + (layout.HasHeader ? 0 : 1);
        var sink = new HeaderSink(layout, first);
        RecordReader.Read(
            layout.Scan, layout.Scan.ChunkOf(first), layout.Delimiter, layout.Names.Length + 1, ref sink);
        newline = sink.Newline ?? layout.Dialect.Newline;
        var file = layout.Scan.File;
        return
        [
            .. file.Span(0, layout.Scan.TextStart + DialectSniffer.SeparatorLineLength(layout.Scan)),
            .. layout.HasHeader ? file.Span(sink.Start, sink.End) : Encoding.UTF8.GetBytes(Names(layout)),
        ];
    }

    static string Names(Layout layout) => string.Join(
        (char)layout.Delimiter, layout.Names.Select(name => RowRenderer.Quoted(name, (char)layout.Delimiter)));

    sealed class HeaderSink(Layout layout, long wanted) : IRecordSink
    {
        public long Start;
        public long End;
        public string? Newline;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (record != wanted) return true;
            Start = ends[0] + 1 - layout.Scan.File.Start;
            var end = ends[Math.Min(fields, layout.Names.Length + 2)];
            End = end - layout.Scan.File.Start;
            Newline = next - end == 2 ? "\r\n" : "\n";
            return false;
        }
    }
}
