namespace Segmentation.Profiles;

/// <summary>One statement of a name, and the sentence with the numbers it rests on.</summary>
/// <param name="Feature">Place among the features; −1: the statement is of several.</param>
/// <param name="Text">As it stands in the name.</param>
/// <param name="Why">A clause, without a full stop.</param>
sealed record NamePart(int Feature, string Text, string Why);

/// <summary>Makes the statements of names.</summary>
sealed class NameParts(Standings standings, FeatureLabels labels)
{
    /// <summary>A step in words, such as <c>high Spend</c>; null where mean and median contradict it.</summary>
    public NamePart? Step(int s, int j)
    {
        var standing = standings.Of(s, j);
        if (standing.IsMixed && standing.IsNoticeable) return null;
        return new(j, labels.Words(standing, KindOf(j)), Why(standing));
    }

    /// <summary>A number, such as <c>Spend about 210</c>.</summary>
    /// <param name="number">As <see cref="Numbers"/> writes it.</param>
    public NamePart About(Standing standing, string number) => new(standing.Feature,
        standing.Measure == FactMeasure.Share
            ? labels.Have(number, standing.Feature) : $"{labels[standing.Feature]} about {number}",
        Why(standing));

    /// <summary>Their values with so many digits that different ones look different.</summary>
    public string[] Numbers(Standing[] standings) => standings[0].Measure == FactMeasure.Share
        ? Array.ConvertAll(standings, standing => NumberText.Percent(standing.Value))
        : NumberText.Several(Array.ConvertAll(standings, standing => standing.Value), KindOf(standings[0].Feature));

    /// <summary>The numbers of a statement: <c>Spend averages 210 (all customers 100)</c>.</summary>
    public string Why(Standing standing)
    {
        var j = standing.Feature;
        if (standing.Measure == FactMeasure.Share) return Shares(standing);
        var (here, all) = NumberText.Pair(standing.Value, standing.All, KindOf(j));
        var verb = standing.Measure == FactMeasure.Mean ? "averages" : "has the median";
        return $"{standings.Features[j].Name} {verb} {here} (all customers {all})";
    }

    /// <summary><c>all have newsletter (52 % of all do)</c>.</summary>
    public string Shares(Standing standing)
    {
        var who = standing.Value switch { 1 => "all", 0 => "none", _ => NumberText.Percent(standing.Value) };
        return $"{labels.Have(who, standing.Feature)} "
            + $"({NumberText.Percent(standing.All)} of all {labels.Do(standing.Feature)})";
    }

    FeatureKind KindOf(int j) => standings.Features[j].Kind;
}
