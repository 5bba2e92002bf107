using System.Diagnostics;
using System.Globalization;
using Segmentation.Data;
using Segmentation.Features;

namespace Segmentation.Benchmarks;

/// <summary>Purchases becoming customers, against reading the numbers of the same file, and pandas beside it.</summary>
static class PurchaseBenchmark
{
    const int Default = 10_000_000;

    public static async Task RunAsync(Options options, Document document, string folder)
    {
        var table = new Table(
            "Lines of invoices with eight columns become customers, warm (median)", "lines", "file", "customers",
            "read two columns", "make customers", "times", "memory", "pandas: read", "pandas: all", "pandas ÷ ours");
        foreach (var rows in options.Rows is [] ? [Default] : options.Rows)
        {
            var file = InvoiceLinesFile.Make(folder, rows);
            var (made, memory) = Make(file, folder);   // the first: later ones find memory that the process has
            var (reads, makes) = Times(options.Repeats, () => Read(file), () => Make(file, folder));
            var peer = options.Peers is null ? null : await Measured.RunAsync(
                "python3.11", [Path.Combine(options.Peers, "peer_purchases.py"), file]);
            var (ours, theirs) = (StageBenchmark.Median(makes), peer?.Json());
            if (theirs is { } other && other.GetProperty("customers").GetInt64() != made.Customers)
                throw new InvalidOperationException($"pandas has {other}, this has {made.Customers:N0} customers.");
            table.Add(
                $"{rows:#,0}", Table.Megabytes(new FileInfo(file).Length), $"{made.Customers:#,0}",
                Table.Time(StageBenchmark.Median(reads)), Table.Time(ours),
                Table.Ratio(ours, StageBenchmark.Median(reads)), Table.Megabytes(memory), Peer("read"), Peer("all"),
                theirs is { } all ? Table.Ratio(all.GetProperty("all").GetDouble(), ours) : "–");
            File.Delete(file);

            string Peer(string name) => theirs is { } json ? Table.Time(json.GetProperty(name).GetDouble()) : "–";
        }
        document.Put("purchases", [table]);
    }

    /// <summary>Reads two columns as numbers, as a run on customers does.</summary>
    static void Read(string file)
    {
        using var table = Data.Table.Load(
            file, new() { Rows = RowMeaning.Customers, Features = ["Quantity", "UnitPrice"] }, null, default);
    }

    /// <summary>From the file to customers.csv, as the stages load and features do.</summary>
    static (PurchaseSummary Made, long Memory) Make(string path, string folder)
    {
        using var mapped = new MappedFile(path);
        using var memory = new AnonymousMemory();
        var layout = Layout.Find(mapped, default);
        var file = PurchaseFile.Of(layout, RowKind.Decide(layout, new(), default)!, new());
        var (grouped, account) = file.Group(null, default);
        Segmentation.Features.CustomersFile.Write(folder, layout.Dialect, account.Summary, grouped, default);
        return (account.Summary, memory.Peak);
    }

    /// <summary>Seconds of two things in turns, so that whatever else the machine does meets both.</summary>
    static (List<double> One, List<double> Other) Times(int repeats, Action one, Action other)
    {
        var times = (One: new List<double>(), Other: new List<double>());
        for (var i = 0; i <= repeats; i++)
        {
            var (first, second) = (Time(one), Time(other));
            if (i == 0) continue;
            times.One.Add(first);
            times.Other.Add(second);
        }
        return times;

        static double Time(Action action)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            action();
            return watch.Elapsed.TotalSeconds;
        }
    }

    /// <summary>The most memory that is not the mapped file, above what there was before.</summary>
    sealed class AnonymousMemory : IDisposable
    {
        readonly CancellationTokenSource _end = new();
        readonly long _before = Now();
        readonly Thread _watch;

        public AnonymousMemory()
        {
            _watch = new(() =>
            {
                while (!_end.Token.WaitHandle.WaitOne(5)) Peak = Math.Max(Peak, Now() - _before);
            });
            _watch.Start();
        }

        public long Peak { get; private set; }

        public void Dispose()
        {
            _end.Cancel();
            _watch.Join();
            _end.Dispose();
        }

        static long Now() => long.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon:"))[8..].Replace("kB", ""),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite) * 1024;
    }
}
