using System.Net;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>The map in three dimensions.</summary>
[Collection(ApiGroup.Name)]
public sealed class ProjectionTests(ApiServer api)
{
    [Theory]
    [InlineData("dimensions=3", 2)]
    [InlineData("z=PC1", 0)]
    [InlineData("z=pc2&dimensions=3", 1)]
    public async Task A_third_coordinate_of_points_and_centres_is_the_one_of_the_file(string query, int axis)
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        var file = await api.GetAsync($"/api/v1/jobs/{job}/files/points.json");
        var result = await api.GetAsync($"/api/v1/jobs/{job}/result");

        var map = await api.GetAsync($"{PathOf(job)}?{query}");

        Assert.True(JsonElement.DeepEquals(
            file.GetProperty("components")[axis], map.GetProperty("points").GetProperty("z")));
        Assert.Equal($"PC{axis + 1}", map.GetProperty("z").Text("name"));
        Assert.Equal(
            result.GetProperty("segments").EnumerateArray().Select(each => each.GetProperty("componentCentre")[axis])
                .Select(centre => centre.GetDouble()),
            map.GetProperty("centres").EnumerateArray().Select(centre => centre.Number("z")));
    }

    [Fact]
    public async Task Three_features_have_their_names_and_means_in_the_units_of_the_file()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });

        var map = await api.GetAsync($"{PathOf(job)}?space=features&z=Age&maxPoints=50");

        Assert.Equal("Age", map.GetProperty("z").Text("name"));
        var z = map.GetProperty("points").GetProperty("z").EnumerateArray().Select(age => age.GetDouble()).ToList();
        Assert.InRange(z.Count, 45, 50);
        Assert.All(z, age => Assert.InRange(age, 18, 70));
        Assert.All(
            map.GetProperty("centres").EnumerateArray(), centre => Assert.InRange(centre.Number("z"), 18, 70));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?dimensions=2")]
    public async Task Two_dimensions_have_no_third(string query)
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });

        var map = await api.GetAsync(PathOf(job) + query);

        Assert.Equal(JsonValueKind.Null, map.GetProperty("z").ValueKind);
        Assert.Equal(JsonValueKind.Null, map.GetProperty("points").GetProperty("z").ValueKind);
        Assert.All(
            map.GetProperty("centres").EnumerateArray(),
            centre => Assert.Equal(JsonValueKind.Null, centre.GetProperty("z").ValueKind));
    }

    [Theory]
    [InlineData("dimensions=4", "dimensions")]
    [InlineData("dimensions=1", "dimensions")]
    [InlineData("dimensions=2&z=PC1", "z")]
    [InlineData("z=PC9", "z")]
    [InlineData("z=Age", "z")]
    public async Task What_is_no_third_axis_is_refused_where_it_stands(string query, string parameter)
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });

        var problem = await (await api.Client.GetAsync($"{PathOf(job)}?{query}"))
            .ProblemAsync(400, "MALFORMED_REQUEST");

        Assert.Contains(parameter, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_features_have_no_third_dimension()
    {
        string[] features = ["Age", "Spending Score (1-100)"];
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4, features });

        var problem = await (await api.Client.GetAsync($"{PathOf(job)}?dimensions=3"))
            .ProblemAsync(400, "MALFORMED_REQUEST");

        Assert.Contains("three axes", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_dimensions_have_an_etag_of_their_own()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        var flat = await api.Client.GetAsync(PathOf(job));
        var deep = await api.Client.GetAsync($"{PathOf(job)}?dimensions=3");

        var again = new HttpRequestMessage(HttpMethod.Get, $"{PathOf(job)}?dimensions=3");
        again.Headers.TryAddWithoutValidation("If-None-Match", deep.Header("ETag"));

        Assert.NotEqual(flat.Header("ETag"), deep.Header("ETag"));
        Assert.Equal(HttpStatusCode.NotModified, (await api.Client.SendAsync(again)).StatusCode);
    }

    static string PathOf(string job) => $"/api/v1/jobs/{job}/projection";
}
