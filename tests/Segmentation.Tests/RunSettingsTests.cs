using System.Text.Json;
using System.Text.Json.Nodes;
using Segmentation.Json;
using Segmentation.Settings;

namespace Segmentation.Tests;

public sealed class RunSettingsTests
{
    [Fact]
    public void Every_value_of_a_spec_is_a_setting_and_no_other()
    {
        var json = JsonSerializer.SerializeToNode(RunSettings.Defaults, ResultJson.Default.SegmentationSpec)!
            .AsObject();
        Assert.Equal(
            Paths(json).Order(StringComparer.Ordinal),
            RunSettings.All.Select(setting => setting.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_wrong_with_the_defaults() => Assert.Empty(RunSettings.Check(new()));

    [Fact]
    public void Names_and_options_are_used_once()
    {
        Assert.Equal(RunSettings.All.Count, RunSettings.All.Select(setting => setting.Name).Distinct().Count());
        Assert.Equal(RunSettings.All.Count, RunSettings.All.Select(setting => setting.Option).Distinct().Count());
    }

    [Theory]
    [InlineData("features", "Age,\"Income, net\"", """["Age","Income, net"]""")]
    [InlineData("roles", "Age=ignored,\"Income, net\"=Feature", """{"Age":"ignored","Income, net":"feature"}""")]
    [InlineData(
        "dates", "\"Last order, paid\"=recency,Joined=Recency",
        """{"Last order, paid":"recency","Joined":"recency"}""")]
    [InlineData("asOf", "2026-01-31", "\"2026-01-31\"")]
    [InlineData("rows", "Purchases", "\"purchases\"")]
    [InlineData("rfm.asOf", "2011-12-10", "\"2011-12-10\"")]
    [InlineData("rfm.returns", "net", "\"net\"")]
    [InlineData("rfm.features", "monetary,AverageOrder", """["monetary","averageOrder"]""")]
    [InlineData("roles", "Who=customer,Paid=Amount", """{"Who":"customer","Paid":"amount"}""")]
    [InlineData("k", "7", "7")]
    [InlineData("k", "auto", "\"auto\"")]
    [InlineData("kRange", "3-6", "[3,6]")]
    [InlineData("scaling", "minmax", "\"minMax\"")]
    [InlineData("cleaning.missing", "median", "\"median\"")]
    [InlineData("cleaning.duplicates", "first", "\"first\"")]
    [InlineData("transform", "Log1p", "\"log1p\"")]
    [InlineData("transform", "auto", "\"auto\"")]
    [InlineData("transform", "\"Income, net\"=log1p,a=b=None", """{"Income, net":"log1p","a=b":"none"}""")]
    [InlineData("engine", "spark", "\"spark\"")]
    [InlineData("clusterer", "lloyd", "\"lloyd\"")]
    [InlineData("seed", "-5", "-5")]
    [InlineData("nInit", "25", "25")]
    [InlineData("maxIterations", "40", "40")]
    public void A_text_sets_the_value_of_its_name_and_is_read_back(string name, string text, string value)
    {
        var setting = RunSettings.All.Single(each => each.Name == name);
        var spec = setting.Apply(new(), text)!;

        var found = JsonSerializer.SerializeToNode(spec, ResultJson.Default.SegmentationSpec);
        foreach (var part in name.Split('.')) found = found![part];
        Assert.Equal(value, found!.ToJsonString());
        Assert.Empty(RunSettings.Check(spec));
        Assert.Equal(setting.TextOf(spec), setting.TextOf(setting.Apply(new(), setting.TextOf(spec)!)!));
    }

    [Theory]
    [InlineData("k", "1", "INVALID_SETTING", "k is a whole number from 2 to 50, or auto.")]
    [InlineData("k", "51", "K_TOO_LARGE", "k is a whole number from 2 to 50, or auto.")]
    [InlineData("kRange", "5-4", "INVALID_SETTING",
        "kRange is [from, to], two whole numbers from 2 to 50, the first no larger than the second.")]
    [InlineData("nInit", "1001", "INVALID_SETTING", "nInit is a whole number from 1 to 1,000.")]
    [InlineData("rfm.features", "recency,recency", "INVALID_SETTING",
        "rfm.features is a list of recency, frequency, monetary, averageOrder, tenure and items, each at most once.")]
    [InlineData("maxIterations", "0", "INVALID_SETTING", "maxIterations is a whole number from 1 to 10,000.")]
    public void A_value_outside_of_its_range_is_a_fault_that_says_what_is_allowed(
        string name, string text, string code, string message)
    {
        var setting = RunSettings.All.Single(each => each.Name == name);
        var fault = Assert.Single(RunSettings.Check(setting.Apply(new(), text)!));
        Assert.Equal((name, code, message), (fault.Setting.Name, fault.Error.Code, fault.Message));
    }

    [Theory]
    [InlineData("k", "many")]
    [InlineData("kRange", "3")]
    [InlineData("scaling", "zscore")]
    [InlineData("roles", "Age")]
    [InlineData("roles", "Age=buyer")]
    [InlineData("rows", "invoices")]
    [InlineData("rfm.features", "recency,spend")]
    [InlineData("transform", "log")]
    [InlineData("transform", "=log1p")]
    [InlineData("transform", "Spend=log1p,Visits")]
    [InlineData("dates", "Joined=age")]
    [InlineData("dates", "=recency")]
    [InlineData("asOf", "31.01.2026")]
    [InlineData("seed", "1.5")]
    public void A_text_that_is_none_of_its_values_sets_nothing(string name, string text) =>
        Assert.Null(RunSettings.All.Single(each => each.Name == name).Apply(new(), text));

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = RunSettings.Check(
            new() { K = 1, NInit = 0, Engine = EngineKind.Local, Clusterer = Clusterer.Mllib });
        Assert.Equal(["k", "nInit", "clusterer"], faults.Select(fault => fault.Setting.Name));
    }

    [Fact]
    public void No_run_begins_with_a_fault() =>
        Assert.Throws<ArgumentException>(() => new EngineRun("a.csv", "a.csv", "out", new() { K = 51 }));

    [Fact]
    public void Null_in_the_JSON_is_the_default()
    {
        var spec = JsonSerializer.Deserialize<SegmentationSpec>(
            """{"cleaning":null,"kRange":null,"k":null,"features":[],"transform":null}""", ResultJson.Reading)!;
        Assert.Equal(Transform.Auto, spec.Transform.All);
        Assert.Equal(MissingPolicy.Drop, spec.Cleaning.Missing);
        Assert.Equal([2, 10], spec.KRange);
        Assert.Null(spec.Features);
    }

    static IEnumerable<string> Paths(JsonObject json, string before = "") => json.SelectMany(each =>
        each.Key is "cleaning" or "rfm"
            ? Paths(each.Value!.AsObject(), $"{each.Key}.") : [before + each.Key]);
}
