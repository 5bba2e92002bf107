namespace Segmentation.Settings;

/// <summary>A setting that is one of a few words.</summary>
/// <param name="get">Its value.</param>
/// <param name="with">The spec with another value.</param>
/// <param name="labels">Every value, in the order in which they are offered, with its label.</param>
sealed class WordSetting<T>(
    Func<SegmentationSpec, T> get, Func<SegmentationSpec, T, SegmentationSpec> with,
    params (T Value, string Label)[] labels)
    : Setting
    where T : struct, Enum
{
    public override string Kind => "word";

    public override IReadOnlyList<SettingWord> Words { get; } =
        [.. labels.Select(each => new SettingWord(EnumWord.Of(each.Value), each.Label))];

    public override string Allowed =>
        string.Join(", ", Words.SkipLast(1).Select(each => each.Word)) + " or " + Words[^1].Word;

    public override string Example => "WORD";

    public override SettingFault? Check(SegmentationSpec spec) =>
        labels.Any(each => each.Value.Equals(get(spec))) ? null : Fault();

    public override SegmentationSpec? Apply(SegmentationSpec spec, string text)
    {
        foreach (var (value, _) in labels)
            if (string.Equals(EnumWord.Of(value), text, StringComparison.OrdinalIgnoreCase)) return with(spec, value);
        return null;
    }

    public override string TextOf(SegmentationSpec spec) => EnumWord.Of(get(spec));
}
