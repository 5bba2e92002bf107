using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Segmentation.IntegrationTests.Support;

/// <summary>A span that arrived.</summary>
public sealed record Span(string Trace, string Id, string Parent, string Name, string Service)
{
    public Dictionary<string, string> Tags { get; } = [];
}

/// <summary>Takes traces as a collector does: OTLP over HTTP, of which it reads what the tests ask about.</summary>
public sealed class Collector : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<Span> _spans = new();

    Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public IReadOnlyCollection<Span> Spans => _spans;

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/traces", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            collector.Take(body.ToArray());
        });
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Numbers of fields as opentelemetry-proto has them.
    void Take(byte[] request)
    {
        foreach (var resourceSpans in Messages(request, 1))
        {
            var service = Messages(resourceSpans, 1).SelectMany(resource => Messages(resource, 1)).Select(ReadTag)
                .First(tag => tag.Name == "service.name").Value;
            foreach (var span in Messages(resourceSpans, 2).SelectMany(scope => Messages(scope, 2)))
                _spans.Enqueue(ReadSpan(span, service));
        }
    }

    static Span ReadSpan(byte[] message, string service)
    {
        string Hex(int field) => Convert.ToHexStringLower(Messages(message, field).FirstOrDefault([]));
        var span = new Span(
            Hex(1), Hex(2), Hex(4), System.Text.Encoding.UTF8.GetString(Messages(message, 5).Single()), service);
        foreach (var (name, value) in Messages(message, 9).Select(ReadTag)) span.Tags[name] = value;
        return span;
    }

    static (string Name, string Value) ReadTag(byte[] message) => (
        System.Text.Encoding.UTF8.GetString(Messages(message, 1).Single()),
        System.Text.Encoding.UTF8.GetString(Messages(Messages(message, 2).Single(), 1).FirstOrDefault([])));

    /// <summary>Every value of a field that has a length: messages, texts, bytes.</summary>
    static List<byte[]> Messages(byte[] message, int field)
    {
        var (input, found) = (new CodedInputStream(message), new List<byte[]>());
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field
                && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                found.Add(input.ReadBytes().ToByteArray());
            else input.SkipLastField();
        }

        return found;
    }
}
