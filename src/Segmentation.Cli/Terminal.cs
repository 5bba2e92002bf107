using Spectre.Console;

namespace Segmentation.Cli;

/// <summary>Whether a person looks on, and what progress is drawn on: standard error, without colour if NO_COLOR is set.</summary>
static class Terminal
{
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>There is somebody to answer.</summary>
    public static bool CanAsk => IsWatched && !Console.IsInputRedirected;

    public static IAnsiConsole Open() => AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(Console.Error),
        ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });
}
