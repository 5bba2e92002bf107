using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>A fresh browser profile for each test, which collects every complaint of the browser.</summary>
[Collection(PageTests.Name)]
public abstract class PageTest(PageService service) : IAsyncLifetime
{
    /// <summary>Switches of a browser that draws in three dimensions on the processor.</summary>
    protected static readonly string[] ThreeDimensions =
        ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

    static readonly string[] Grave = ["serious", "critical"];

    readonly List<string> _complaints = [];
    IBrowserContext _context = null!;
    IBrowser? _own;

    protected IPage Page { get; private set; } = null!;

    protected IBrowser Browser => service.Browser;

    protected FinishedRuns Runs => service.Runs;

    protected Uri Address => service.Address;

    protected string Folder => service.Folder;

    protected virtual BrowserNewContextOptions Profile => new() { ViewportSize = new() { Width = 1280, Height = 900 } };

    public async Task InitializeAsync() => await OpenAsync(Profile);

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
    }

    /// <summary>Opens the page in a browser with other switches, which goes with the test.</summary>
    protected async Task OpenWithAsync(BrowserNewContextOptions profile, params string[] switches)
    {
        _own = await service.BrowserAsync(switches);
        await OpenAsync(profile, _own);
    }

    protected Task OpenAsync(BrowserNewContextOptions profile) => OpenAsync(profile, service.Browser);

    async Task OpenAsync(BrowserNewContextOptions profile, IBrowser browser)
    {
        if (_context is not null) await _context.DisposeAsync();
        profile.BaseURL = service.Address.ToString();
        profile.Locale ??= "en-GB";
        profile.AcceptDownloads = true;
        _context = await browser.NewContextAsync(profile);
        _context.SetDefaultTimeout(PageService.Patience);
        await _context.AddInitScriptAsync("""
            addEventListener("securitypolicyviolation",
              (event) => console.error("CSP: " + event.violatedDirective + " " + event.blockedURI));
            """);
        Page = await _context.NewPageAsync();
        Page.Console += (_, message) =>
            Complain(message.Type is "error" or "warning", $"{message.Type}: {message.Text} ({message.Location})");
        Page.PageError += (_, error) => Complain(true, error);
        Page.Request += (_, request) => Complain(!IsOwn(request.Url), "request to another origin: " + request.Url);
    }

    /// <summary>
    /// No error on the console, no uncaught error, no violation of the policy, no request to another origin.
    /// </summary>
    protected void AssertNoComplaint()
    {
        lock (_complaints) Assert.Empty(_complaints);
    }

    /// <summary>What axe finds on the page as shown that keeps somebody out: each rule with the element.</summary>
    protected async Task<string[]> GraveFindingsAsync() =>
    [
        .. (await Page.RunAxe()).Violations.Where(each => Grave.Contains(each.Impact))
            .SelectMany(each => each.Nodes.Select(node => $"{each.Id}: {node.Html}")),
    ];

    protected static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    bool IsOwn(string url) =>
        url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal)
        || new Uri(url).GetLeftPart(UriPartial.Authority) == service.Address.GetLeftPart(UriPartial.Authority);

    void Complain(bool isOne, string text)
    {
        if (!isOne) return;
        lock (_complaints) _complaints.Add(text);
    }
}
