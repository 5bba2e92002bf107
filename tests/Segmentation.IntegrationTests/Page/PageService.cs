using System.Diagnostics;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>
/// One service and one browser for all page tests: <c>segmentation serve</c> as users start it, on a folder of its own.
/// </summary>
public sealed class PageService : IAsyncLifetime, IDisposable
{
    const string Announcement = "Segmentation is at ";
    static readonly string[] BrowserArguments =
    [
        "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>For whatever a test waits for; in milliseconds. Several tests share two processors.</summary>
    public const int Patience = 15_000;

    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-page-").FullName;
    readonly List<string> _output = [];
    Process? _service;
    IPlaywright? _playwright;

    public Uri Address { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Runs that several tests look at.</summary>
    internal FinishedRuns Runs { get; private set; } = null!;

    /// <summary>For files of the tests; goes with the service.</summary>
    public string Folder => _folder;

    public async Task InitializeAsync()
    {
        Address = await StartServiceAsync();
        Runs = new(Address);
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        Browser = await BrowserAsync("--disable-gpu");
    }

    /// <summary>Another browser, with switches of its own.</summary>
    public Task<IBrowser> BrowserAsync(params string[] switches) => _playwright!.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Chromium(),
        Args = [.. BrowserArguments, .. switches],
    });

    public async Task DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
        await StopServiceAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose()
    {
        _service?.Dispose();
        Runs?.Dispose();
    }

    async Task<Uri> StartServiceAsync()
    {
        // PostgreSQL runs as another user when the tests run as root: that user has to reach the folder.
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        var program = Path.Combine(AppContext.BaseDirectory, "Segmentation.Cli.dll");
        var data = Path.Combine(_folder, "data");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--port", "0", "--data", data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _service = new Process { StartInfo = start, EnableRaisingEvents = true };
        _service.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Announcement, StringComparison.Ordinal) == true)
                address.TrySetResult(new(line.Data[Announcement.Length..]));
        };
        _service.ErrorDataReceived += (_, line) => { lock (_output) _output.Add(line.Data ?? ""); };
        _service.Exited += (_, _) =>
            address.TrySetException(new InvalidOperationException("The service ended: " + Output()));
        _service.Start();
        _service.BeginOutputReadLine();
        _service.BeginErrorReadLine();
        return await address.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    async Task StopServiceAsync()
    {
        if (_service is not { HasExited: false }) return;
        using (var end = Process.Start("kill", ["-TERM", _service.Id.ToString()])) await end.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _service.WaitForExitAsync(patience.Token);
    }

    string Output()
    {
        lock (_output) return string.Join('\n', _output);
    }

    static string Chromium() =>
        new[]
        {
            Environment.GetEnvironmentVariable("CHROMIUM") ?? "",
            "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            "The page tests need a Chromium: apt-get install chromium, or CHROMIUM=/path/to/it.");
}

/// <summary>All page tests, one after the other on one service.</summary>
[CollectionDefinition(Name)]
public sealed class PageTests : ICollectionFixture<PageService>
{
    public const string Name = "page";
}
