using System.Globalization;
using System.Text;
using System.Text.Json;
using Segmentation.Numerics;
using Segmentation.Tests.Data;

namespace Segmentation.Tests.Features.Purchases;

/// <summary>A run from lines of invoices to segments of customers.</summary>
public sealed class PurchaseRunTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Customers_of_the_online_shop_are_those_that_pandas_makes()
    {
        var result = await RunAsync(CsvFile.Fixture("online_retail_30k.csv"), new() { K = 4, NInit = 2 });

        string[] names = ["recency", "frequency", "monetary"];
        for (var j = 0; j < names.Length; j++)
        {
            var (all, right) = (result.Features[j].All, Pandas.GetProperty(names[j]));
            Near.Relative(
                [.. new[] { "min", "q25", "median", "q75", "max", "mean" }.Select(name => Of(right, name))],
                [all.Min, all.Q25, all.Median, all.Q75, all.Max, all.Mean], 1e-9);
        }
        var rows = await File.ReadAllLinesAsync(Path.Combine(_folder, "customers.csv"));
        var ten = Pandas.GetProperty("first_ten_customers_by_id").EnumerateArray().ToArray();
        for (var i = 0; i < ten.Length; i++)
        {
            var cells = rows[i + 1].Split(',');
            Assert.Equal(ten[i].GetProperty("id").GetString(), cells[0]);
            for (var j = 0; j < names.Length; j++)
                Assert.Equal(Of(ten[i], names[j]), double.Parse(cells[j + 1], CultureInfo.InvariantCulture), 1e-9);
        }
    }

    [Fact]
    public async Task Lines_of_the_online_shop_are_left_out_as_by_pandas()
    {
        var result = await RunAsync(CsvFile.Fixture("online_retail_30k.csv"), new() { K = 2, NInit = 1 });

        var purchases = result.Purchases!;
        Assert.Equal((Of(Pandas, "rows"), Of(Pandas, "rows_used"), Of(Pandas, "customers")),
            (purchases.Read, purchases.Used, purchases.Customers));
        Assert.Equal(Of(Pandas, "rows_without_customer"), CountOf(purchases, "MISSING_CUSTOMER"));
        Assert.Equal(Of(Pandas, "rows_cancelled"), CountOf(purchases, "CANCELED_ORDER"));
        Assert.Equal(
            Of(Pandas, "rows_not_positive"), CountOf(purchases, "RETURN") + CountOf(purchases, "ZERO_AMOUNT"));
        Assert.Equal(purchases.Read, purchases.Used + purchases.Excluded);
        Assert.Equal(Pandas.GetProperty("reference_date").GetString(), $"{purchases.AsOf:yyyy-MM-dd}");
    }

    static readonly JsonElement Pandas =
        JsonDocument.Parse(File.ReadAllBytes(CsvFile.Fixture("online_retail_30k_rfm.json"))).RootElement;

    static double Of(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    [Fact]
    public async Task Segments_have_the_lines_orders_and_money_of_their_customers()
    {
        var result = await RunAsync(CsvFile.Fixture("online_retail_30k.csv"), new() { K = 3, NInit = 2 });

        Assert.Equal(27_382, result.Segments.Sum(segment => segment.Purchases!.Lines));
        Assert.Equal(11_206, result.Segments.Sum(segment => segment.Purchases!.Orders));
        Assert.Equal(575_535.77, result.Segments.Sum(segment => segment.Money!.Sum), 1e-4);
        Assert.Equal(1, result.Segments.Sum(segment => segment.Money!.Share!.Value), 1e-9);
        Assert.All(result.Segments, segment =>
            Assert.Equal(segment.Size, segment.Purchases!.ByMonth.Sum(month => month.Customers)));
        Assert.Equal((3_546L, 3_546L), (result.Rows.Read, result.Rows.Used));
        Assert.Equal(RowMeaning.Purchases, result.Parameters.Rows);
        Assert.Null(result.Parameters.Features);
        Assert.Contains(result.Files, file => file is { Name: "customers.csv", Rows: 3_546 });
        Assert.Equal(1_001, File.ReadLines(Path.Combine(_folder, "excluded.csv")).Count());
        Assert.StartsWith(
            "CustomerID,Recency,Frequency,Monetary,Average order,Tenure,Items,First purchase,Last purchase,Lines,"
                + "cluster,segment_name,",
            File.ReadLines(Path.Combine(_folder, "assignments.csv")).First());
    }

    [Fact]
    public async Task A_run_with_the_settings_of_its_result_gives_the_same_segments()
    {
        var file = CsvFile.Fixture("cdnow_like.csv");
        var first = await RunAsync(file, new() { NInit = 2, Rfm = new() { Features = [RfmFeature.Items] } });
        Assert.Equal(["Items"], first.Features.Select(feature => feature.Name));
        var named = await RunAsync(file, new() { NInit = 2, Features = ["items"] });

        Assert.Equal(first.Segments.Select(segment => segment.Size), named.Segments.Select(segment => segment.Size));
        Assert.Equal(first.Parameters.Rfm.Features, named.Parameters.Rfm.Features);
        Assert.Equal(
            first.Metrics.Inertia, (await RunAsync(file, first.Parameters)).Metrics.Inertia);
    }

    [Fact]
    public async Task Columns_of_the_file_that_are_named_mean_customers()
    {
        var result = await RunAsync(
            CsvFile.Fixture("cdnow_like.csv"), new() { K = 2, NInit = 1, Features = ["quantity", "amount"] });
        Assert.Equal((160L, null), (result.Rows.Read, result.Purchases));
    }

    [Fact]
    public async Task Customers_are_the_same_bytes_on_one_thread_and_two()
    {
        var file = Path.Combine(_folder, "large.csv");
        await File.WriteAllTextAsync(file, Large());
        using (Forced.To(Hardware.Width, 1)) await RunAsync(file, new() { K = 2, NInit = 1 }, "one");
        using (Forced.To(Hardware.Width, 2)) await RunAsync(file, new() { K = 2, NInit = 1 }, "two");

        Assert.True(new FileInfo(file).Length > 3 << 20);   // several chunks
        foreach (var name in new[] { "customers.csv", "assignments.csv", "excluded.csv", "issues.csv" })
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(_folder, "one", name)),
                await File.ReadAllBytesAsync(Path.Combine(_folder, "two", name)));
    }

    [Fact]
    public async Task A_run_can_be_canceled_while_lines_are_read()
    {
        var file = Path.Combine(_folder, "large.csv");
        await File.WriteAllTextAsync(file, Large());
        using var cancel = new CancellationTokenSource();
        var events = new Direct(happened =>
        {
            if (happened is EngineEvent.Progress { Stage: Stage.Features }) cancel.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LocalEngine().RunAsync(
            new(file, "large.csv", _folder, new()), events, cancel.Token));
        Assert.False(File.Exists(Path.Combine(_folder, "assignments.csv")));
    }

    [Fact]
    public async Task Without_a_date_recency_and_tenure_are_left_out_and_said()
    {
        var file = Path.Combine(_folder, "undated.csv");
        await File.WriteAllTextAsync(file, "customer_id,order_id,amount\n" + string.Concat(
            Enumerable.Range(0, 90).Select(i => $"c{i % 30},o{i},{5 + (i * 13 % 47)}\n")));
        var result = await RunAsync(file, new() { K = 2, NInit = 1 });

        Assert.Equal(["Frequency", "Monetary", "Average order"],
            result.Purchases!.Features.Select(feature => feature.Name));
        Assert.Null(result.Purchases.AsOf);
        Assert.Contains(result.Issues, issue => issue.Code == "NO_PURCHASE_DATE");
    }

    [Fact]
    public async Task Customers_are_written_as_the_file_is()
    {
        var file = Path.Combine(_folder, "german.csv");
        await File.WriteAllTextAsync(file, "Kunde;Rechnungsnr;Datum;Menge;Einzelpreis\r\n" + string.Concat(
            Enumerable.Range(0, 60).Select(i => $"\"Müller; {i % 12:00} \"\"GmbH\"\"\";R{i};{1 + i / 12:00}.03.2024;"
                + $"{1 + (i % 4)};{10 + (i % 7)},50 €\r\n")), new UTF8Encoding(true));
        await RunAsync(file, new() { K = 2, NInit = 1 });

        var written = await File.ReadAllBytesAsync(Path.Combine(_folder, "customers.csv"));
        Assert.Equal([0xEF, 0xBB, 0xBF], written[..3]);
        var lines = Encoding.UTF8.GetString(written[3..]).Split("\r\n");
        Assert.Equal(
            "Kunde;Recency;Frequency;Monetary (€);Average order (€);Tenure;Items;First purchase;Last purchase;Lines",
            lines[0]);
        // Lines 0, 12, 24, 36 and 48: a piece each, at 10.50, 15.50, 13.50, 11.50 and 16.50, from 1 to 5 March.
        Assert.Equal("\"Müller; 00 \"\"GmbH\"\"\";1;5;67,5;13,5;5;5;2024-03-01;2024-03-05;5", lines[1]);
        Assert.Equal(14, lines.Length);   // the last one ends too
    }

    /// <summary>80,000 lines of 900 customers, with sums that depend on the order in which they are added.</summary>
    static string Large()
    {
        var (text, chance) = (new StringBuilder("invoice,customer_id,date,amount,note\n"), new Random(5));
        for (var i = 0; i < 80_000; i++)
            text.Append(CultureInfo.InvariantCulture,
                $"{(i % 50 == 0 ? "C" : "")}{1_000_000 + (i / 3)},{chance.Next(900)}.0,"
                + $"2024-{chance.Next(1, 13):00}-{chance.Next(1, 28):00},{chance.NextDouble() * 1000:R},\"a, line\"\n");
        return text.ToString();
    }

    static long CountOf(PurchaseSummary purchases, string code) =>
        purchases.Reasons.Where(reason => reason.Code == code).Sum(reason => reason.Count);

    Task<SegmentationResult> RunAsync(string file, SegmentationSpec spec, string? output = null) =>
        new LocalEngine().RunAsync(
            new(file, Path.GetFileName(file), Directory.CreateDirectory(Path.Combine(_folder, output ?? "")).FullName,
                spec),
            new Direct(_ => { }), CancellationToken.None);

    sealed class Direct(Action<EngineEvent> heard) : IProgress<EngineEvent>
    {
        public void Report(EngineEvent value) => heard(value);
    }
}
