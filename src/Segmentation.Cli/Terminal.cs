using Spectre.Console;

namespace Segmentation.Cli;

/// <summary>Whether standard error is a terminal, and the console that draws progress there, without colour if NO_COLOR
/// is set.</summary>
static class Terminal
{
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>Whether a question can be answered.</summary>
    public static bool CanAsk => IsWatched && !Console.IsInputRedirected;

    public static IAnsiConsole Open() => AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(Console.Error),
        ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });
}
