using System.Runtime.InteropServices;
using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Features;

/// <summary>Groups the lines of a file by customer in one pass.</summary>
/// <remarks>Some chunks at a time are read in parallel, and their lines dealt out by customer to parts; then the parts
/// add them up in parallel, each in file order. So the result is the same on any number of threads, and memory grows
/// with the customers and their orders, not with the lines: about 50 bytes a line of the chunks in work, 100 a
/// customer, 16 to 32 an order.</remarks>
static unsafe class PurchasePass
{
    const int Parts = 64;
    const int PartShift = 58;
    const int ChunksPerThread = 8;

    /// <param name="progress">Told how many bytes are read and how many lines they had.</param>
    public static GroupedPurchases Run(
        Layout layout, PurchaseRoles roles, RfmSpec spec, IProgress<PassProgress>? progress,
        CancellationToken ct)
    {
        var (scan, rules) = (layout.Scan, new PurchaseRules(layout, roles, spec));
        var parts = Arrays.Generate(Parts, _ => new CustomerTable());
        var window = Arrays.Generate(Math.Min(scan.Chunks, ChunksPerThread * Hardware.Threads), _ => new ChunkLines());
        var (leftOut, faults) = (new LeftOutLines(), new FaultCounts(layout.Names.Length));
        var lines = 0L;
        for (var first = 0; first < scan.Chunks; first += window.Length)
        {
            var (begin, count) = (first, Math.Min(window.Length, scan.Chunks - first));
            ParallelLoop.Run(count, i => window[i].Read(layout, rules, begin + i), ct);
            ParallelLoop.Run(Parts, part => Add(parts[part], window, count, part), ct);
            for (var i = 0; i < count; i++)
            {
                leftOut.Add(window[i].LeftOut);
                faults.Add(window[i].Faults);
                lines += window[i].Count;
            }
            progress?.Report(new(scan.Begin(first + count), lines, leftOut.Count));
        }
        var unbought = parts.SelectMany(part => part.WithoutPurchase()).Order().ToArray();
        leftOut.Add(LineFault.NoPurchase, null, unbought);
        return GroupedPurchases.Of(layout, parts, lines, leftOut, faults);
    }

    static void Add(CustomerTable table, ChunkLines[] window, int count, int part)
    {
        for (var i = 0; i < count; i++)
            foreach (ref readonly var line in window[i].Of(part)) table.Add(line);
    }

    /// <summary>The lines of one chunk, by part.</summary>
    sealed class ChunkLines
    {
        readonly PurchaseLine[][] _lines = Arrays.Generate(Parts, _ => new PurchaseLine[16]);
        readonly int[] _counts = new int[Parts];

        public LeftOutLines LeftOut { get; private set; } = new();
        public FaultCounts Faults { get; private set; } = new(0);
        /// <summary>Lines, blank ones not counted.</summary>
        public long Count { get; private set; }

        public ReadOnlySpan<PurchaseLine> Of(int part) => _lines[part].AsSpan(0, _counts[part]);

        public void Read(Layout layout, PurchaseRules rules, int chunk)
        {
            Array.Clear(_counts);
            (LeftOut, Faults, Count) = (new(), new(layout.Names.Length), 0);
            var sink = new LineSink(new(layout, Faults), rules, this);
            RecordReader.Read(layout.Scan, chunk, layout.Delimiter, layout.Names.Length + 1, ref sink);
        }

        void Add(in PurchaseLine line)
        {
            var part = (int)(line.Customer >> PartShift);
            var at = _counts[part]++;
            if (at == _lines[part].Length) Array.Resize(ref _lines[part], 2 * at);
            _lines[part][at] = line;
        }

        struct LineSink(RowShape shape, PurchaseRules rules, ChunkLines chunk) : IRecordSink
        {
            LastDay _last = new();

            public bool Take(byte** ends, int fields, byte* next, long record)
            {
                if ((ulong)(record - shape.FirstRecord) >= shape.Slots) return true;
                if (shape.IsOdd(fields) && shape.NotARow(ends, fields) is { } fault)
                {
                    if (fault == Fault.Blank) return true;
                    chunk.Count++;
                    chunk.LeftOut.Add(new LeftOutLine(record, LineFault.Ragged, null));
                    return true;
                }
                chunk.Count++;
                var (why, role) = rules.Read(ends, record, ref _last, out var line);
                if (why == LineFault.None) chunk.Add(line);
                else chunk.LeftOut.Add(new LeftOutLine(record, why, role));
                return true;
            }
        }
    }
}

/// <summary>How far the pass is.</summary>
/// <param name="Bytes">Read of the file.</param>
/// <param name="Lines">Read.</param>
/// <param name="LeftOut">Of the lines.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct PassProgress(long Bytes, long Lines, long LeftOut);
