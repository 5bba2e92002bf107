using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Segmentation.IntegrationTests.Support;
using Segmentation.Settings;

namespace Segmentation.IntegrationTests.Api;

/// <summary>The table of settings is what the API takes and tells, and what the command line offers.</summary>
[Collection(ApiGroup.Name)]
public sealed class SettingTests(ApiServer api)
{
    static readonly string[] OfAJob = ["datasetId", "name", "runAt", "priority"];
    static readonly string[] OfTheSeed = ["filename", "dataset_id", "n_clusters", "num_clusters"];

    static IEnumerable<string> TopNames => RunSettings.All.Select(setting => setting.Name.Split('.')[0]).Distinct();

    [Theory]
    [InlineData("JobRequest", true)]
    [InlineData("SeedStart", false)]
    [InlineData("SegmentationSpec", null)]
    public async Task A_body_has_every_setting_and_says_of_each_what_the_table_says(string schema, bool? job)
    {
        var schemas = (await api.GetAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");
        var properties = schemas.GetProperty(schema).GetProperty("properties");
        var others = job switch { true => OfAJob, false => OfTheSeed, null => [] };
        Assert.Equal(
            TopNames.Concat(others).Order(StringComparer.Ordinal), properties.Names().Order(StringComparer.Ordinal));

        JsonElement Nested(string outer) => schemas.GetProperty(outer == "rfm" ? "RfmSpec" : "CleaningSpec")
            .GetProperty("properties");
        foreach (var setting in RunSettings.All)
        {
            var found = setting.Name.Split('.') is [var outer, var inner]
                ? Nested(outer).GetProperty(inner) : properties.GetProperty(setting.Name);
            Assert.StartsWith(setting.Help, found.Text("description"));
        }
    }

    [Fact]
    public async Task Limits_list_every_setting_with_its_values_and_its_default()
    {
        var listed = (await api.GetAsync("/api/v1/limits")).GetProperty("settings").EnumerateArray()
            .ToDictionary(each => each.Text("name"));
        Assert.Equal(RunSettings.All.Select(setting => setting.Name), listed.Keys);

        Assert.Equal((2, 50), (listed["k"].GetProperty("min").GetInt32(), listed["k"].GetProperty("max").GetInt32()));
        Assert.Equal("auto", listed["k"].Text("default"));
        Assert.Equal("[2,10]", listed["kRange"].GetProperty("default").GetRawText());
        Assert.Equal(["standard", "minMax", "robust", "none"], listed["scaling"].GetProperty("words").EnumerateArray()
            .Select(word => word.Text("word")));
        Assert.Equal("drop", listed["cleaning.missing"].Text("default"));
        Assert.Equal("auto", listed["transform"].Text("default"));
        Assert.True(listed["transform"].GetProperty("byHeader").GetBoolean());
        Assert.Equal(300, listed["maxIterations"].GetProperty("default").GetInt32());
        Assert.Equal("by the number of rows, 10 to 100", listed["nInit"].Text("whenLeftOut"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Spend")]
    public async Task What_a_check_returns_can_be_sent_as_a_request(string? feature)
    {
        var dataset = await WithJoinedAsync();
        var dates = new Dictionary<string, string> { ["joined "] = "recency" };
        var body = feature is null
            ? new { datasetId = dataset, dates, features = (string[]?)null }
            : new { datasetId = dataset, dates, features = (string[]?)[feature] };

        var first = await CheckAsync(JsonSerializer.SerializeToNode(body)!.AsObject());
        var parameters = JsonNode.Parse(first.GetProperty("parameters").GetRawText())!.AsObject();
        parameters["datasetId"] = dataset;
        var again = await CheckAsync(parameters);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.DoesNotContain("Joined", first.GetProperty("parameters").GetProperty("features").GetRawText());
    }

    async Task<JsonElement> CheckAsync(JsonObject body)
    {
        var response = await api.Client.PostAsJsonAsync("/api/v1/jobs?validateOnly=true", body);
        var check = await ApiServer.JsonAsync(response);
        Assert.True(response.IsSuccessStatusCode, check.ToString());
        return check;
    }

    async Task<string> WithJoinedAsync()
    {
        var lines = Csv.Shop.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return await api.DatasetAsync(Csv.Lines(
            [.. lines.Select((line, i) => line + (i == 0 ? ",Joined" : $",2026-01-{i:D2}"))]));
    }

    [Fact]
    public async Task Whatever_is_asked_comes_back_in_both_languages()
    {
        var dataset = await WithJoinedAsync();
        var body = new
        {
            datasetId = dataset,
            rows = "customers",
            rfm = new { asOf = "2026-01-31", returns = "net", features = new[] { "recency", "items" } },
            features = new[] { "Age", "Spend" },
            roles = new Dictionary<string, string> { ["Region"] = "ignored" },
            dates = new Dictionary<string, string> { ["Joined"] = "recency" },
            asOf = "2026-01-31",
            k = "auto",
            kRange = new[] { 2, 4 },
            scaling = "minMax",
            cleaning = new { missing = "median", duplicates = "first", extremes = "apart" },
            transform = "log1p",
            engine = "local",
            seed = 7,
            nInit = 3,
            maxIterations = 50,
            clusterer = "lloyd",
            advice = "none",
        };
        var job = await api.JobAsync(body);
        using var started = await api.Client.PostAsJsonAsync("/segmentation-start", new
        {
            dataset_id = dataset,
            body.rows,
            body.rfm,
            body.features,
            body.roles,
            body.dates,
            body.asOf,
            n_clusters = "auto",
            body.kRange,
            body.scaling,
            body.cleaning,
            body.transform,
            body.engine,
            body.seed,
            body.nInit,
            body.maxIterations,
            body.clusterer,
            body.advice,
        });
        var asInSeed = (await ApiServer.JsonAsync(started)).Text("job_id");

        var sent = JsonSerializer.SerializeToElement(body);
        foreach (var id in new[] { job, asInSeed })
        {
            var parameters = (await api.GetAsync($"/api/v1/jobs/{id}")).GetProperty("parameters");
            Assert.Equal(TopNames.Order(StringComparer.Ordinal), parameters.Names().Order(StringComparer.Ordinal));
            Assert.All(TopNames, name =>
                Assert.Equal(sent.GetProperty(name).GetRawText(), parameters.GetProperty(name).GetRawText()));
        }
    }

    [Fact]
    public async Task A_transform_by_column_comes_back_and_its_columns_are_checked()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        var transform = new Dictionary<string, string> { ["Spend"] = "log1p" };

        var body = JsonSerializer.SerializeToNode(new { datasetId = dataset, transform })!.AsObject();
        var check = await CheckAsync(body);
        Assert.Equal(
            """{"Spend":"log1p"}""", check.GetProperty("parameters").GetProperty("transform").GetRawText());

        transform["Spent"] = "log1p";
        var problem = await (await api.StartAsync(new { datasetId = dataset, transform }))
            .ProblemAsync(422, "COLUMN_NOT_FOUND");
        Assert.Contains("«Spent»", problem.Text("detail"));
        Assert.Equal("/transform", Assert.Single(problem.GetProperty("errors").EnumerateArray()).Text("pointer"));
    }

    [Theory]
    [InlineData("""{"scaling":"zscore"}""", "/scaling", "standard, minMax, robust or none")]
    [InlineData("""{"cleaning":{"missing":"mean"}}""", "/cleaning/missing", "drop or median")]
    [InlineData("""{"transform":"log"}""", "/transform", "auto, none, log1p, or one of these by header")]
    [InlineData("""{"roles":{"Age":"buyer"}}""", "/roles/Age",
        "id, feature, category, date, text, ignored, customer, amount, quantity, price or invoice")]
    [InlineData("""{"rows":"invoices"}""", "/rows", "auto, customers or purchases")]
    [InlineData("""{"rfm":{"returns":"drop"}}""", "/rfm/returns", "leaveOut or net")]
    [InlineData("""{"k":"many"}""", "/k", "a whole number from 2 to 50, or auto")]
    public async Task A_value_that_is_none_is_answered_with_those_there_are(
        string settings, string pointer, string allowed)
    {
        var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(settings)!;
        body["datasetId"] = JsonSerializer.SerializeToElement("ds_x");
        var problem = await (await api.StartAsync(body)).ProblemAsync(400, "MALFORMED_REQUEST");
        Assert.Contains(allowed, problem.Text("detail"));
        Assert.Equal(pointer, Assert.Single(problem.GetProperty("errors").EnumerateArray()).Text("pointer"));
    }

    [Fact]
    public async Task Every_setting_that_is_out_of_range_is_named_at_once()
    {
        var problem = await (await api.StartAsync(new { datasetId = "ds_x", k = 1, nInit = 0, maxIterations = 0 }))
            .ProblemAsync(422, "INVALID_SETTING");
        Assert.Equal(["/k", "/nInit", "/maxIterations"], problem.GetProperty("errors").EnumerateArray().Select(error =>
            error.Text("pointer")));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("submit")]
    [InlineData("schedules", "create")]
    public async Task The_command_line_has_an_option_for_every_setting(params string[] command)
    {
        var help = await ProgramRun.ToEndAsync([.. command, "--help"]);
        Assert.All(RunSettings.All, setting => Assert.Contains($"  {setting.Option} <{setting.Example}>", help.Output));
    }
}
