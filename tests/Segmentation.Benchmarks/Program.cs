using System.Globalization;
using Segmentation.Benchmarks;
using Segmentation.Benchmarks.Advice;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = Options.Parse(args);
var document = new Document(options.Document);
var folder = Directory.CreateTempSubdirectory("segmentation-benchmark-");
try
{
    if (options.OnSpark)
    {
        await SparkBenchmark.RunAsync(options, document, folder.FullName);
        return;
    }

    if (options.Intake)
    {
        await IntakeBenchmark.RunAsync(options, document, folder.FullName);
        return;
    }

    if (options.Purchases)
    {
        await PurchaseBenchmark.RunAsync(options, document, folder.FullName);
        return;
    }

    if (options.Advice)
    {
        AdviceBenchmark.Run(options, document);
        return;
    }

    if (options.SilhouetteCoverage)
    {
        SilhouetteCoverage.Run(options, document);
        return;
    }

    if (options.Queue || options.Load > TimeSpan.Zero)
    {
        if (options.Queue) await QueueBenchmark.RunAsync(options, document, folder.FullName);
        if (options.Load > TimeSpan.Zero) await LoadBenchmark.RunAsync(options, document, folder.FullName);
        return;
    }

    var files = new SortedDictionary<int, string>();
    foreach (var rows in options.Rows is [] ? [10_000, 1_000_000, 10_000_000] : options.Rows)
        files[rows] = CustomersFile.Make(folder.FullName, rows);

    List<Table> tables = [];
    if (options.Program is not null) tables.AddRange(await ProcessBenchmark.RunAsync(files, options));
    tables.Add(await StageBenchmark.RunAsync(files, options.Repeats));
    tables.Add(KernelBenchmark.Run(files, options.Repeats));
    document.Put("measured", tables);
}
finally
{
    folder.Delete(recursive: true);
}
