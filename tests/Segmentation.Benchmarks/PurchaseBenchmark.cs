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
            "read all columns", "read two as numbers", "make customers", "÷ all columns", "÷ two", "memory",
            "pandas: read", "pandas: all", "pandas ÷ ours");
        foreach (var rows in options.Rows is [] ? [Default] : options.Rows)
        {
            var file = InvoiceLinesFile.Make(folder, rows);
            var (made, memory) = Make(file, folder);   // the first: later ones find memory that the process has
            var times = Times(options.Repeats, () => ReadAll(file), () => Read(file), () => Make(file, folder));
            var (all, two) = (StageBenchmark.Median(times[0]), StageBenchmark.Median(times[1]));
            var peer = options.Peers is null ? null : await Measured.RunAsync(
                "python3.11", [Path.Combine(options.Peers, "peer_purchases.py"), file]);
            var (ours, theirs) = (StageBenchmark.Median(times[2]), peer?.Json());
            if (theirs is { } other && other.GetProperty("customers").GetInt64() != made.Customers)
                throw new InvalidOperationException($"pandas has {other}, this has {made.Customers:N0} customers.");
            table.Add(
                $"{rows:#,0}", Table.Megabytes(new FileInfo(file).Length), $"{made.Customers:#,0}",
                Table.Time(all), Table.Time(two), Table.Time(ours), Table.Ratio(ours, all), Table.Ratio(ours, two),
                Table.Megabytes(memory), Peer("read"), Peer("all"),
                theirs is { } pandas ? Table.Ratio(pandas.GetProperty("all").GetDouble(), ours) : "–");
            File.Delete(file);

            string Peer(string name) => theirs is { } json ? Table.Time(json.GetProperty(name).GetDouble()) : "–";
        }
        document.Put("purchases", [table]);
    }

    /// <summary>Reads and describes every column, as an upload does.</summary>
    static void ReadAll(string file)
    {
        using var mapped = new MappedFile(file);
        InspectPass.Run(Layout.Find(mapped, default), default);
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

    /// <summary>Seconds of some things in turns, so that whatever else the machine does meets all.</summary>
    static List<double>[] Times(int repeats, params Action[] actions)
    {
        var times = Array.ConvertAll(actions, _ => new List<double>());
        for (var i = 0; i <= repeats; i++)
            for (var j = 0; j < actions.Length; j++)
                if (Time(actions[j]) is var seconds && i > 0) times[j].Add(seconds);
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
