using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Segmentation.Cli;

/// <summary>Runs a command line: help begins with examples, an error is one line, and each kind of failure has its exit
/// code.</summary>
static class CommandLine
{
    public static async Task<int> InvokeAsync(Command program, string[] args)
    {
        foreach (var option in program.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!);

        var parsed = program.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction) return Refuse(parsed);

        try
        {
            return await parsed.InvokeAsync(new()
            {
                EnableDefaultExceptionHandler = false,
                // How long a command may take to end cleanly after Ctrl-C.
                ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
            });
        }
        catch (CommandFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A file that cannot be read, or a closed output: print the message, never a stack.
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    static int Refuse(ParseResult parsed)
    {
        foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);

        var command = parsed.CommandResult.Command;
        var path = command.Name == "segmentation" ? "segmentation" : $"segmentation {command.Name}";
        Console.Error.WriteLine($"See: {path} --help");
        return ExitCode.Usage;
    }
}
