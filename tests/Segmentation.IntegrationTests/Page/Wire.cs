using System.Text.Json;
using Microsoft.Playwright;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Page;

/// <summary>What a browser receives, headers and compressed bodies, as its developer tools count it.</summary>
sealed class Wire
{
    readonly IPage _page;
    readonly Dictionary<string, Uri> _open = [];
    readonly List<(string Path, int Bytes)> _received = [];

    Wire(IPage page) => _page = page;

    public static async Task<Wire> OfAsync(IPage page)
    {
        var (wire, tools) = (new Wire(page), await page.Context.NewCDPSessionAsync(page));
        tools.Event("Network.requestWillBeSent").OnEvent += (_, sent) => wire.Begin(sent!.Value);
        tools.Event("Network.loadingFinished").OnEvent += (_, done) => wire.End(done!.Value);
        tools.Event("Network.loadingFailed").OnEvent += (_, lost) => wire.End(lost!.Value);
        await tools.SendAsync("Network.enable");
        return wire;
    }

    /// <summary>Opens an address and waits until it is drawn.</summary>
    /// <returns>Every answer with its bytes, the largest first; no streams of events, which do not end.</returns>
    public async Task<(string Path, int Bytes)[]> OpenAsync(string address)
    {
        await _page.GotoAsync(address);
        await Assertions.Expect(_page.Locator("main h1").First).ToBeVisibleAsync();
        await _page.WaitForFunctionAsync("""
            () => [...document.querySelectorAll(".chart-body")]
              .every((body) => !body.clientWidth || body.querySelector("canvas, .note"))
            """);
        await Eventually.IsAsync(() => Task.FromResult(Waiting()), waiting => waiting.Length == 0);
        lock (_open) return [.. _received.OrderByDescending(each => each.Bytes)];
    }

    string Waiting()
    {
        lock (_open) return string.Join(", ", _open.Values);
    }

    void Begin(JsonElement sent)
    {
        var address = new Uri(sent.GetProperty("request").GetProperty("url").GetString()!);
        if (sent.GetProperty("type").GetString() == "EventSource" || address.Scheme is "data" or "blob") return;
        lock (_open) _open[sent.GetProperty("requestId").GetString()!] = address;
    }

    void End(JsonElement ended)
    {
        lock (_open)
            if (_open.Remove(ended.GetProperty("requestId").GetString()!, out var address)
                && ended.TryGetProperty("encodedDataLength", out var bytes))
                _received.Add((address.AbsolutePath, (int)bytes.GetDouble()));
    }
}
