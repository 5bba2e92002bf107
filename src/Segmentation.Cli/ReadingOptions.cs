using System.CommandLine;
using Segmentation.Settings;

namespace Segmentation.Cli;

/// <summary>The options of <c>run</c>, <c>validate</c> and <c>submit</c> that say how a file is to be read.</summary>
static class ReadingOptions
{
    static readonly (ReadingSetting Setting, Option<string?> Option)[] All =
        [.. ReadingSettings.All.Select(setting => (setting, new Option<string?>(setting.Option)
        {
            Description = setting.Help.TrimEnd('.'),
            HelpName = setting.Example,
        }))];

    public static void AddTo(Command command)
    {
        foreach (var (_, option) in All) command.Add(option);
    }

    /// <exception cref="CommandFailedException">A value is none that is allowed.</exception>
    public static FileReading Read(ParseResult parsed)
    {
        var reading = new FileReading();
        foreach (var (setting, option) in All)
            reading = Apply(setting, reading, parsed.GetValue(option) ?? "");
        return reading;
    }

    static FileReading Apply(ReadingSetting setting, FileReading reading, string text)
    {
        try
        {
            return setting.Apply(reading, text);
        }
        catch (FormatException)
        {
            throw new CommandFailedException(
                ExitCode.Usage, $"{setting.Option} is {text}; allowed: {setting.Allowed}.");
        }
    }
}
