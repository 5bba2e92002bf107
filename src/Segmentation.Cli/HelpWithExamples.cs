using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Segmentation.Cli;

/// <summary>The usual help, with a command's examples above it.</summary>
sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ProgramCommand { Examples: { Count: > 0 } examples })
        {
            output.WriteLine("Examples:");
            foreach (var example in examples) output.WriteLine($"  {example}");
            output.WriteLine();
        }

        return usual.Invoke(parseResult);
    }
}
