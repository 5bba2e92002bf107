namespace Segmentation.Settings;

/// <summary>What is done to values before scaling: a word, or a word for each header.</summary>
/// <param name="words">In the order in which they are offered.</param>
sealed class TransformSetting(params SettingWord[] words) : Setting
{
    public override string Kind => "word";

    public override string Allowed =>
        string.Join(", ", words.Select(each => each.Word)) + ", or one of these by header";

    public override string Example => "WORD|a=WORD";

    public override IReadOnlyList<SettingWord> Words => words;

    public override bool IsByHeader => true;

    public override SettingFault? Check(SegmentationSpec spec)
    {
        var transform = spec.Transform;
        var isKnown = transform.All is { } all
            ? Enum.IsDefined(all)
            : transform.ByFeature!.Values.All(Enum.IsDefined);
        return isKnown ? null : Fault();
    }

    public override SegmentationSpec? Apply(SegmentationSpec spec, string text)
    {
        if (TransformSpec.Read(text) is { } all) return spec with { Transform = all };
        var byFeature = new Dictionary<string, Transform>();
        foreach (var each in HeaderList.Split(text))
        {
            var equals = each.LastIndexOf('=');
            if (equals < 1 || TransformSpec.Read(each[(equals + 1)..].Trim()) is not { } transform) return null;
            byFeature[each[..equals].Trim()] = transform;
        }
        return spec with { Transform = new TransformSpec(byFeature) };
    }

    public override string TextOf(SegmentationSpec spec) => spec.Transform.All is { } all
        ? EnumWord.Of(all)
        : HeaderList.Join(spec.Transform.ByFeature!.Select(each => $"{each.Key}={EnumWord.Of(each.Value)}"));
}
