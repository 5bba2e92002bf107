using System.CommandLine;

namespace Segmentation.Cli;

/// <summary>A command with examples, which its help shows first.</summary>
/// <param name="examples">Whole command lines that work when typed.</param>
sealed class ProgramCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
