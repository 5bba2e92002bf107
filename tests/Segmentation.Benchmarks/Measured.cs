using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Segmentation.Benchmarks;

/// <summary>One process that was timed.</summary>
/// <param name="Seconds">Start to exit.</param>
/// <param name="PeakBytes">VmHWM: mapped pages counted; 0 where the system does not tell.</param>
/// <param name="Output">Standard output.</param>
sealed record Measured(double Seconds, long PeakBytes, string Output)
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    /// <param name="program">Its path, or its name on the PATH.</param>
    /// <param name="arguments">One text each.</param>
    /// <param name="folder">Where it works; null: here.</param>
    public static async Task<Measured> RunAsync(string program, IReadOnlyList<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = PeakOf(process, watch, out var seconds);
        var text = await output;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
        return new(seconds, peak, text);
    }

    /// <summary>The last line, read as JSON.</summary>
    public JsonElement Json() => JsonDocument.Parse(Output.Trim().Split('\n')[^1]).RootElement;

    // The highest mark only rises, so the last reading before the end is the peak but for the final milliseconds.
    static long PeakOf(Process process, Stopwatch watch, out double seconds)
    {
        var peak = 0L;
        while (!process.WaitForExit(milliseconds: 5)) peak = Math.Max(peak, HighWaterMark(process.Id));
        seconds = watch.Elapsed.TotalSeconds;
        return peak;
    }

    /// <summary>VmHWM of a process in bytes; 0 where the system does not tell.</summary>
    public static long HighWaterMark(int id)
    {
        var file = $"/proc/{id}/status";
        if (!File.Exists(file)) return 0;
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(text => text.StartsWith("VmHWM:"));
            return line is null ? 0 : long.Parse(
                line[6..].Replace("kB", ""), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite) * 1024;
        }
        catch (IOException)
        {
            return 0; // The process has ended meanwhile.
        }
    }
}
