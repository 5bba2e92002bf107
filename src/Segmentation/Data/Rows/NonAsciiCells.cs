using System.Text;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Counts the cells with characters beyond ASCII: another encoding would show them otherwise.</summary>
static unsafe class NonAsciiCells
{
    const int Shown = 5;

    /// <summary>All of them, headers too, and the first five.</summary>
    /// <param name="path">A UTF-8 CSV.</param>
    /// <param name="info">What <see cref="DatasetReader.Inspect"/> found in it.</param>
    public static (long Count, IReadOnlyList<IssueExample> First) Count(
        string path, DatasetInfo info, CancellationToken ct)
    {
        using var file = new MappedFile(path);
        var scan = FileScan.Run(file, ct);
        var sinks = new CellSink[scan.Chunks];
        ParallelLoop.Run(scan.Chunks, chunk =>
        {
            var sink = new CellSink(info.Columns.Count, []);
            RecordReader.Read(scan, chunk, (byte)info.Dialect.Delimiter, info.Columns.Count, ref sink);
            sinks[chunk] = sink;
        }, ct);
        var first = sinks.SelectMany(sink => sink.First).Take(Shown)
            .Select(cell => new IssueExample(
                scan.LineAt((long)cell.At - (long)file.Start), info.Columns[cell.Field].Name, cell.Value));
        return (sinks.Sum(sink => sink.Found), [.. first]);
    }

    struct CellSink(int columns, List<(nint At, int Field, string Value)> first) : IRecordSink
    {
        public long Found;

        public readonly List<(nint At, int Field, string Value)> First => first;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (Ascii.IsValid(new ReadOnlySpan<byte>(ends[0] + 1, (int)(next - ends[0] - 1)))) return true;
            for (var i = 0; i < Math.Min(fields, columns); i++)
            {
                var cell = new ReadOnlySpan<byte>(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1));
                if (Ascii.IsValid(cell)) continue;
                Found++;
                if (first.Count < Shown) first.Add(((nint)ends[i] + 1, i, CellText.Shorten(cell)));
            }
            return true;
        }
    }
}
