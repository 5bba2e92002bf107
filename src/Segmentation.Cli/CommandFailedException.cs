namespace Segmentation.Cli;

/// <summary>Ends a command: its message goes to standard error, its code becomes the exit code.</summary>
sealed class CommandFailedException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
