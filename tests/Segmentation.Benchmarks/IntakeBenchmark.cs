using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using Segmentation.Data;
using Segmentation.Input;
using Segmentation.Tests.Input;

namespace Segmentation.Benchmarks;

/// <summary>What becomes one UTF-8 CSV: how fast, beside programs that do the same or less, and the memory that it
/// takes.</summary>
static class IntakeBenchmark
{
    const int RowsOfWorkbook = 200_000;

    public static async Task RunAsync(Options options, Document document, string folder)
    {
        var rows = options.Rows is [var asked, ..] ? asked : 1_000_000;
        var csv = CustomersFile.Make(folder, rows);
        var table = new Table(
            $"Intake, {rows:#,0} rows (workbook: {RowsOfWorkbook:#,0}); median of {options.Repeats}",
            "file", "bytes", "this program", "beside it", "time of the other", "ratio");
        await TextAsync(table, csv, options.Repeats);
        await WorkbookAsync(table, csv, options.Repeats);
        if (options.Peers is not null) await ParquetAsync(table, csv, options.Repeats);
        document.Put("intake", options.Program is null ? [table] : [table, await MemoryAsync(options, folder, rows)]);
    }

    // A process for each file: it becomes one CSV that is read whole. Twice as many rows show what grows.
    static async Task<Table> MemoryAsync(Options options, string folder, int rows)
    {
        var table = new Table(
            "Peak memory of `segmentation validate`: the CSV that a file becomes is mapped, and counted",
            "file", "rows", "its CSV", "shared strings", "peak", "allowed: 3 × the strings + 150 MB, and the CSV");
        foreach (var count in (int[])[RowsOfWorkbook / 2, RowsOfWorkbook])
        {
            var csv = CustomersFile.Make(Directory.CreateDirectory(Path.Combine(folder, $"{count}")).FullName, count);
            var path = await WorkbookOf(csv, count);
            await AddPeakAsync(table, "Excel workbook", path, count, csv, options.Program!);
        }
        foreach (var count in options.Peers is null ? (int[])[] : [rows / 2, rows])
        {
            var csv = CustomersFile.Make(Directory.CreateDirectory(Path.Combine(folder, $"p{count}")).FullName, count);
            await Measured.RunAsync(
                "python3.11", ["-c", $"import duckdb; duckdb.execute(\"COPY (FROM '{csv}') TO '{csv}.parquet'\")"]);
            await AddPeakAsync(table, "Parquet", csv + ".parquet", count, csv, options.Program!);
        }
        return table;
    }

    static async Task AddPeakAsync(Table table, string what, string path, int rows, string csv, string program)
    {
        var run = await Measured.RunAsync(program, ["validate", path]);
        var text = new FileInfo(csv).Length;
        string[] limit = what == "Parquet"
            ? ["–", Table.Megabytes(run.PeakBytes), "–"]
            : [Table.Megabytes(SharedStrings(path)), Table.Megabytes(run.PeakBytes),
                Table.Megabytes((3 * SharedStrings(path)) + (150 << 20) + text)];
        table.Add([what, $"{rows:#,0}", Table.Megabytes(text), .. limit]);
    }

    static long SharedStrings(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.GetEntry("xl/sharedStrings.xml")?.Length ?? 0;
    }

    // All that an upload costs: the CSV is made, then read whole.
    static async Task TextAsync(Table table, string csv, int repeats)
    {
        var western = csv + ".1252.csv";
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        // Names with letters beyond ASCII, as a file has that is not UTF-8.
        var text = (await File.ReadAllTextAsync(csv)).Replace(",F\n", ",Käuferin\n").Replace(",M\n", ",Käufer\n");
        var unicode = csv + ".utf8.csv";
        await File.WriteAllTextAsync(unicode, text);
        await File.WriteAllTextAsync(western, text, Encoding.GetEncoding(1252));
        var (other, own) = (await TimeAsync(unicode, repeats, inspect: true), await TimeAsync(western, repeats, true));
        Add(table, "Windows-1252, made UTF-8 and inspected", western, own, "the same as UTF-8", other);
    }

    static async Task WorkbookAsync(Table table, string csv, int repeats)
    {
        var path = await WorkbookOf(csv, RowsOfWorkbook);
        double[] others = [.. Enumerable.Range(0, repeats + 1).Select(_ => ReadAll(path))];
        var own = await TimeAsync(path, repeats, inspect: false);
        Add(table, "Excel workbook", path, own, "ExcelDataReader alone", StageBenchmark.Median(others.Skip(1)));
    }

    static async Task<string> WorkbookOf(string csv, int rows)
    {
        var path = csv + ".xlsx";
        var lines = File.ReadLines(csv).Take(rows + 1).Select(line => line.Split(',')).ToArray();
        object?[][] cells =
        [
            lines[0],
            .. lines.Skip(1).Select(line => line.Select(object? (cell) =>
                double.TryParse(cell, out var number) ? number : cell).ToArray()),
        ];
        await File.WriteAllBytesAsync(path, Workbook.Of(("Customers", cells)));
        return path;
    }

    static double ReadAll(string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var file = File.OpenRead(path);
        using var reader = ExcelReaderFactory.CreateReader(file);
        while (reader.Read())
            for (var i = 0; i < reader.FieldCount; i++) _ = reader.GetValue(i);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static async Task ParquetAsync(Table table, string csv, int repeats)
    {
        var path = csv + ".parquet";
        var script = $"""
            import duckdb, time, statistics
            duckdb.execute("SET threads TO 2")
            duckdb.execute("COPY (FROM read_csv('{csv}')) TO '{path}'")
            def once():
                begun = time.perf_counter()
                duckdb.execute("COPY (FROM '{path}') TO '{path}.csv'")
                return time.perf_counter() - begun
            once()
            print(statistics.median([once() for _ in range({repeats})]))
            """;
        var peer = await Measured.RunAsync("python3.11", ["-c", script]);
        var other = double.Parse(peer.Output.Trim());
        var own = await TimeAsync(path, repeats, inspect: false);
        Add(table, "Parquet", path, own, "DuckDB's COPY, two threads", other);
    }

    /// <summary>The median, without the first.</summary>
    static async Task<double> TimeAsync(string source, int repeats, bool inspect)
    {
        var times = new List<double>();
        for (var i = 0; i <= repeats; i++)
        {
            var destination = $"{source}.{i}.read";
            var started = Stopwatch.GetTimestamp();
            await SourceReader.ReadAsync(source, destination, new(), long.MaxValue, CancellationToken.None);
            if (inspect)
                DatasetReader.Inspect(File.Exists(destination) ? destination : source, CancellationToken.None);
            if (i > 0) times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            File.Delete(destination);
        }
        return StageBenchmark.Median(times);
    }

    static void Add(Table table, string what, string file, double own, string beside, double other) => table.Add(
        what, Table.Megabytes(new FileInfo(file).Length), Table.Time(own), beside, Table.Time(other),
        $"{own / other:0.00}");
}
