namespace Segmentation.IntegrationTests.Spark;

/// <summary>Purchases become the same customers on both engines.</summary>
public sealed class PurchaseTests(BothEngines engines) : IClassFixture<BothEngines>
{
    [Theory]
    [InlineData("online_retail_30k.csv")]
    [InlineData("cdnow_like.csv")]
    [InlineData("olist_like.csv")]
    public async Task Lines_become_the_same_customers(string file)
    {
        foreach (var returns in Enum.GetValues<ReturnsPolicy>())
        {
            var spec = new SegmentationSpec
            {
                Rows = RowMeaning.Purchases,
                Rfm = new() { Returns = returns, Features = Enum.GetValues<RfmFeature>() },
                KRange = [2, 4],
            };
            var (local, spark) = await engines.SameAsync(BothEngines.Data(file), spec);
            AssertSameCustomers(local, spark);
            var lines = spark.Result.Purchases!;
            Assert.Equal(lines.Read, lines.Used + lines.Excluded);
            Assert.Equal(lines.Excluded, lines.Reasons.Sum(reason => reason.Count));
        }
    }

    // Every way in which a cell can be at fault, ids as a program writes them, quotes and blank lines.
    [Theory]
    [InlineData(ReturnsPolicy.LeaveOut)]
    [InlineData(ReturnsPolicy.Net)]
    public async Task Lines_that_are_left_out_are_the_same(ReturnsPolicy returns)
    {
        var file = engines.FileOf(Faulty());
        var spec = new SegmentationSpec
        {
            K = 2,
            Rows = RowMeaning.Purchases,
            Rfm = new() { Returns = returns, AsOf = new(2026, 3, 1) },
        };
        var (local, spark) = await engines.SameAsync(file, spec);
        AssertSameCustomers(local, spark);
        var codes = spark.Result.Purchases!.Reasons.Select(reason => reason.Code).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                IssueCodes.RaggedRow, IssueCodes.MissingCustomer, IssueCodes.MissingValue, IssueCodes.NotANumber,
                IssueCodes.ZeroAmount, IssueCodes.MissingDate, IssueCodes.FutureDate,
                returns == ReturnsPolicy.Net ? IssueCodes.NoPurchase : IssueCodes.Return,
            },
            codes);
    }

    // 300,000 lines of up to 250,000 customers in several parts: among the few thousand lines that are looked at first
    // hardly anybody is there twice, so that all lines have to tell.
    [Fact]
    public async Task Customers_who_seldom_repeat_are_counted_in_all_of_a_large_file()
    {
        var path = engines.NewPath();
        Write(path, 300_000, 250_000);
        var spec = new SegmentationSpec { K = 3 };
        var (local, spark) = (await engines.LocallyAsync(path, spec), await engines.OnSparkAsync(path, spec));
        Assert.Equal(RowMeaning.Purchases, spark.Result.Parameters.Rows);
        Assert.Equal(local.Json["purchases"]!.ToJsonString(), spark.Json["purchases"]!.ToJsonString());
        AssertSameCustomers(local, spark);
        Assert.Equal(300_000, spark.Result.Segments.Sum(segment => segment.Purchases!.Lines));
    }

    static void Write(string path, int lines, int customers)
    {
        using var writer = new StreamWriter(path);
        writer.Write("customer_id,order_date,amount\n");
        var random = new Random(5);
        for (var i = 0; i < lines; i++)
        {
            var day = new DateOnly(2025, 1, 1).AddDays(random.Next(500));
            writer.Write($"K{random.Next(customers):D6},{day:yyyy-MM-dd},{random.Next(1, 90_000) / 100.0}\n");
        }
    }

    static string Faulty()
    {
        var lines = new List<string> { "InvoiceNo,InvoiceDate,Quantity,UnitPrice,CustomerID" };
        for (var i = 0; i < 120; i++)
        {
            var day = $"2026-0{1 + (i % 2)}-{1 + (i % 28):D2} 10:00";
            lines.Add($"{5000 + (i / 2)},{day},{1 + (i % 7)},{2 + (i % 5)}.5,{100 + (i % 24)}.0");
        }
        string[] faulty =
        [
            "6001,2026-01-02,1,1.5", "6002,2026-01-02,1,1.5,", "6003,2026-01-02,1,1.5,NA",
            "C6004,2026-01-02,-1,1.5,100.0",
            "c6005,2026-01-02,1,1.5,101.0", "6006,2026-01-02,-2,1.5,102.0", "6007,2026-01-02,2,-1.5,103.0",
            "6008,2026-01-02,0,1.5,104.0", "6009,2026-01-02,3,0,105.0", "6010,2026-01-02,x,1.5,106.0",
            "6011,2026-01-02,1,,107.0", "6012,2026-01-02,1,n/a,108.0", "6013,2026-02-30,1,1.5,109.0",
            "6014,,1,1.5,110.0", "6015,2026-03-02,1,1.5,111.0", "C6016,2026-01-02,-1,1.5,999.0", "",
            "\"6017\",2026-01-02,\"1\",1.5,\"112.0\"", "6018,2026-01-02,1,1e400,113.0",
            ",2026-01-02,1,1.5,114.0", ",2026-01-02,2,1.5,114.0", "NA,2026-01-03,1,1.5,114.0",
            "6001,2026-01-05,1,1.5,100",
        ];
        lines.AddRange(faulty);
        return string.Join('\n', lines) + "\n";
    }

    static void AssertSameCustomers(Answer local, Answer spark)
    {
        var (one, other) = (Cells(local), Cells(spark));
        Assert.Equal(one.Length, other.Length);
        for (var i = 0; i < one.Length; i++)
            Assert.True(
                one[i].Zip(other[i]).All(pair => pair.First == pair.Second
                    || BothEngines.Close(Number(pair.First), Number(pair.Second))),
                $"Line {i + 1} is {string.Join(',', one[i])} locally and {string.Join(',', other[i])} on Spark.");
    }

    static string[][] Cells(Answer answer) =>
        [.. answer.Text("customers.csv").Split('\n').Select(line => line.Split(','))];

    static double Number(string cell) => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
}
