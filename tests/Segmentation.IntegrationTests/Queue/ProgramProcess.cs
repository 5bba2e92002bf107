using System.Diagnostics;
using System.Globalization;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>The program as a process of its own.</summary>
sealed class ProgramProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ProgramProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => _firstLine.TrySetResult(line.Data ?? "");
        _process.ErrorDataReceived += (_, _) => { };   // read, so that the process never waits for a full pipe
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>The first line on standard output: what a command says when it is ready; empty when it ended
    /// before.</summary>
    public Task<string> FirstLineAsync() => _firstLine.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public static ProgramProcess Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Segmentation.Cli.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Signal 9 to this process alone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Signal 9 to these processes and everything they have started, all at once.</summary>
    public static Task KillAllAsync(params int[] roots) => SignalAllAsync("KILL", roots);

    /// <summary>A signal to these processes and everything they have started, all at once.</summary>
    public static async Task SignalAllAsync(string signal, params int[] roots)
    {
        var doomed = new HashSet<int>(roots);
        var parents = Parents();
        for (var before = 0; before < doomed.Count;)
        {
            before = doomed.Count;
            doomed.UnionWith(parents.Where(pair => doomed.Contains(pair.Parent)).Select(pair => pair.Id));
        }

        using var kill = Process.Start(
            "kill", [$"-{signal}", .. doomed.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAllAsync(_process.Id);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static List<(int Id, int Parent)> Parents()
    {
        var parents = new List<(int, int)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id) || !File.Exists($"{folder}/stat")) continue;

            // "id (name) state parent …", and a name may hold spaces and brackets.
            var stat = ReadIfThere($"{folder}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 1) parents.Add((id, int.Parse(fields[1], CultureInfo.InvariantCulture)));
        }

        return parents;
    }

    static string ReadIfThere(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";   // the process has ended meanwhile
        }
    }
}
