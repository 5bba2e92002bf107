using System.Diagnostics;

namespace Segmentation.Benchmarks;

/// <summary><c>segmentation serve</c> on a given PostgreSQL: the API, and the worker that it starts.</summary>
sealed class ServedProgram : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly Process _process;
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ServedProgram(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    public static async Task<ServedProgram> StartAsync(string connectionString, string folder)
    {
        var start = new ProcessStartInfo("dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Segmentation.Cli.dll"),
                "serve", "--port", "0", "--data", folder, "--connection", connectionString])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var served = new ServedProgram(new() { StartInfo = start, EnableRaisingEvents = true });
        served._process.OutputDataReceived += (_, line) => served.Hear(line.Data);
        served._process.ErrorDataReceived += (_, _) => { };
        served._process.Exited += (_, _) =>
            served._address.TrySetException(new InvalidOperationException("The service ended before it was up."));
        served._process.Start();
        served._process.BeginOutputReadLine();
        served._process.BeginErrorReadLine();
        served.Address = await served._address.Task.WaitAsync(Patience);
        return served;
    }

    /// <summary>What API and worker keep now.</summary>
    public Footprint Footprint() => Benchmarks.Footprint.Of(_process.Id);

    public async ValueTask DisposeAsync()
    {
        using (var end = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await end.WaitForExitAsync();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    void Hear(string? line)
    {
        const string Before = "Segmentation is at ";
        if (line?.StartsWith(Before, StringComparison.Ordinal) == true)
            _address.TrySetResult(new(line[Before.Length..] + "/"));
    }
}
