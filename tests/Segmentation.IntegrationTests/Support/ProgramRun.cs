using System.Diagnostics;

namespace Segmentation.IntegrationTests.Support;

/// <summary>The program as a user starts it: a process, its streams, its exit code.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The built program beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Segmentation.Cli.dll");

    /// <summary>Runs a command to its end; one that does not end is killed, and the test fails.</summary>
    public static async Task<ProgramRun> ToEndAsync(
        string[] arguments, Dictionary<string, string>? environment = null, string input = "")
    {
        using var process = Process.Start(StartInfo(arguments, environment))!;
        using var patience = new CancellationTokenSource(Longest);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    internal static ProcessStartInfo StartInfo(
        string[] arguments, Dictionary<string, string>? environment, string? program = null)
    {
        var start = new ProcessStartInfo("dotnet", [program ?? Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment ?? []) start.Environment[key] = value;
        return start;
    }
}
