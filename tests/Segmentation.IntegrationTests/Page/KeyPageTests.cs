using System.Net.Http.Json;
using Microsoft.Playwright;
using Segmentation.IntegrationTests.Api;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The page of a service that asks for a key.</summary>
[Collection(PageTests.Name)]
public sealed class KeyPageTests(PageService browser, ApiServer api) : IClassFixture<ApiServer>, IAsyncLifetime
{
    static string? Admin { get; set; }

    IBrowserContext _context = null!;
    IPage _page = null!;

    public async Task InitializeAsync()
    {
        Admin ??= await MakeAsync("me", "admin", null);
        _context = await browser.Browser.NewContextAsync(new()
        {
            BaseURL = api.Address.ToString(),
            Locale = "en-GB",
            AcceptDownloads = true,
        });
        _context.SetDefaultTimeout(15_000);
        _page = await _context.NewPageAsync();
    }

    public async Task DisposeAsync() => await _context.DisposeAsync();

    [Fact]
    public async Task The_key_is_asked_for_once_and_then_everything_works_downloads_and_live_updates_too()
    {
        await _page.GotoAsync("/");
        await SignInAsync("seg_wrong");
        await Assertions.Expect(Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("No key in use has this secret");
        await SignInAsync(Admin!);
        await Assertions.Expect(_page.Locator(".signed-in")).ToContainTextAsync("me (admin)");

        var check = await new HomePage(_page).ChooseAsync(Some.Mall);
        var run = await (await check.StartAsync()).SeeSegmentsAsync();
        await Assertions.Expect(_page.Locator(".connection")).ToHaveAttributeAsync("data-live", "live");
        var download = await _page.RunAndWaitForDownloadAsync(() => run.Download.ClickAsync());
        Assert.Equal(201, (await File.ReadAllLinesAsync((await download.PathAsync())!)).Length);

        await _page.ReloadAsync();
        await Assertions.Expect(run.Segments.First).ToBeVisibleAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(Dialog).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_reader_sees_no_button_that_would_be_refused()
    {
        var job = await JobAsync();
        var reader = await MakeAsync("reader", "read", Admin);
        await _page.GotoAsync($"/monitor/{job}");
        await SignInAsync(reader);

        await Assertions.Expect(_page.GetByText("Waiting for its start time")).ToBeVisibleAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(0);
        await _page.GotoAsync("/queues");
        await Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Local" })).ToBeVisibleAsync();
        var pause = _page.GetByRole(AriaRole.Button, new() { Name = "Pause the queue" });
        await Assertions.Expect(pause).ToHaveCountAsync(0);
        await Assertions.Expect(_page.GetByRole(AriaRole.Link, new() { Name = "Keys" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Keys_are_made_shown_once_and_revoked_and_the_one_who_had_it_is_asked_again()
    {
        await _page.GotoAsync("/keys");
        await SignInAsync(Admin!);
        await _page.GetByLabel("Name").FillAsync("import");
        await _page.GetByLabel("Scope").SelectOptionAsync("read-write");
        await _page.GetByLabel("Open jobs at most").FillAsync("2");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var secret = await _page.Locator(".secret").InnerTextAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Row, new() { Name = "import" })).ToContainTextAsync("0 of 2");

        await using var other = await browser.Browser.NewContextAsync(new() { BaseURL = api.Address.ToString() });
        var theirs = await other.NewPageAsync();
        await theirs.GotoAsync("/monitor");
        await theirs.GetByLabel("API key").FillAsync(secret);
        await theirs.Keyboard.PressAsync("Enter");
        var heading = theirs.GetByRole(AriaRole.Heading, new() { Name = "Jobs", Exact = true });
        await Assertions.Expect(heading).ToBeVisibleAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Revoke import" }).ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Row, new() { Name = "import" })).ToContainTextAsync("Revoked");
        await Assertions.Expect(theirs.Locator("dialog")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await _page.ReloadAsync();
        await Assertions.Expect(_page.Locator(".secret")).ToHaveCountAsync(0);
    }

    ILocator Dialog => _page.Locator("dialog");

    async Task SignInAsync(string key)
    {
        await Dialog.GetByLabel("API key").FillAsync(key);
        await _page.Keyboard.PressAsync("Enter");
    }

    async Task<string> MakeAsync(string name, string scope, string? with)
    {
        using var request = Request("/api/v1/keys", with);
        request.Content = JsonContent.Create(new { name, scope });
        return (await ApiServer.JsonAsync(await api.Client.SendAsync(request))).Text("secret");
    }

    async Task<string> JobAsync()
    {
        using var upload = Request("/api/v1/datasets", Admin);
        upload.Content = new MultipartFormDataContent { { new StringContent(Csv.Shop), "file", "shop.csv" } };
        var dataset = (await ApiServer.JsonAsync(await api.Client.SendAsync(upload))).Text("id");
        using var start = Request("/api/v1/jobs", Admin);
        start.Content = JsonContent.Create(new { datasetId = dataset, runAt = DateTimeOffset.UtcNow.AddHours(5) });
        return (await ApiServer.JsonAsync(await api.Client.SendAsync(start))).Text("id");
    }

    static HttpRequestMessage Request(string path, string? key) =>
        ApiServer.Request(HttpMethod.Post, path, key is null ? [] : [("Authorization", $"Bearer {key}")]);
}
