using System.Globalization;

namespace Segmentation.Settings;

/// <summary>A setting that is a whole number.</summary>
/// <param name="get">Its value; null: left to the program.</param>
/// <param name="with">The spec with another value.</param>
/// <param name="min">Smallest value.</param>
/// <param name="max">Largest value.</param>
public sealed class NumberSetting(
    Func<SegmentationSpec, int?> get, Func<SegmentationSpec, int?, SegmentationSpec> with, int min, int max) : Setting
{
    /// <summary>Smallest value.</summary>
    public int Min => min;
    /// <summary>Largest value.</summary>
    public int Max => max;
    /// <summary>The word for a value that is left to the program; null: there is none, it is only left out.</summary>
    public string? AutoWord { get; init; }
    /// <summary>What the program does when it is left out: <c>by the number of rows, 10 to 100</c>; null: it has a
    /// default.</summary>
    public string? WhenLeftOut { get; init; }
    /// <summary>The code of a value above <see cref="Max"/>.</summary>
    public ErrorCode ErrorWhenAbove { get; init; } = RunErrors.InvalidSetting;

    /// <inheritdoc/>
    public override string Kind => "number";

    /// <inheritdoc/>
    public override string Allowed =>
        $"a whole number from {min:N0} to {max:N0}{(AutoWord is null ? "" : $", or {AutoWord}")}";

    /// <inheritdoc/>
    public override string Example => AutoWord is null ? "N" : $"{AutoWord}|N";

    /// <inheritdoc/>
    public override SettingFault? Check(SegmentationSpec spec) => get(spec) switch
    {
        null => WhenLeftOut is null ? Fault() : null,
        { } value when value > max => Fault(ErrorWhenAbove),
        { } value when value < min => Fault(),
        _ => null,
    };

    /// <inheritdoc/>
    public override SegmentationSpec? Apply(SegmentationSpec spec, string text)
    {
        if (AutoWord is not null && text == AutoWord) return with(spec, null);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? with(spec, value)
            : null;
    }

    /// <inheritdoc/>
    public override string? TextOf(SegmentationSpec spec) =>
        get(spec)?.ToString(CultureInfo.InvariantCulture) ?? AutoWord;
}
