using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Api;

/// <summary>API keys, each test on a service of its own: the first key changes it for everybody.</summary>
public sealed class KeyTests : ApiServer
{
    protected override bool WithWorker => false;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Api:Ping"] = "00:00:00.2" };

    [Fact]
    public async Task Without_a_key_the_service_is_open_and_from_the_first_key_on_it_is_not()
    {
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/api/v1/jobs")).StatusCode);

        await MakeAsync("first", "admin");

        var refused = await Client.GetAsync("/api/v1/jobs");
        Assert.Equal("Bearer realm=\"segmentation\"", refused.Header("WWW-Authenticate"));
        await refused.ProblemAsync(401, "API_KEY_REQUIRED");
    }

    [Theory]
    [InlineData("GET", "/jobs")]
    [InlineData("GET", "/job-status/job_x")]
    [InlineData("GET", "/download-results/job_x")]
    [InlineData("GET", "/api/v1/events")]
    [InlineData("GET", "/api/v1/limits")]
    [InlineData("GET", "/api/v1/datasets")]
    [InlineData("POST", "/upload")]
    [InlineData("POST", "/segmentation-start")]
    [InlineData("POST", "/api/v1/jobs")]
    [InlineData("GET", "/api/v1/keys")]
    [InlineData("DELETE", "/api/v1/jobs/job_x")]
    public async Task Every_address_with_data_asks_for_it(string method, string path)
    {
        await MakeAsync("first", "admin");

        await (await Client.SendAsync(Request(new(method), path))).ProblemAsync(401, "API_KEY_REQUIRED");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/monitor")]
    [InlineData("/js/main.js")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/health")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swagger/index.html")]
    [InlineData("/problems/api-key-required")]
    [InlineData("/api/v1/session")]
    [InlineData("/api/v1/samples")]
    public async Task The_page_and_signs_of_life_ask_for_none(string path)
    {
        await MakeAsync("first", "admin");

        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_scope_may_do_what_the_ones_before_it_may_and_no_more()
    {
        var read = await MakeAsync("r", "read");
        var (write, admin) = (await SqlKeyAsync("read-write", read), await SqlKeyAsync("admin", read));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/jobs", read)).StatusCode);
        var told = await (await SendAsync(HttpMethod.Delete, "/api/v1/jobs/job_x", read))
            .ProblemAsync(403, "INSUFFICIENT_SCOPE");
        Assert.Equal("The key «r» has the scope read; this needs read-write.", told.Text("detail"));
        await (await SendAsync(HttpMethod.Delete, "/api/v1/jobs/job_x", write)).ProblemAsync(404, "JOB_NOT_FOUND");
        await (await SendAsync(HttpMethod.Get, "/api/v1/keys", write)).ProblemAsync(403, "INSUFFICIENT_SCOPE");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/keys", admin)).StatusCode);
    }

    [Theory]
    [InlineData("Authorization", "Bearer nonsense")]
    [InlineData("Authorization", "Bearer seg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("X-Api-Key", "seg_' OR 1=1 --AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Cookie", "segmentation-key=seg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_secret_that_is_none_is_401(string header, string value)
    {
        await MakeAsync("first", "admin");

        await (await Client.SendAsync(Request(HttpMethod.Get, "/api/v1/jobs", (header, value))))
            .ProblemAsync(401, "API_KEY_INVALID");
    }

    [Fact]
    public async Task A_key_is_told_once_and_only_its_hash_is_kept()
    {
        var secret = await MakeAsync("first", "admin");

        Assert.Matches("^seg_[A-Za-z0-9_-]{43}$", secret);
        var list = await (await SendAsync(HttpMethod.Get, "/api/v1/keys", secret)).Content.ReadAsStringAsync();
        Assert.DoesNotContain(secret, list);
        Assert.Contains($"\"prefix\":\"{secret[..12]}\"", list);
        Assert.Equal(
            0L, await ScalarAsync<long>("SELECT count(*) FROM api_keys k WHERE strpos(k::text, $1) > 0", secret[12..]));
        Assert.Equal(1L, await ScalarAsync<long>(
            "SELECT count(*) FROM api_keys WHERE hash = sha256($1::bytea) AND last_used_at IS NOT NULL",
            System.Text.Encoding.ASCII.GetBytes(secret)));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_and_its_stream_ends()
    {
        var admin = await MakeAsync("first", "admin");
        var reader = await MakeAsync("reader", "read", admin);
        using var stream = await Client.SendAsync(
            Request(HttpMethod.Get, "/api/v1/events", ("Authorization", $"Bearer {reader}")),
            HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        var read = stream.Content.ReadAsStringAsync();

        var id = (await KeysAsync(admin)).Single(key => key.Text("name") == "reader").Text("id");
        Assert.Equal(
            HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"/api/v1/keys/{id}", admin)).StatusCode);

        Assert.Contains("event: ping", await read.WaitAsync(TimeSpan.FromSeconds(10)));
        await (await SendAsync(HttpMethod.Get, "/api/v1/jobs", reader)).ProblemAsync(401, "API_KEY_INVALID");
        Assert.Equal(
            HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"/api/v1/keys/{id}", admin)).StatusCode);
        Assert.Equal(2, (await KeysAsync(admin)).Length);
    }

    [Fact]
    public async Task Revoking_the_last_key_does_not_open_the_service()
    {
        var admin = await MakeAsync("first", "admin");
        var id = (await KeysAsync(admin)).Single().Text("id");

        await SendAsync(HttpMethod.Delete, $"/api/v1/keys/{id}", admin);

        await (await Client.GetAsync("/api/v1/jobs")).ProblemAsync(401, "API_KEY_REQUIRED");
    }

    [Fact]
    public async Task A_key_that_another_process_revokes_is_refused_within_seconds()
    {
        var admin = await MakeAsync("first", "admin");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/jobs", admin)).StatusCode);

        await ExecuteAsync("UPDATE api_keys SET revoked_at = clock_timestamp()");

        await Eventually.IsAsync(async () => (await SendAsync(HttpMethod.Get, "/api/v1/jobs", admin)).StatusCode,
            status => status == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("""{ "name": "", "scope": "read" }""", 422, "INVALID_SETTING")]
    [InlineData("""{ "name": "a", "scope": "read", "maxOpenJobs": 0 }""", 422, "INVALID_SETTING")]
    [InlineData("""{ "name": "a", "scope": "write" }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "name": null, "scope": "read" }""", 422, "INVALID_SETTING")]
    [InlineData("""{ "name": "a", "scope": 2 }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "name": "a" }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "name": "a", "scope": "read", "secret": "mine" }""", 400, "MALFORMED_REQUEST")]
    public async Task A_key_that_cannot_be_is_refused(string body, int status, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        await (await Client.PostAsync("/api/v1/keys", content)).ProblemAsync(status, code);

        Assert.Equal(0L, await CountAsync("api_keys"));
    }

    [Fact]
    public async Task Two_keys_in_use_cannot_have_one_name()
    {
        var admin = await MakeAsync("first", "admin");

        await (await CreateAsync("first", "read", admin)).ProblemAsync(409, "KEY_EXISTS");

        var id = (await KeysAsync(admin)).Single().Text("id");
        var second = await MakeAsync("second", "admin", admin);
        await SendAsync(HttpMethod.Delete, $"/api/v1/keys/{id}", second);
        await MakeAsync("first", "read", second);
    }

    [Fact]
    public async Task A_key_gets_its_limit_of_open_jobs_and_not_one_more_also_at_once()
    {
        var dataset = await DatasetAsync(Csv.Shop);
        var admin = await MakeAsync("first", "admin");
        var limited = await MakeAsync("limited", "read-write", admin, maxOpenJobs: 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(_ => StartAsync(new { datasetId = dataset }, ("Authorization", $"Bearer {limited}"))));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted));
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.Accepted);
        Assert.Equal("5", refused.Header("Retry-After"));
        Assert.Equal(3, (await refused.ProblemAsync(429, "TOO_MANY_OPEN_JOBS")).GetProperty("maxOpenJobs").GetInt32());
        Assert.Equal(3L, await CountAsync("jobs"));
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await StartAsync(new { datasetId = dataset }, ("Authorization", $"Bearer {admin}"))).StatusCode);
    }

    [Fact]
    public async Task A_job_remembers_its_key_and_a_canceled_one_makes_room()
    {
        var dataset = await DatasetAsync(Csv.Shop);
        var key = await MakeAsync("one at a time", "admin", maxOpenJobs: 1);
        var bearer = ("Authorization", $"Bearer {key}");
        var first = await JsonAsync(await StartAsync(new { datasetId = dataset }, bearer, ("Idempotency-Key", "a")));

        Assert.Equal("one at a time", first.Text("createdBy"));
        await (await StartAsync(new { datasetId = dataset }, bearer)).ProblemAsync(429, "TOO_MANY_OPEN_JOBS");
        var again = await StartAsync(new { datasetId = dataset }, bearer, ("Idempotency-Key", "a"));
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await SendAsync(HttpMethod.Post, $"/api/v1/jobs/{first.Text("id")}:cancel", key)).StatusCode);
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await SendAsync(HttpMethod.Post, $"/api/v1/jobs/{first.Text("id")}:retry", key)).StatusCode);
        await (await SendAsync(HttpMethod.Post, $"/api/v1/jobs/{first.Text("id")}:retry", key))
            .ProblemAsync(429, "TOO_MANY_OPEN_JOBS");
    }

    [Fact]
    public async Task A_page_signs_in_once_and_out_again()
    {
        var admin = await MakeAsync("first", "admin");
        Assert.True((await GetAsync("/api/v1/session")).GetProperty("keyRequired").GetBoolean());
        await (await Client.PostAsJsonAsync("/api/v1/session", new { key = "seg_nonsense" }))
            .ProblemAsync(401, "API_KEY_INVALID");

        var signedIn = await Client.PostAsJsonAsync("/api/v1/session", new { key = admin });

        Assert.Equal($"segmentation-key={admin}; path=/; samesite=strict; httponly", signedIn.Header("Set-Cookie"));
        Assert.Equal("admin", (await JsonAsync(signedIn)).Text("scope"));
        // The client keeps cookies as a browser does.
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/api/v1/jobs")).StatusCode);
        Assert.Equal("first", (await GetAsync("/api/v1/session")).Text("name"));
        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync("/api/v1/session")).StatusCode);
        await (await Client.GetAsync("/api/v1/jobs")).ProblemAsync(401, "API_KEY_REQUIRED");
    }

    async Task<string> MakeAsync(string name, string scope, string? with = null, int? maxOpenJobs = null)
    {
        var made = await CreateAsync(name, scope, with, maxOpenJobs);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return (await JsonAsync(made)).Text("secret");
    }

    async Task<HttpResponseMessage> CreateAsync(string name, string scope, string? with, int? maxOpenJobs = null)
    {
        using var request = Request(
            HttpMethod.Post, "/api/v1/keys", with is null ? [] : [("Authorization", $"Bearer {with}")]);
        request.Content = JsonContent.Create(new { name, scope, maxOpenJobs });
        return await Client.SendAsync(request);
    }

    /// <summary>A key that the operator made on the machine of the service.</summary>
    async Task<string> SqlKeyAsync(string scope, string like)
    {
        var secret = like[..4] + scope[..3] + like[7..];
        await ExecuteAsync(
            "INSERT INTO api_keys (id, name, scope, prefix, hash) VALUES (gen_random_uuid(), $1, $1, 'seg_', "
            + "sha256($2::bytea))",
            scope, System.Text.Encoding.ASCII.GetBytes(secret));
        return secret;
    }

    async Task<JsonElement[]> KeysAsync(string with) =>
        [.. (await JsonAsync(await SendAsync(HttpMethod.Get, "/api/v1/keys", with))).GetProperty("keys")
            .EnumerateArray()];

    Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string key) =>
        Client.SendAsync(Request(method, path, ("X-Api-Key", key)));
}
