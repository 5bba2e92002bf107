using System.CommandLine;

namespace Segmentation.Cli;

/// <summary>The options of <c>run</c>, <c>validate</c> and <c>submit</c> that say how a file is to be read.</summary>
static class ReadingOptions
{
    static readonly Option<string?> Encoding = new("--encoding")
    {
        Description = "Encoding of a text that is not UTF-8, such as windows-1250 or shift_jis",
        HelpName = "NAME",
    };

    static readonly Option<string?> Sheet = new("--sheet")
    {
        Description = "Sheet of a workbook [default: the first one with a table]",
        HelpName = "NAME",
    };

    static readonly Option<string?> Entry = new("--entry")
    {
        Description = "File in a ZIP archive, where several may be the table",
        HelpName = "NAME",
    };

    public static void AddTo(Command command)
    {
        command.Add(Encoding);
        command.Add(Sheet);
        command.Add(Entry);
    }

    public static FileReading Read(ParseResult parsed) => new()
    {
        Encoding = parsed.GetValue(Encoding),
        Sheet = parsed.GetValue(Sheet),
        Entry = parsed.GetValue(Entry),
    };
}
