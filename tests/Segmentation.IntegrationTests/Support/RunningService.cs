using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Support;

/// <summary>A running <c>segmentation serve</c>, <c>api</c> or <c>worker</c>; killed with the test if it is still
/// there.</summary>
public sealed class RunningService : IAsyncDisposable
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    readonly StringBuilder _said = new();
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Process _process;

    RunningService(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) =>
            _address.TrySetException(new InvalidOperationException("The service ended: " + Said));
    }

    public int ProcessId => _process.Id;

    public bool Ended => _process.HasExited;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Everything on both streams so far.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>Starts a role that listens, and waits until it does.</summary>
    public static async Task<RunningService> StartAsync(
        string[] arguments, Dictionary<string, string>? environment = null, string? user = null, string? program = null)
    {
        var service = Start(arguments, environment, user, program);
        try
        {
            service.Http = new() { BaseAddress = await service._address.Task.WaitAsync(Longest), Timeout = Longest };
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a role that does not listen.</summary>
    public static RunningService Start(
        string[] arguments, Dictionary<string, string>? environment = null, string? user = null, string? program = null)
    {
        var start = ProgramRun.StartInfo(arguments, environment, program);
        if (user is not null)
        {
            start.UserName = user;
            start.WorkingDirectory = "/";
        }

        var service = new RunningService(start);
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    /// <summary>Uploads a file of the test data and runs a job on it; gives the job as it ended.</summary>
    public async Task<JsonElement> SegmentAsync(string file, params string[] features)
    {
        using var form = new MultipartFormDataContent
        {
            {
                new ByteArrayContent(
                    await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "data", file))),
                "file", file
            },
        };
        using var uploaded = await Http.PostAsync("api/v1/datasets", form);
        var dataset = await JsonAsync(uploaded);
        using var started = await Http.PostAsJsonAsync(
            "api/v1/jobs", new { datasetId = dataset.GetProperty("id").GetString(), features });
        var id = (await JsonAsync(started)).GetProperty("id").GetString();
        return await Eventually.IsAsync(
            () => JobAsync(id!), job => job.GetProperty("state").GetString() is "succeeded" or "failed", Longest);
    }

    public async Task<JsonElement> JobAsync(string id)
    {
        using var answer = await Http.GetAsync($"api/v1/jobs/{id}");
        return await JsonAsync(answer);
    }

    /// <summary>Kill -9: nothing of this process's own runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as a service manager does, and gives the exit code.</summary>
    public async Task<int> EndAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{ProcessId}"])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(Longest);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (!_process.HasExited) await EndAsync();
        _process.Dispose();
    }

    static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    void Hear(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        var at = line.IndexOf("http://", StringComparison.Ordinal);
        if (line.StartsWith("Segmentation is at ", StringComparison.Ordinal)
            || line.StartsWith("Listening on ", StringComparison.Ordinal))
            _address.TrySetResult(new(line[at..] + "/"));
    }
}
