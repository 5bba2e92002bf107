namespace Segmentation.Settings;

/// <summary>One setting of a run: all that checks, texts, the API's description, the command line and the page need to
/// know of it.</summary>
public abstract class Setting
{
    /// <summary>Where it stands in the JSON of a spec: <c>k</c>, or <c>cleaning.missing</c> inside of
    /// <c>cleaning</c>.</summary>
    public required string Name { get; init; }
    /// <summary>The same as a JSON pointer: <c>/cleaning/missing</c>.</summary>
    public string Pointer => "/" + Name.Replace('.', '/');
    /// <summary>What it is called on the command line: <c>--starts</c>.</summary>
    public required string Option { get; init; }
    /// <summary>What it is called on the page.</summary>
    public required string Label { get; init; }
    /// <summary>What it does, in one sentence or two.</summary>
    public required string Help { get; init; }
    /// <summary>Few people need it.</summary>
    public bool IsAdvanced { get; init; }

    /// <summary>What kind of value it has, in one word: <c>word</c>, <c>number</c>, <c>range</c>, <c>columns</c>,
    /// <c>roles</c>.</summary>
    public abstract string Kind { get; }
    /// <summary>The values it may have, to go behind "is": <c>a whole number from 2 to 50, or auto</c>.</summary>
    public abstract string Allowed { get; }
    /// <summary>A value as the command line's help shows it: <c>N</c>, <c>auto|N</c>.</summary>
    public abstract string Example { get; }
    /// <summary>The words it may be; none of a setting that is no word.</summary>
    public virtual IReadOnlyList<SettingWord> Words => [];
    /// <summary>It may also be an object with one of its words for each header.</summary>
    public virtual bool IsByHeader => false;

    /// <summary>What is wrong with its value; null when nothing is.</summary>
    public abstract SettingFault? Check(SegmentationSpec spec);

    /// <summary>The spec with another value, from its text on the command line; null when the text is none of its
    /// values.</summary>
    public abstract SegmentationSpec? Apply(SegmentationSpec spec, string text);

    /// <summary>Its value as <see cref="Apply"/> reads it; null when it is left to the program.</summary>
    public abstract string? TextOf(SegmentationSpec spec);

    /// <summary>Its value is outside of what is allowed.</summary>
    protected SettingFault Fault(ErrorCode? error = null) =>
        new(this, error ?? RunErrors.InvalidSetting, $"{Name} is {Allowed}.");
}

/// <summary>One of the words that a setting may be.</summary>
/// <param name="Word">As JSON and the command line have it.</param>
/// <param name="Label">As the page says it.</param>
public sealed record SettingWord(string Word, string Label);

/// <summary>What is wrong with a setting.</summary>
/// <param name="Message">What is allowed, in a sentence.</param>
public sealed record SettingFault(Setting Setting, ErrorCode Error, string Message);
