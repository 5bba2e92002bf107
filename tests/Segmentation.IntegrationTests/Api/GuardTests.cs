using System.Net;

namespace Segmentation.IntegrationTests.Api;

public sealed class GuardTests(GuardTests.Guarded api) : IClassFixture<GuardTests.Guarded>
{
    public sealed class Guarded : ApiServer
    {
        protected override bool WithWorker => false;

        protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
        {
            ["Api:Hosts"] = "segments.example",
            ["Api:CorsOrigins"] = "https://shop.example",
        };
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("192.0.2.7")]
    public async Task A_name_the_service_does_not_have_is_400(string host)
    {
        var response = await api.Client.SendAsync(ApiServer.Request(HttpMethod.Get, "/api/v1/limits", ("Host", host)));

        Assert.Contains(host, (await response.ProblemAsync(400, "UNKNOWN_HOST")).Text("detail"));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("segments.example")]
    public async Task A_name_the_service_has_is_answered(string host) =>
        Assert.Equal(HttpStatusCode.OK, (await api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Get, "/api/v1/limits", ("Host", host)))).StatusCode);

    [Fact]
    public async Task A_foreign_page_may_not_change_anything()
    {
        using var post = ApiServer.Request(HttpMethod.Post, "/api/v1/datasets", ("Origin", "https://evil.example"));
        post.Content = new MultipartFormDataContent { { new StringContent(Csv.Shop), "file", "a.csv" } };

        await (await api.Client.SendAsync(post)).ProblemAsync(403, "FOREIGN_ORIGIN");
        await (await api.Client.SendAsync(
                ApiServer.Request(HttpMethod.Delete, "/api/v1/jobs/job_x", ("Origin", "null"))))
            .ProblemAsync(403, "FOREIGN_ORIGIN");
        Assert.Equal(0, await api.CountAsync("datasets"));
    }

    [Fact]
    public async Task A_listed_page_and_the_own_one_may()
    {
        var own = await api.Client.SendAsync(ApiServer.Request(
            HttpMethod.Delete, "/api/v1/jobs/job_x", ("Origin", api.Address.GetLeftPart(UriPartial.Authority))));
        var listed = await api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Delete, "/api/v1/jobs/job_x", ("Origin", "https://shop.example")));

        await own.ProblemAsync(404, "JOB_NOT_FOUND");
        Assert.Equal("https://shop.example", listed.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/new")]
    [InlineData("/monitor/job_x")]
    [InlineData("/runs/job_x/map")]
    [InlineData("/elbow-method")]
    public async Task A_page_path_gets_the_page_with_its_policy(string path)
    {
        var response = await api.Client.GetAsync(path);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors 'self'",
            response.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
    }
}
