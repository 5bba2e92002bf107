using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>A file of purchases from the upload to the customers. What pandas counts in the sample: 4,912 lines, 213
/// without a customer, 108 canceled, 21 returned, 26 that cost nothing, 4,544 others of 600 customers with 3,671
/// invoices; scikit-learn finds five groups of 170, 150, 110, 100 and 70 in the recency, frequency and money of
/// these.</summary>
[Collection(ApiGroup.Name)]
public sealed class PurchaseTests(ApiServer api)
{
    static readonly string Transactions = Encoding.UTF8.GetString(Segmentation.Api.Sample.Find("transactions")!.Bytes);

    [Fact]
    public async Task The_dataset_says_what_the_purchases_become()
    {
        var dataset = await api.GetAsync($"/api/v1/datasets/{await api.DatasetAsync(Transactions)}");

        Assert.Equal("purchases", dataset.Text("kind"));
        AssertCounts(dataset.GetProperty("purchases"), 4_544, 368, 600);
        Assert.Equal(3_671, dataset.GetProperty("purchases").Number("orders"));
        Assert.Equal("2025-12-01", dataset.GetProperty("purchases").Text("asOf"));
        Assert.Equal(
            """
            {"customer":"CustomerID","date":"InvoiceDate","amount":null,"quantity":"Quantity","price":"UnitPrice",
            """.Trim() + """
            "invoice":"InvoiceNo"}
            """.Trim(),
            dataset.GetProperty("purchases").GetProperty("columns").GetRawText());
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["MISSING_CUSTOMER"] = 213,
                ["CANCELED_ORDER"] = 108,
                ["RETURN"] = 21,
                ["ZERO_AMOUNT"] = 26,
            },
            ReasonsOf(dataset.GetProperty("purchases")));
    }

    [Fact]
    public async Task A_check_counts_anew_with_other_settings()
    {
        var dataset = await api.DatasetAsync(Transactions);

        var check = await CheckAsync(new { datasetId = dataset });
        var net = await CheckAsync(new { datasetId = dataset, rfm = new { returns = "net" } });
        var early = await CheckAsync(new { datasetId = dataset, rfm = new { asOf = "2025-06-01" } });
        var asCustomers = await CheckAsync(
            new { datasetId = dataset, rows = "customers", features = new[] { "Quantity" } });

        AssertCounts(check.GetProperty("purchases"), 4_544, 368, 600);
        Assert.Equal(368, check.GetProperty("excluded").Number("most"));
        AssertCounts(net.GetProperty("purchases"), 4_544 + 108 + 21, 213 + 26, 600);
        Assert.Contains("FUTURE_DATE", ReasonsOf(early.GetProperty("purchases")).Keys);
        Assert.Equal("2025-06-01", early.GetProperty("purchases").Text("asOf"));
        Assert.Equal(JsonValueKind.Null, asCustomers.GetProperty("purchases").ValueKind);
    }

    [Fact]
    public async Task More_segments_than_customers_are_refused_with_both_numbers()
    {
        var few = Csv.Rows("customer,date,amount", 60, i => $"c{i % 12},2025-01-{1 + (i % 28):00},{i}.5");

        var problem = await (await api.StartAsync(new { datasetId = await api.DatasetAsync(few), k = 12 }))
            .ProblemAsync(422, "K_TOO_LARGE");

        Assert.Contains("12 customers", problem.Text("detail"));
    }

    [Fact]
    public async Task Features_that_the_customers_do_not_have_are_refused_with_those_they_have()
    {
        var dataset = await api.DatasetAsync(Csv.Rows(
            "customer,amount", 60, i => string.Create(CultureInfo.InvariantCulture, $"c{i % 12},{i}.5")));

        var wrong = await (await api.StartAsync(new { datasetId = dataset, features = new[] { "Spend" } }))
            .ProblemAsync(422, "COLUMN_NOT_FOUND");
        var rfm = new { features = new[] { "recency" } };
        var none = await (await api.StartAsync(new { datasetId = dataset, rfm }))
            .ProblemAsync(422, "NO_NUMERIC_FEATURES");
        var right = await CheckAsync(new { datasetId = dataset, features = new[] { "frequency", "Monetary" } });

        Assert.Contains("Frequency, Monetary, Average order", wrong.Text("detail"));
        Assert.Contains("frequency, monetary and averageOrder", none.Text("detail"));
        Assert.Equal("purchases", right.GetProperty("parameters").Text("rows"));
    }

    [Fact]
    public async Task A_job_compares_the_customers_and_gives_them_to_download()
    {
        var job = await api.SucceededAsync(Transactions);
        var path = $"/api/v1/jobs/{job}";

        var result = await api.GetAsync($"{path}/result");
        AssertCounts(result.GetProperty("purchases"), 4_544, 368, 600);
        Assert.Equal(600, result.GetProperty("rows").Number("used"));
        Assert.Equal(
            [170, 150, 110, 100, 70],
            result.GetProperty("segments").EnumerateArray().Select(segment => segment.Number("size")));
        Assert.Equal(
            1.0, result.GetProperty("segments").EnumerateArray().Sum(
                segment => segment.GetProperty("money").Number("share")), 1e-9);
        Assert.Equal(
            4_544, result.GetProperty("segments").EnumerateArray().Sum(
                segment => segment.GetProperty("purchases").Number("lines")));

        var customers = (await api.Client.GetStringAsync($"{path}/files/customers.csv")).TrimEnd().Split('\n');
        Assert.Equal(601, customers.Length);
        Assert.StartsWith("CustomerID,Recency,Frequency,Monetary,", customers[0], StringComparison.Ordinal);
        Assert.Equal(600, (await api.GetAsync($"{path}/files/customers.json")).GetArrayLength());
        var assigned = (await api.Client.GetStringAsync($"{path}/files/assignments.csv")).TrimEnd().Split('\n');
        Assert.Equal(601, assigned.Length);
        var profiles = (await api.Client.GetStringAsync($"{path}/files/profiles.csv")).Split('\n')[0];
        Assert.Contains(
            ",revenue_sum,revenue_share,lines,purchases,average_purchase,items,Recency mean,", profiles,
            StringComparison.Ordinal);
        var excluded = (await api.Client.GetStringAsync($"{path}/files/excluded.csv")).TrimEnd().Split('\n');
        Assert.Equal(1 + 368, excluded.Length);
        Assert.Equal(213, excluded.Count(line => line.Contains(",MISSING_CUSTOMER,", StringComparison.Ordinal)));
        var insights = (await api.GetAsync($"{path}/insights")).GetProperty("insights");
        Assert.All(insights.EnumerateArray(), insight => Assert.Contains("of the revenue", insight.Text("money")));
    }

    [Fact]
    public async Task Rows_that_were_taken_for_customers_can_be_purchases()
    {
        var dataset = await api.DatasetAsync(Csv.Rows("who,paid,visits", 24, i => $"w{i},{i * 10},{i % 5}"));
        Assert.Equal("customers", (await api.GetAsync($"/api/v1/datasets/{dataset}")).Text("kind"));

        var check = await CheckAsync(new
        {
            datasetId = dataset,
            rows = "purchases",
            roles = new Dictionary<string, string> { ["who"] = "customer", ["paid"] = "amount" },
        });

        var purchases = check.GetProperty("purchases");
        Assert.Equal(
            (24, 24, 0), (purchases.Number("read"), purchases.Number("customers"), purchases.Number("excluded")));
        Assert.Equal("paid", purchases.GetProperty("columns").Text("amount"));
        Assert.Equal(JsonValueKind.Null, purchases.GetProperty("asOf").ValueKind);
    }

    [Fact]
    public async Task Times_of_purchases_are_of_their_lines()
    {
        var job = await api.SucceededAsync(Transactions);

        var view = await api.GetAsync($"/api/v1/jobs/{job}/efficiency");

        var features = view.GetProperty("stages").EnumerateArray().Single(each => each.Text("stage") == "features");
        Assert.Equal(4_912 / features.Number("seconds"), view.Number("readPerSecond"), 1e-6);
    }

    [Fact]
    public async Task A_job_of_customers_has_no_file_of_customers()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });

        await (await api.Client.GetAsync($"/api/v1/jobs/{job}/files/customers.csv"))
            .ProblemAsync(404, "FILE_NOT_FOUND");
    }

    [Fact]
    public async Task The_seed_compatible_endpoints_take_purchases_too()
    {
        var upload = await ApiServer.JsonAsync(await api.UploadAsync(Transactions, "sales.csv", "/upload"));
        var check = await ApiServer.JsonAsync(await api.UploadAsync(Transactions, "sales.csv", "/validate-file"));
        using var started = await api.Client.PostAsJsonAsync(
            "/segmentation-start", new { filename = upload.Text("filename"), rows = "purchases", k = 5 });
        var job = (await ApiServer.JsonAsync(started)).Text("job_id");
        Assert.Equal("succeeded", (await api.EndAsync(job)).Text("state"));

        Assert.True(check.GetProperty("valid").GetBoolean());
        Assert.Equal(["Age"], check.GetProperty("missing_columns").EnumerateArray().Select(each => each.GetString()));
        AssertCounts(check.GetProperty("purchases"), 4_544, 368, 600);
        var summary = await api.GetAsync($"/segment-summary/{job}");
        Assert.Equal(600, summary.Number("total_customers"));
        Assert.Equal(
            1.0, summary.GetProperty("segments").EnumerateArray().Sum(each => each.Number("revenue_share")), 1e-9);
        var sample = await api.GetAsync("/sample-data?name=transactions&rows=5");
        Assert.Equal("sample_transactions.csv", sample.Text("filename"));
        Assert.Equal(5, sample.GetProperty("rows").GetArrayLength());
    }

    async Task<JsonElement> CheckAsync(object body)
    {
        using var response = await api.Client.PostAsJsonAsync("/api/v1/jobs?validateOnly=true", body);
        var check = await ApiServer.JsonAsync(response);
        Assert.True(response.IsSuccessStatusCode, check.ToString());
        return check;
    }

    static void AssertCounts(JsonElement purchases, int used, int excluded, int customers)
    {
        Assert.Equal(
            (4_912, used, excluded, customers),
            (purchases.Number("read"), purchases.Number("used"), purchases.Number("excluded"),
                purchases.Number("customers")));
        Assert.Equal(excluded, ReasonsOf(purchases).Values.Sum());
    }

    static Dictionary<string, long> ReasonsOf(JsonElement purchases) =>
        purchases.GetProperty("reasons").EnumerateArray().GroupBy(each => each.Text("code"))
            .ToDictionary(each => each.Key, each => each.Sum(reason => reason.GetProperty("count").GetInt64()));
}
