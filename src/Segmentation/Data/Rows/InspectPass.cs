using System.Collections.Concurrent;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Describes every column in one parallel pass that stores no rows.</summary>
static unsafe class InspectPass
{
    public static InspectResult Run(Layout layout, CancellationToken ct)
    {
        var scan = layout.Scan;
        var workers = new ConcurrentBag<(FaultCounts Faults, DistinctCounter[] Distinct)>();
        var moments = new Moments[scan.Chunks][];
        ParallelLoop.Run(scan.Chunks, chunk =>
        {
            if (!workers.TryTake(out var worker))
                worker = (new(layout.Names.Length), [.. layout.Names.Select(_ => new DistinctCounter())]);
            moments[chunk] = Array.ConvertAll(layout.Samples,
                sample => new Moments(sample.Numbers == 0 ? 0 : sample.Sum / sample.Numbers));
            var sink = new InspectSink(layout, worker.Faults, worker.Distinct, moments[chunk]);
            RecordReader.Read(scan, chunk, layout.Delimiter, layout.Names.Length + 1, ref sink);
            workers.Add(worker);
        }, ct);
        return Add(layout, [.. workers], moments);
    }

    static InspectResult Add(
        Layout layout, (FaultCounts Faults, DistinctCounter[] Distinct)[] workers, Moments[][] moments)
    {
        var columns = layout.Names.Length;
        var faults = new FaultCounts(columns);
        foreach (var worker in workers) faults.Add(worker.Faults);
        var (distinct, sums) = (new DistinctCounter[columns], new Moments[columns]);
        for (var i = 0; i < columns; i++)
        {
            distinct[i] = new();
            foreach (var worker in workers) distinct[i].Add(worker.Distinct[i]);
            sums[i] = moments[0][i];
            for (var chunk = 1; chunk < moments.Length; chunk++) sums[i].Add(moments[chunk][i]);   // in file order
        }
        return new(layout, faults, distinct, sums);
    }

    readonly struct InspectSink(Layout layout, FaultCounts faults, DistinctCounter[] distinct, Moments[] moments)
        : IRecordSink
    {
        readonly RowShape _shape = new(layout, faults);
        readonly double[] _sentinels = layout.Sentinels;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if ((ulong)(record - _shape.FirstRecord) >= _shape.Slots) return true;
            if (_shape.IsOdd(fields) && _shape.NotARow(ends, fields) is not null) return true;
            for (var i = 0; i < distinct.Length; i++)
            {
                if (layout.Columns[i].Type is ColumnType.Integer or ColumnType.Number) AddNumber(i, ends);
                else AddText(i, ends);
            }
            return true;
        }

        void AddNumber(int i, byte** ends)
        {
            var from = ends[i] + 1;
            var to = ends[i + 1];
            var value = NumberReader.Read(from, to, layout.Style.Forms[i], layout.Scan.File.End);
            if (double.IsNaN(value))
            {
                faults.Add(i, value, ends[0] + 1 - layout.Scan.File.Start, new(from, (int)(to - from)));
                return;
            }
            moments[i].Add(value);
            if (value == _sentinels[i]) faults.CountSentinel(i);
            distinct[i].Add((ulong)BitConverter.DoubleToInt64Bits(value));
        }

        void AddText(int i, byte** ends)
        {
            var cell = new ReadOnlySpan<byte>(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1));
            if (CellText.Content(cell).Trim((byte)' ').IsEmpty)
                faults.Add(i, Fault.Missing, ends[0] + 1 - layout.Scan.File.Start, cell);
            else if (!distinct[i].IsFull) distinct[i].Add(Hash.Of(cell));
        }
    }
}

/// <summary>What is known of every column after reading all of the file.</summary>
sealed record InspectResult(Layout Layout, FaultCounts Faults, DistinctCounter[] Distinct, Moments[] Moments)
{
    public ColumnInfo Describe(ColumnInfo column)
    {
        var (i, seen) = (column.Index, Moments[column.Index]);
        var counted = Faults.Counted(column) with { Distinct = Distinct[i].Count };
        if (seen.Count == 0) return counted;
        var settled = Layout.MayVary(counted)
            ? LoadedFeatures.Settle(counted, new(seen.Min, seen.Max))
            : counted;
        return FeatureMeaning.WithRange(settled, seen.Min, seen.Max) with { Mean = seen.Mean, Skew = seen.Skew };
    }
}
