namespace Segmentation.Settings;

/// <summary>One thing about the reading of a file that may be decided: all that the API's fields and their description,
/// the command line and the texts need to know of it.</summary>
/// <param name="get">The text of its value; null when it is left to the program.</param>
/// <param name="with">The reading with a value from its text; null when the text is none of its values.</param>
public sealed class ReadingSetting(
    Func<FileReading, string?> get, Func<FileReading, string, FileReading?> with)
{
    /// <summary>The field of the API: <c>headerRow</c>.</summary>
    public required string Name { get; init; }
    /// <summary>What it is called on the command line: <c>--header-row</c>.</summary>
    public required string Option { get; init; }
    /// <summary>A value as the command line's help shows it: <c>N</c>.</summary>
    public required string Example { get; init; }
    /// <summary>What it does, in one sentence or two.</summary>
    public required string Help { get; init; }
    /// <summary>The values it may have, to go behind "is".</summary>
    public required string Allowed { get; init; }

    /// <summary>Its value as <see cref="Apply"/> reads it; null when it is left to the program.</summary>
    public string? TextOf(FileReading reading) => get(reading);

    /// <summary>The reading with a value from its text, as fields of a form and options have it. An empty text counts
    /// as left out.</summary>
    /// <exception cref="FormatException">The text is none of its values; the message says what is allowed.</exception>
    public FileReading Apply(FileReading reading, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (with(reading, text) is { } read) return read;
        return string.IsNullOrWhiteSpace(text) ? reading : throw new FormatException($"{Name} is {Allowed}.");
    }
}
