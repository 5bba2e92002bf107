using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Segmentation.Benchmarks;

/// <summary>Clients that each upload a file, start a job, follow it, cancel every fourth, download what came of the
/// others, and delete all again.</summary>
sealed class Load(Uri address, int clients) : IDisposable
{
    const int Rows = 200;
    const int CanceledOf = 4;

    readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(2),
    };
    int _rounds;

    /// <summary>Until the time is over; a round that has begun is ended.</summary>
    public async Task<Tally> RunAsync(TimeSpan time)
    {
        var (tally, begun) = (new Tally(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begun) < time) await RoundAsync(tally, Interlocked.Increment(ref _rounds));
        })));
        return tally;
    }

    public void Dispose() => _http.Dispose();

    async Task RoundAsync(Tally tally, int round)
    {
        try
        {
            using var file = new StringContent(Customers(round), Encoding.UTF8, "text/csv");
            var dataset = await JsonAsync(
                tally, "upload", () => _http.PostAsync($"api/v1/datasets?fileName=load-{round}.csv", file));
            var id = dataset.GetProperty("id").GetString();
            var job = await JsonAsync(tally, "start", () =>
                _http.PostAsJsonAsync("api/v1/jobs", new { datasetId = id, k = 3, nInit = 2, seed = round }));
            var (path, cancel) = ($"api/v1/jobs/{job.GetProperty("id").GetString()}", round % CanceledOf == 0);
            var following = FollowAsync(tally, path);
            // Too late is an answer too.
            if (cancel) await AskAsync(tally, "cancel", () => _http.PostAsync(path + ":cancel", null), 409);
            var state = await following;
            tally.Ended(state, cancel, round);
            if (state == "succeeded") await DownloadAsync(tally, path, round);
            await AskAsync(tally, "delete", () => _http.DeleteAsync(path));
            await AskAsync(tally, "delete", () => _http.DeleteAsync($"api/v1/datasets/{id}"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException
            or JsonException or InvalidOperationException)
        {
            tally.Wrong.Enqueue($"round {round}: {error.Message}");
        }
    }

    async Task DownloadAsync(Tally tally, string path, int round)
    {
        using var answer = await SendAsync(tally, "download", () => _http.GetAsync(path + "/files/assignments.csv"));
        var lines = (await answer.Content.ReadAsStringAsync()).Count(letter => letter == '\n');
        if (lines != Rows + 1)
            tally.Wrong.Enqueue($"round {round}: the download has {lines} lines instead of {Rows + 1}.");
    }

    // The time of a stream is that to its first byte; it ends by itself with the job.
    async Task<string> FollowAsync(Tally tally, string path)
    {
        using var answer = await SendAsync(
            tally, "events", () => _http.GetAsync(path + "/events", HttpCompletionOption.ResponseHeadersRead));
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var (kind, state) = ("", "");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
            if (kind == "done" && line.StartsWith("data: ", StringComparison.Ordinal))
                state = JsonSerializer.Deserialize<JsonElement>(line[6..]).GetProperty("state").GetString()!;
        }

        return state;
    }

    static async Task<JsonElement> JsonAsync(Tally tally, string request, Func<Task<HttpResponseMessage>> send)
    {
        using var answer = await SendAsync(tally, request, send);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
    }

    static async Task AskAsync(Tally tally, string request, Func<Task<HttpResponseMessage>> send, int alsoFine = 0)
    {
        using var answer = await SendAsync(tally, request, send, alsoFine);
    }

    static async Task<HttpResponseMessage> SendAsync(
        Tally tally, string request, Func<Task<HttpResponseMessage>> send, int alsoFine = 0)
    {
        var begun = Stopwatch.GetTimestamp();
        var answer = await send();
        tally.Add(request, (int)answer.StatusCode, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        if (answer.IsSuccessStatusCode || (int)answer.StatusCode == alsoFine) return answer;

        var said = await answer.Content.ReadAsStringAsync();
        answer.Dispose();
        throw new InvalidOperationException($"{request} was answered with {(int)answer.StatusCode}: {said}");
    }

    // Three groups; other numbers with every round, so that no upload is one that is there already.
    static string Customers(int round)
    {
        var (text, random) = (new StringBuilder("Id,Age,Spend\n"), new Random(round));
        for (var row = 1; row <= Rows; row++) text.Append(
            $"{row},{20 + (row % 3 * 20) + random.Next(8)},{(row % 3 * 400) + random.NextDouble() * 90:0.00}\n");
        return text.ToString();
    }
}

/// <summary>What came of it.</summary>
sealed class Tally
{
    int _succeeded;
    int _canceled;

    public ConcurrentDictionary<string, ConcurrentBag<(int Status, double Seconds)>> Answers { get; } = new();

    /// <summary>What is not as it should be, a sentence each.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    public int Succeeded => _succeeded;

    public int Canceled => _canceled;

    public void Add(string request, int status, double seconds) =>
        Answers.GetOrAdd(request, _ => []).Add((status, seconds));

    public void Ended(string state, bool asked, int round)
    {
        if (state == "succeeded") Interlocked.Increment(ref _succeeded);
        else if (state == "canceled" && asked) Interlocked.Increment(ref _canceled);
        else Wrong.Enqueue($"round {round}: the job ended as «{state}».");
    }
}
