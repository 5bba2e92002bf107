namespace Segmentation.Settings;

/// <summary>The values of k to try: two whole numbers, the first no larger than the second.</summary>
/// <param name="min">Smallest value of either.</param>
/// <param name="max">Largest value of either.</param>
public sealed class RangeSetting(int min, int max) : Setting
{
    /// <summary>Smallest value of either.</summary>
    public int Min => min;
    /// <summary>Largest value of either.</summary>
    public int Max => max;

    /// <inheritdoc/>
    public override string Kind => "range";

    /// <inheritdoc/>
    public override string Allowed =>
        $"[from, to], two whole numbers from {min} to {max}, the first no larger than the second";

    /// <inheritdoc/>
    public override string Example => "FROM-TO";

    /// <inheritdoc/>
    public override SettingFault? Check(SegmentationSpec spec) =>
        spec.KRange is [var from, var to] && min <= from && from <= to && to <= max ? null : Fault();

    /// <inheritdoc/>
    public override SegmentationSpec? Apply(SegmentationSpec spec, string text) =>
        text.Split('-') is [var from, var to] && int.TryParse(from, out var low) && int.TryParse(to, out var high)
            ? spec with { KRange = [low, high] }
            : null;

    /// <inheritdoc/>
    public override string TextOf(SegmentationSpec spec) => $"{spec.KRange[0]}-{spec.KRange[1]}";
}
