using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Reads some columns of all rows as numbers, in parallel.</summary>
static unsafe class FeaturePass
{
    /// <param name="columns">Filled: each has a place for every slot and is pinned. Cells that are no number become a
    /// <see cref="NotNumber"/>.</param>
    /// <param name="wanted">Column of the file that goes into each array.</param>
    public static FaultCounts Run(
        Layout layout, double[][] columns, int[] wanted, IProgress<long>? bytesRead, CancellationToken ct)
    {
        var (scan, workers, done) = (layout.Scan, new ConcurrentBag<FaultCounts>(), 0L);
        ParallelLoop.Run(scan.Chunks, chunk =>
        {
            if (!workers.TryTake(out var faults)) faults = new FaultCounts(layout.Names.Length);
            Read(layout, chunk, columns, wanted, faults);
            workers.Add(faults);
            bytesRead?.Report(Interlocked.Add(ref done, scan.Begin(chunk + 1) - scan.Begin(chunk)));
        }, ct);
        var all = new FaultCounts(layout.Names.Length);
        foreach (var faults in workers) all.Add(faults);
        return all;
    }

    static void Read(Layout layout, int chunk, double[][] columns, int[] wanted, FaultCounts faults)
    {
        var targets = stackalloc double*[columns.Length];
        var marks = stackalloc byte[columns.Length];
        for (var j = 0; j < columns.Length; j++)
        {
            targets[j] = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(columns[j]));
            marks[j] = layout.Style.HasMissingNumbers ? (byte)0 : layout.Style.Forms[wanted[j]].Mark;
        }
        fixed (int* sources = wanted)
        {
            var sink = new NumberSink(layout, faults, new(sources, targets, marks, columns.Length));
            RecordReader.Read(layout.Scan, chunk, layout.Delimiter, layout.Names.Length + 1, ref sink);
        }
    }

    /// <param name="marks">The decimal mark of each column; 0: no cell of it is settled by a plain number.</param>
    readonly struct Places(int* sources, double** targets, byte* marks, int count)
    {
        public readonly int* Sources = sources;
        public readonly double** Targets = targets;
        public readonly byte* Marks = marks;
        public readonly int Count = count;
    }

    readonly struct NumberSink(Layout layout, FaultCounts faults, Places places) : IRecordSink
    {
        readonly RowShape _shape = new(layout, faults);
        readonly Places _places = places;
        readonly byte* _start = layout.Scan.File.Start;
        readonly byte* _readable = layout.Scan.File.End;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var slot = record - _shape.FirstRecord;
            if ((ulong)slot >= _shape.Slots) return true;
            if (_shape.IsOdd(fields) && _shape.NotARow(ends, fields) is { } fault)
            {
                if (_places.Count > 0)
                    _places.Targets[0][slot] = fault == Fault.Blank ? NotNumber.Blank : NotNumber.Ragged;
                return true;
            }
            for (var j = 0; j < _places.Count; j++)
            {
                var cell = ends + _places.Sources[j];
                var mark = _places.Marks[j];
                var value = mark == 0 ? double.NaN : NumberReader.ReadShort(cell[0] + 1, cell[1], mark, _readable);
                _places.Targets[j][slot] = double.IsNaN(value) ? ReadAny(j, cell, ends) : value;
            }
            return true;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        double ReadAny(int j, byte** ends, byte** record)
        {
            var column = _places.Sources[j];
            var cell = new ReadOnlySpan<byte>(ends[0] + 1, (int)(ends[1] - ends[0] - 1));
            var value = NumberReader.Read(cell, layout.Style.Forms[column]);
            if (double.IsNaN(value)) faults.Add(column, value, record[0] + 1 - _start, cell);
            return value;
        }
    }
}

/// <summary>Decides which records are rows: they have as many fields as the header, or one more that is
/// empty.</summary>
readonly unsafe struct RowShape(Layout layout, FaultCounts faults)
{
    readonly int _columns = layout.Names.Length;
    readonly byte* _start = layout.Scan.File.Start;

    /// <summary>Number of the first record below the header.</summary>
    public readonly long FirstRecord = layout.HeaderRecord + 1;

    /// <summary>Records from there on that may be rows.</summary>
    public readonly ulong Slots = (ulong)layout.Slots;

    /// <summary>Whether <see cref="NotARow"/> must be asked. A line of a file of one column may be blank.</summary>
    public bool IsOdd(int fields) => fields != _columns || _columns == 1;

    /// <summary>Why the record is not a row, which is counted; null when it is one.</summary>
    public Fault? NotARow(byte** ends, int fields)
    {
        if (fields == 1 && BlankLine.Is(ends[0] + 1, ends[1])) return Note(Fault.Blank, ends, fields);
        if (fields == _columns) return null;
        if (fields != _columns + 1 || ends[fields] > ends[_columns] + 1) return Note(Fault.Ragged, ends, fields);
        faults.TrailingDelimiters++;
        return null;
    }

    Fault Note(Fault fault, byte** ends, int fields)
    {
        faults.Add(faults.WholeRow, fault, ends[0] + 1 - _start, Encoding.ASCII.GetBytes(fields.ToString()));
        return fault;
    }
}
