using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>What names and sentences call the features.</summary>
sealed class FeatureLabels
{
    readonly string[] _labels;
    readonly string[] _headers;

    /// <param name="headers">In the order of the features.</param>
    public FeatureLabels(IReadOnlyList<string> headers)
    {
        _headers = [.. headers];
        var names = Arrays.Generate(headers.Count, j => FeatureMeaning.ShortName(headers[j]));
        // Spend (EUR) and Spend (USD) keep what tells them apart; so do two long headers.
        _labels = Arrays.Generate(headers.Count, j => IsShared(names, j) ? headers[j].Trim() : names[j]);
    }

    /// <summary>The header, short where that is enough.</summary>
    public string this[int j] => _labels[j];

    /// <summary>Words for a step from −3 to 3: high Spend, bought lately, more with newsletter.</summary>
    public string Words(Standing standing, FeatureKind kind)
    {
        var j = standing.Feature;
        if (kind == FeatureKind.Flag) return Flag(standing);
        if (standing.Step != 0 && FeatureMeaning.Of(_headers[j]) == Meaning.Recency) return Bought[standing.Step + 3];
        return $"{Steps[standing.Step + 3]} {_labels[j]}";
    }

    /// <summary>The word of a step alone.</summary>
    public static string Step(int step) => Steps[step + 3];

    /// <summary>A share of a column of 0 and 1, as in «all have newsletter».</summary>
    public string Have(string who, int j) => FirstWord(j) switch
    {
        "is" => $"{who} are {Rest(j)}",
        "has" => $"{who} have {Rest(j)}",
        _ => $"{who} have {_labels[j]}",
    };

    /// <summary>Ends a comparison with <see cref="Have"/>.</summary>
    public string Do(int j) => FirstWord(j) == "is" ? "are" : "do";

    static readonly string[] Steps = ["very low", "low", "rather low", "average", "rather high", "high", "very high"];

    // Low is good: they bought a short time ago.
    static readonly string[] Bought =
    [
        "bought very lately", "bought lately", "bought rather lately", "", "bought rather long ago", "bought long ago",
        "bought very long ago",
    ];

    string Flag(Standing standing)
    {
        var j = standing.Feature;
        var with = FirstWord(j) == "is" ? Rest(j) : $"with {(FirstWord(j) == "has" ? Rest(j) : _labels[j])}";
        if (standing.Step == 0) return $"about as many {with}";
        return standing.Value switch
        {
            1 => $"all {with}",
            0 => $"none {with}",
            _ => $"{(standing.Step > 0 ? "more" : "fewer")} {with}",
        };
    }

    string FirstWord(int j) => _labels[j].Split(' ', '_') is [var first, _, ..] ? first.ToLowerInvariant() : "";

    string Rest(int j) => _labels[j][(_labels[j].IndexOfAny([' ', '_']) + 1)..];

    static bool IsShared(string[] names, int j) =>
        names.Where((name, i) => i != j && string.Equals(name, names[j], StringComparison.OrdinalIgnoreCase)).Any();
}
