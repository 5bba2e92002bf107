namespace Segmentation.Settings;

/// <summary>A setting that is one of a few words.</summary>
/// <param name="get">Its value.</param>
/// <param name="with">The spec with another value.</param>
/// <param name="words">The word of every value, in the order in which they are offered.</param>
sealed class WordSetting<T>(
    Func<SegmentationSpec, T> get, Func<SegmentationSpec, T, SegmentationSpec> with, params SettingWord[] words)
    : Setting
    where T : struct, Enum
{
    public override string Kind => "word";

    public override IReadOnlyList<SettingWord> Words => words;

    public override string Allowed =>
        string.Join(", ", words.SkipLast(1).Select(each => each.Word)) + " or " + words[^1].Word;

    public override string Example => "WORD";

    public override SettingFault? Check(SegmentationSpec spec) => Find(TextOf(spec)) is null ? Fault() : null;

    public override SegmentationSpec? Apply(SegmentationSpec spec, string text) =>
        Find(text) is { } found ? with(spec, EnumWord.Read<T>(found.Word)) : null;

    public override string TextOf(SegmentationSpec spec) => EnumWord.Of(get(spec));

    SettingWord? Find(string text) =>
        Array.Find(words, each => string.Equals(each.Word, text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A setting that is several of a few words.</summary>
/// <param name="get">Its value.</param>
/// <param name="with">The spec with another value.</param>
/// <param name="words">The word of every value, in the order in which they are offered.</param>
sealed class WordsSetting<T>(
    Func<SegmentationSpec, IReadOnlyList<T>> get, Func<SegmentationSpec, IReadOnlyList<T>, SegmentationSpec> with,
    params SettingWord[] words) : Setting
    where T : struct, Enum
{
    public override string Kind => "words";

    public override IReadOnlyList<SettingWord> Words => words;

    public override string Allowed => "a list of " + string.Join(", ", words.SkipLast(1).Select(each => each.Word))
        + " and " + words[^1].Word + ", each at most once";

    public override string Example => "WORD,WORD";

    public override SettingFault? Check(SegmentationSpec spec) =>
        get(spec).Distinct().Count() == get(spec).Count && get(spec).All(Enum.IsDefined) ? null : Fault();

    public override SegmentationSpec? Apply(SegmentationSpec spec, string text)
    {
        var found = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(
            each => Array.Find(words, word => string.Equals(word.Word, each, StringComparison.OrdinalIgnoreCase)));
        return found.Any(word => word is null)
            ? null : with(spec, [.. found.Select(word => EnumWord.Read<T>(word!.Word))]);
    }

    public override string TextOf(SegmentationSpec spec) => string.Join(',', get(spec).Select(EnumWord.Of));
}
