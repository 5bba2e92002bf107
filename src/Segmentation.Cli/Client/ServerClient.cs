using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Segmentation.Cli;

/// <summary>HTTP client of a server. When the server refuses a request, the command ends with its message.</summary>
sealed class ServerClient : IDisposable
{
    // No timeout: a long poll may take a minute, an upload much longer.
    readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    readonly Uri _server;
    readonly AuthenticationHeaderValue? _key;

    ServerClient(Uri server, string? key)
    {
        _server = server;
        // Not a default header: the key must not follow a redirect.
        _key = string.IsNullOrWhiteSpace(key) ? null : new("Bearer", key.Trim());
    }

    /// <exception cref="CommandFailedException">The address is not valid.</exception>
    public static ServerClient For(ParseResult parsed)
    {
        var given = parsed.GetValue(ClientOptions.Server) ?? Environment.GetEnvironmentVariable("SEGMENTATION_SERVER");
        var address = string.IsNullOrWhiteSpace(given) ? "http://127.0.0.1:8080" : given;
        if (!address.Contains("://")) address = "http://" + address;
        if (Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var server)
            && server.Scheme is "http" or "https")
            return new(server, KeyOf(parsed));
        throw new CommandFailedException(
            ExitCode.Usage, $"--server is {given}; allowed: an address such as http://127.0.0.1:8080.");
    }

    static string? KeyOf(ParseResult parsed)
    {
        var key = parsed.GetValue(ClientOptions.ApiKey) ?? Environment.GetEnvironmentVariable("SEGMENTATION_API_KEY");
        if (key is null || key.All(c => c is > ' ' and <= '~')) return key;
        throw new CommandFailedException(
            ExitCode.Usage,
            "The API key contains characters that no key has. Give the secret exactly as it was shown.");
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken ct, int waitSeconds = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server, path));
        if (waitSeconds > 0) request.Headers.Add("Prefer", $"wait={waitSeconds}");
        return await JsonAsync(request, ct);
    }

    public async Task<JsonElement> PostAsync(string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server, path)) { Content = content };
        return await JsonAsync(request, ct);
    }

    /// <summary>Sends JSON.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonObject body, CancellationToken ct)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(method, new Uri(_server, path)) { Content = content };
        return await JsonAsync(request, ct);
    }

    /// <returns>Always null: a deletion has no answer.</returns>
    public async Task<JsonElement?> DeleteAsync(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(_server, path));
        using var answer = await SendAsync(request, ct);
        return null;
    }

    /// <summary>Copies the body of an answer while it arrives.</summary>
    public async Task CopyAsync(string path, Stream destination, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server, path));
        using var answer = await SendAsync(request, ct);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            await body.CopyToAsync(destination, ct);
        }
        catch (HttpIOException broken)
        {
            throw BrokenOff(broken);
        }
    }

    public void Dispose() => _http.Dispose();

    async Task<JsonElement> JsonAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var answer = await SendAsync(request, ct);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: ct);
            return document.RootElement.Clone();
        }
        catch (HttpIOException broken)
        {
            throw BrokenOff(broken);
        }
        catch (JsonException other)
        {
            throw new CommandFailedException(ExitCode.Failed,
                $"{Server} answers, but is not a segmentation server. "
                + "Give another address with --server or SEGMENTATION_SERVER.", other);
        }
    }

    string Server => _server.GetLeftPart(UriPartial.Authority);

    CommandFailedException BrokenOff(Exception broken) =>
        new(
            ExitCode.ServerUnreachable,
            $"The connection to {Server} broke before the answer was complete. Try again.", broken);

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            request.Headers.Authorization = _key;
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer) throw await RefusedAsync(answer, ct);
        }
        catch (HttpRequestException failed)
        {
            throw new CommandFailedException(ExitCode.ServerUnreachable,
                $"No answer from {Server}. Start one with  segmentation serve, "
                + "or give another address with --server or SEGMENTATION_SERVER.", failed);
        }
    }

    static async Task<CommandFailedException> RefusedAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        var detail = DetailOf(text);
        if (answer.StatusCode == HttpStatusCode.Unauthorized && detail is not null)
            detail = "The server requires a valid API key. Give one with --api-key or SEGMENTATION_API_KEY.";
        detail ??= $"The server answered {(int)answer.StatusCode} {answer.ReasonPhrase}.";
        return new(CodeOf(answer.StatusCode), detail);
    }

    static int CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized => ExitCode.Usage,
        HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType
            or HttpStatusCode.UnprocessableEntity => ExitCode.DataInvalid,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            ExitCode.ServerUnreachable,
        _ => ExitCode.Failed,
    };

    static string? DetailOf(string problem)
    {
        try
        {
            using var document = JsonDocument.Parse(problem);
            return document.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            // Not JSON: a proxy in between has answered.
            return null;
        }
    }
}
