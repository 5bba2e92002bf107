using System.Globalization;
using System.Runtime.InteropServices;
using Segmentation.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = Options.Parse(args);
var folder = Directory.CreateTempSubdirectory("segmentation-benchmark-");
try
{
    var files = new SortedDictionary<int, string>();
    foreach (var rows in options.Rows)
    {
        files[rows] = Path.Combine(folder.FullName, $"customers-{rows}.csv");
        CustomersFile.Write(files[rows], rows);
    }

    List<Table> tables = [];
    if (options.Program is not null) tables.AddRange(await ProcessBenchmark.RunAsync(files, options));
    tables.Add(await StageBenchmark.RunAsync(files, options.Repeats));
    tables.Add(KernelBenchmark.Run(files, options.Repeats));

    var text = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores\n\n"
        + string.Join('\n', tables);
    Console.WriteLine(text);
    if (options.Document is not null) Document.Replace(options.Document, text);
}
finally
{
    folder.Delete(recursive: true);
}
