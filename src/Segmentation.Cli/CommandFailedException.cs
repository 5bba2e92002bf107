namespace Segmentation.Cli;

/// <summary>Ends a command: the sentence goes to standard error as it is, the code to the caller.</summary>
sealed class CommandFailedException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
