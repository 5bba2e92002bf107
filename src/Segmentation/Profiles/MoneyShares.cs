using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>What the customers of each segment spent, as far as a compared column tells.</summary>
static class MoneyShares
{
    /// <summary>The segments with their money: mean × customers of the column that has it; as they are where none
    /// has.</summary>
    public static SegmentProfile[] Fill(SegmentProfile[] segments, IReadOnlyList<FeatureInfo> features)
    {
        if (ColumnOf(features) is not { } j) return segments;
        var (name, unit) = (features[j].Name, FeatureMeaning.UnitOf(features[j].Name));
        var sums = Array.ConvertAll(segments, segment => segment.Size * segment.Features[j].Here.Mean);
        var total = sums.Sum();
        return Arrays.Generate(segments.Length, s => segments[s] with
        {
            Money = new(name, unit.Length > 0 ? unit : null, sums[s], total > 0 ? sums[s] / total : null),
        });
    }

    /// <summary>The segments with the unit that the cells of the money have, where the header says none.</summary>
    public static IReadOnlyList<SegmentProfile> WithUnits(
        IReadOnlyList<SegmentProfile> segments, IReadOnlyList<ColumnInfo> columns) =>
        [.. segments.Select(segment => segment.Money is { Unit: null } money
            ? segment with { Money = money with { Unit = UnitOf(columns, money.Column) } } : segment)];

    /// <summary>Share of the customers beside share of the money, in a sentence; null where no money is
    /// known.</summary>
    public static string? Sentence(SegmentProfile segment) => segment.Money is not { Share: { } share } money ? null
        : $"{NumberText.Percent(segment.Share)} of the customers bring {NumberText.Percent(share)} of the revenue "
            + $"({FeatureMeaning.ShortName(money.Column)} {WithUnit(money)}).";

    static string WithUnit(SegmentMoney money)
    {
        var number = NumberText.Of(money.Sum);
        return money.Unit is not { } unit ? number
            : unit is [var sign] && char.GetUnicodeCategory(sign) == System.Globalization.UnicodeCategory.CurrencySymbol
                ? unit + number : $"{number} {unit}";
    }

    // Several columns of money may be parts of a whole or say the same twice: they are not added up.
    static int? ColumnOf(IReadOnlyList<FeatureInfo> features)
    {
        int[] sums = [.. Enumerable.Range(0, features.Count).Where(j => HasMoney(features[j]))];
        if (sums.Length <= 1) return sums.Length == 1 ? sums[0] : null;
        var wholes = Array.FindAll(sums, j => FeatureMeaning.IsWholeSum(features[j].Name));
        return wholes.Length == 1 ? wholes[0] : null;
    }

    // A column between 0 and 1 was scaled before: its sums are no money.
    static bool HasMoney(FeatureInfo feature) => FeatureMeaning.IsMoneySum(feature.Name)
        && feature is { Kind: FeatureKind.Ratio, All: { Min: >= 0, Max: > 1 } };

    static string? UnitOf(IReadOnlyList<ColumnInfo> columns, string name) =>
        columns.FirstOrDefault(column => column.Name == name)?.Unit;
}
