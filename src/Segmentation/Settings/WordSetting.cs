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
