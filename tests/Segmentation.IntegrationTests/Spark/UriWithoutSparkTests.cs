using System.Net.Http.Json;
using Segmentation.IntegrationTests.Api;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>A service whose operator allowed a place, and which has no Spark.</summary>
public sealed class DryServer : ApiServer
{
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Datasets:Roots"] = "s3a://lake/shop" };
}

public sealed class UriWithoutSparkTests(DryServer dry, ApiServer closed)
    : IClassFixture<DryServer>, IClassFixture<ApiServer>
{
    [Fact]
    public async Task Without_Spark_the_answer_comes_at_once()
    {
        using var answer = await dry.Client.PostAsJsonAsync("/api/v1/datasets", new { uri = "s3a://lake/shop/2026" });
        await answer.ProblemAsync(503, "ENGINE_UNAVAILABLE");
        Assert.Equal(0, await dry.CountAsync("inspections"));
    }

    [Fact]
    public async Task What_names_data_is_no_upload_and_has_the_limit_of_a_request()
    {
        using var answer = await dry.Client.PostAsJsonAsync("/api/v1/datasets", new { uri = new string('x', 2 << 20) });
        await answer.ProblemAsync(413, "REQUEST_TOO_LARGE");
    }

    [Fact]
    public async Task Without_a_place_nothing_is_taken()
    {
        using var answer = await closed.Client.PostAsJsonAsync(
            "/api/v1/datasets", new { uri = "s3a://lake/shop/2026" });
        var problem = await answer.ProblemAsync(403, "URI_NOT_ALLOWED");
        Assert.Contains("Datasets:Roots", problem.Text("detail"));
    }
}
