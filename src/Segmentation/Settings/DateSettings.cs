using System.Globalization;

namespace Segmentation.Settings;

/// <summary>Columns of dates that are compared, by header.</summary>
sealed class DatesSetting : Setting
{
    const string Recency = "=recency";

    public override string Kind => "dates";

    public override string Allowed => "recency for each header";

    public override string Example => "a=recency,b=recency";

    public override SettingFault? Check(SegmentationSpec spec) =>
        spec.Dates?.Values.All(Enum.IsDefined) == false ? Fault() : null;

    public override SegmentationSpec? Apply(SegmentationSpec spec, string text)
    {
        var each = HeaderList.Split(text).ToArray();
        return Array.TrueForAll(each, name => name.EndsWith(Recency, StringComparison.OrdinalIgnoreCase)
            && name.Length > Recency.Length)
            ? spec with { Dates = each.ToDictionary(name => name[..^Recency.Length].Trim(), _ => DateUse.Recency) }
            : null;
    }

    public override string? TextOf(SegmentationSpec spec) =>
        spec.Dates is { } dates ? HeaderList.Join(dates.Select(each => each.Key + Recency)) : null;
}

/// <summary>A setting that is a day.</summary>
/// <param name="get">Its value.</param>
/// <param name="with">The spec with another value.</param>
sealed class DaySetting(
    Func<SegmentationSpec, DateOnly?> get, Func<SegmentationSpec, DateOnly, SegmentationSpec> with) : Setting
{
    const string Form = "yyyy-MM-dd";

    public override string Kind => "date";

    public override string Allowed => "a day such as 2026-01-31";

    public override string Example => "DATE";

    public override SettingFault? Check(SegmentationSpec spec) => null;

    public override SegmentationSpec? Apply(SegmentationSpec spec, string text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? with(spec, day)
            : null;

    public override string? TextOf(SegmentationSpec spec) => get(spec)?.ToString(Form, CultureInfo.InvariantCulture);
}
