using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>Copies the used rows of a chunk and puts the new cells before each line end.</summary>
sealed unsafe class RowRenderer
{
    readonly CleanTable _table;
    readonly Layout _layout;
    readonly Assignments _assignments;
    readonly byte[][] _segments;
    readonly byte[] _apart;   // after the cells of a row that is in no segment
    readonly bool _cut;

    public RowRenderer(CleanTable table, Assignments assignments)
    {
        (_table, _layout, _assignments) = (table, table.Source.Layout, assignments);
        _cut = table.Source.Loaded.Faults.TrailingDelimiters > 0;
        var delimiter = (char)_layout.Delimiter;
        _segments = [.. assignments.Names.Select((name, i) =>
            Encoding.UTF8.GetBytes($"{delimiter}{i + 1}{delimiter}{Quoted(name, delimiter)}{delimiter}"))];
        _apart = Encoding.UTF8.GetBytes(ApartCells(delimiter) + delimiter);
    }

    /// <summary>The new cells of a row that was set apart, but for the last, which is empty: no number, a name, no
    /// silhouette.</summary>
    public static string ApartCells(char delimiter) =>
        $"{delimiter}{delimiter}{Quoted(ExtremeRows.SegmentName, delimiter)}{delimiter}";

    public int Chunks => _layout.Scan.Chunks;

    /// <summary>Fills the buffer with the rows that the chunk owns; says how many.</summary>
    public int Render(int chunk, OutputBuffer buffer)
    {
        buffer.Clear();
        var (scan, first) = (_layout.Scan, _layout.HeaderRecord + 1);
        var from = Math.Max(0, scan.RecordsBefore(chunk) + (chunk == 0 ? 0 : 1) - first);
        var to = Math.Clamp(scan.RecordsBefore(chunk + 1) + 1 - first, from, _layout.Slots);
        var row = _table.Selection.UsedBefore((int)from);
        var rows = _table.Selection.UsedBefore((int)to) - row;
        var apart = _table.Apart is { } others ? others.UsedBefore((int)to) - others.UsedBefore((int)from) : 0;
        if (rows + apart == 0) return 0;

        var numbers = buffer.Numbers(2 * rows);
        if (_assignments.Silhouette is null) numbers.AsSpan(0, rows).Fill(double.NaN);
        else _assignments.Silhouette(row, numbers.AsSpan(0, rows));
        _assignments.Distance(row, numbers.AsSpan(rows, rows));
        var sink = new RowSink(this, buffer, row, rows, numbers);
        var (separator, fields) = _cut ? (_layout.Delimiter, _layout.Names.Length + 1) : ((byte)'\n', 1);
        RecordReader.Read(scan, chunk, separator, fields, ref sink);
        return rows + apart;
    }

    /// <summary>As a cell, in quotes only where it must be.</summary>
    public static string Quoted(string name, char delimiter) =>
        name.AsSpan().IndexOfAny(delimiter, '"', '\n') < 0 && !name.Contains('\r') ? name : $"\"{Doubled(name)}\"";

    /// <summary>As it stands between quotes.</summary>
    public static string Doubled(string name) => name.Replace("\"", "\"\"");

    struct RowSink(RowRenderer renderer, OutputBuffer buffer, int row, int rows, double[] numbers) : IRecordSink
    {
        const int NumberBytes = 2 * FixedNumber.MaxBytes;

        readonly long _first = renderer._layout.HeaderRecord + 1;
        readonly int _columns = renderer._cut ? renderer._layout.Names.Length : 1;
        readonly byte* _readable = renderer._layout.Scan.File.End;
        readonly byte _mark = renderer._layout.Style.Mark;
        readonly byte _delimiter = renderer._layout.Delimiter;
        int _done;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var slot = record - _first;
            if (slot < 0) return true;
            var isUsed = renderer._table.Selection.IsUsed((int)slot);
            if (!isUsed && renderer._table.Apart?.IsUsed((int)slot) != true) return true;
            // Relative: a tuple takes no pointers.
            var (start, end) = (ends[0] + 1 - _readable, ends[_columns] - _readable);
            var segment = isUsed ? renderer._segments[renderer._assignments.Labels[row + _done]] : renderer._apart;
            var at = buffer.Ensure(end - start + segment.Length + NumberBytes + 4);
            at = Copy(_readable + start, end - start, at);
            fixed (byte* bytes = segment) at = Copy(bytes, segment.Length, at);
            if (isUsed) at = WriteNumbers(at);
            buffer.Advance(EndLine(ends[fields], next, at));
            return true;
        }

        byte* WriteNumbers(byte* at)
        {
            at = FixedNumber.Write(numbers[_done], _mark, at);
            *at++ = _delimiter;
            at = FixedNumber.Write(numbers[rows + _done], _mark, at);
            _done++;
            return at;
        }

        /// <summary>The row's own line end; the last row of a file may have none and gets the file's.</summary>
        readonly byte* EndLine(byte* end, byte* next, byte* at)
        {
            if (next - end == 2 || (next == end && renderer._layout.Dialect.Newline.Length == 2)) *at++ = (byte)'\r';
            *at++ = (byte)'\n';
            return at;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly byte* Copy(byte* from, long length, byte* to)
        {
            if (length <= OutputBuffer.Slack && _readable - from >= OutputBuffer.Slack && from < _readable)
                Vector512.Load(from).Store(to);
            else
                Buffer.MemoryCopy(from, to, length, length);
            return to + length;
        }
    }
}
