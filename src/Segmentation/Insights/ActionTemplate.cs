using System.Text.RegularExpressions;
using Segmentation.Data;
using Segmentation.Profiles;

namespace Segmentation.Insights;

/// <summary>A text with places for numbers of a segment, such as <c>{size}</c> and <c>{recency.median}</c>.</summary>
/// <param name="text">As it stands in the file.</param>
/// <param name="phrase">What <c>{recency}</c> alone becomes, with <c>{name}</c>, <c>{median}</c>, <c>{all}</c>.</param>
sealed partial class ActionTemplate(string text, string phrase)
{
    /// <summary>The feature that differs most, whatever it means.</summary>
    public const string Strongest = "strongest";

    static readonly string[] Plain = ["size", "share"];
    static readonly string[] OfFeatures = ["name", "median", "all", "mean", "allMean"];

    /// <summary>Every place, without its braces.</summary>
    public IReadOnlyList<string> Places { get; } = PlacesIn(text);

    /// <summary>Meanings of the features whose numbers it needs.</summary>
    public IEnumerable<Meaning> Meanings => Places.Select(Subject)
        .Where(subject => subject != Strongest && !Plain.Contains(subject)).Select(EnumWord.Read<Meaning>).Distinct();

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault()
    {
        foreach (var place in Places)
            if (!IsKnown(place))
                return $"there is no place {{{place}}}. There are {{size}} and {{share}}, and of "
                    + $"{string.Join(", ", Levels.Meanings)} and {Strongest} such as {{recency}}, "
                    + string.Join(", ", OfFeatures.Select(part => $"{{recency.{part}}}"));
        if (Places.Aggregate(text, (left, place) => left.Replace($"{{{place}}}", "")).IndexOfAny(['{', '}']) >= 0)
            return "a brace is open or closed alone";
        var bare = SentenceEnd().Split(text).FirstOrDefault(sentence => !PlacesIn(sentence).Any(HasNumber));
        return bare is null ? null : $"the sentence «{bare}» has no number: put a place such as {{share}} into it";
    }

    /// <summary>The text with the numbers of a segment.</summary>
    /// <param name="find">The feature of a meaning; one that the rule has asked for.</param>
    public string Fill(SegmentFacts facts, Func<Meaning, FeatureFacts> find) => Place().Replace(text, match =>
    {
        var place = match.Groups["place"].Value;
        return place switch
        {
            "size" => facts.Segment.Size.ToString("#,0"),
            "share" => NumberText.Percent(facts.Segment.Share),
            _ when Subject(place) == Strongest => Value(facts.Strongest, place),
            _ => Value(find(EnumWord.Read<Meaning>(Subject(place))), place),
        };
    });

    /// <summary>What is wrong with a phrase; null when nothing is.</summary>
    public static string? FaultOfPhrase(string phrase) =>
        PlacesIn(phrase).All(place => OfFeatures.Contains(place)) && PlacesIn(phrase).Contains("median")
            ? null : "a phrase has {median}, and may have {name}, {all}, {mean} and {allMean}";

    string Value(FeatureFacts facts, string place) => place.Split('.') is [_, var part]
        ? Part(facts, part)
        : Place().Replace(phrase, match => Part(facts, match.Groups["place"].Value));

    static string Part(FeatureFacts facts, string part) => part switch
    {
        "name" => FeatureMeaning.ShortName(facts.Feature.Name),
        "median" => Medians(facts).One,
        "all" => Medians(facts).Other,
        "mean" => Means(facts).One,
        _ => Means(facts).Other,
    };

    static (string One, string Other) Medians(FeatureFacts facts) =>
        NumberText.Pair(facts.Feature.Here.Median, facts.All.Median, facts.Info.Kind);

    static (string One, string Other) Means(FeatureFacts facts) =>
        NumberText.Pair(facts.Feature.Here.Mean, facts.All.Mean, facts.Info.Kind);

    static bool IsKnown(string place)
    {
        if (Plain.Contains(place)) return true;
        var isFeature = Subject(place) == Strongest || Levels.IsMeaning(Subject(place));
        return isFeature && place.Split('.') is [_] or [_, _] && OfFeatures.Contains(PartOf(place) ?? "median");
    }

    static bool HasNumber(string place) => PartOf(place) != "name";

    static string Subject(string place) => place.Split('.')[0];

    static string? PartOf(string place) => place.Split('.') is [_, var part] ? part : null;

    static string[] PlacesIn(string text) =>
        [.. Place().Matches(text).Select(match => match.Groups["place"].Value)];

    [GeneratedRegex(@"\{(?<place>[a-zA-Z.]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<=[.!?]) (?=\S)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SentenceEnd();
}
