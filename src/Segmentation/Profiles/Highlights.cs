namespace Segmentation.Profiles;

/// <summary>Short sentences about a segment, all of one form, so that they can be compared.</summary>
sealed class Highlights(Standings standings, FeatureLabels labels)
{
    const int Most = 3;
    const double Times = 1.5;

    enum Form { Times, Percent, Difference, Deviations }

    /// <summary>The facts of a segment, strongest first.</summary>
    public Standing[] Facts(int s)
    {
        var facts = standings.Facts(s);
        return facts[..Math.Min(Most, facts.Length)];
    }

    /// <summary>The sentences of the facts.</summary>
    public string[] Of(int s)
    {
        var facts = Facts(s);
        if (facts.Length == 0) return ["Close to the average in every feature"];
        var form = FormOf(facts);
        return Array.ConvertAll(facts, fact => fact.Measure == FactMeasure.Share
            ? SegmentNames.Capital(new NameParts(standings, labels).Shares(fact)) : Sentence(fact, form));
    }

    Form FormOf(Standing[] facts)
    {
        var numbers = Array.FindAll(facts, fact => fact.Measure != FactMeasure.Share);
        if (numbers.Length == 0) return Form.Difference;
        if (Array.TrueForAll(numbers, AllowsRatio))
            return Array.Exists(numbers, fact => fact.Value >= Times * fact.All) ? Form.Times : Form.Percent;
        return Array.Exists(numbers, fact => standings.Features[fact.Feature].Kind == FeatureKind.Standardized)
            && Array.TrueForAll(numbers, fact => fact.Measure == FactMeasure.Mean) ? Form.Deviations : Form.Difference;
    }

    // A small share of a large mean may be many deviations.
    bool AllowsRatio(Standing fact) => standings.Features[fact.Feature].Kind == FeatureKind.Ratio && fact.All > 0
        && Math.Abs(fact.Value - fact.All) >= 0.01 * fact.All && fact.All >= 0.01 * Deviation(fact);

    double Deviation(Standing fact) => standings.Features[fact.Feature].All.Deviation;

    string Sentence(Standing fact, Form form)
    {
        var name = labels[fact.Feature];
        var side = fact.Value > fact.All ? "above" : "below";
        var middle = fact.Measure == FactMeasure.Median ? "median" : "average";
        return form switch
        {
            Form.Times => $"{name} {NumberText.Times(fact.Value / fact.All)} times the {middle}",
            Form.Percent => $"{name} {100 * Math.Abs((fact.Value - fact.All) / fact.All):0} % {side} the {middle}",
            Form.Deviations => $"{name} {Math.Abs(fact.Deviations):0.0} deviations {side} the average",
            _ => Difference(fact, name, $"{side} the {middle}"),
        };
    }

    string Difference(Standing fact, string name, string side)
    {
        var kind = standings.Features[fact.Feature].Kind;
        var (here, all) = NumberText.Pair(fact.Value, fact.All, kind);
        return $"{name} {NumberText.Of(Math.Abs(fact.Value - fact.All))} {side} ({here}, all {all})";
    }
}
