using System.Text.Json;
using Segmentation.Json;

namespace Segmentation.Tests;

public sealed class SpecTests
{
    [Fact]
    public void Auto_k_is_a_word_in_json_and_null_in_code()
    {
        var spec = JsonSerializer.Deserialize<SegmentationSpec>(
            """{"k":"auto","scaling":"minMax"}""", ResultJson.Reading)!;

        Assert.Null(spec.K);
        Assert.Equal(Scaling.MinMax, spec.Scaling);
        Assert.Equal(42, spec.Seed);
        Assert.Contains("\"k\":\"auto\"", JsonSerializer.Serialize(spec, ResultJson.Default.SegmentationSpec));
    }

    [Theory]
    [InlineData("""{"transform":{"Spend":"log1p","Visits":"none"}}""")]
    [InlineData("""{"transform":"none"}""")]
    public void A_transform_is_a_word_or_words_by_header(string json)
    {
        var spec = JsonSerializer.Deserialize<SegmentationSpec>(json, ResultJson.Reading)!;

        Assert.Contains(json[1..^1], JsonSerializer.Serialize(spec, ResultJson.Default.SegmentationSpec));
        Assert.Equal(json.Contains("Spend"), spec.Transform.All is null);
    }

    [Theory]
    [InlineData("""{"transform":"log"}""", "$.transform")]
    [InlineData("""{"transform":1}""", "$.transform")]
    [InlineData("""{"transform":{"Spend":true}}""", "$.transform")]
    [InlineData("""{"transform":["log1p"]}""", "$.transform")]
    public void Anything_else_is_no_transform(string json, string path)
    {
        var error = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<SegmentationSpec>(json, ResultJson.Reading));

        Assert.StartsWith(path, error.Path);
    }

    [Fact]
    public void The_clusterer_is_a_word_and_auto_unless_said()
    {
        Assert.Equal(Clusterer.Auto, JsonSerializer.Deserialize<SegmentationSpec>("{}", ResultJson.Reading)!.Clusterer);
        Assert.Equal(
            Clusterer.Mllib,
            JsonSerializer.Deserialize<SegmentationSpec>("""{"clusterer":"mllib"}""", ResultJson.Reading)!.Clusterer);
    }
}
