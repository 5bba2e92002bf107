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

    [Fact]
    public void The_clusterer_is_a_word_and_auto_unless_said()
    {
        Assert.Equal(Clusterer.Auto, JsonSerializer.Deserialize<SegmentationSpec>("{}", ResultJson.Reading)!.Clusterer);
        Assert.Equal(
            Clusterer.Mllib,
            JsonSerializer.Deserialize<SegmentationSpec>("""{"clusterer":"mllib"}""", ResultJson.Reading)!.Clusterer);
    }
}
