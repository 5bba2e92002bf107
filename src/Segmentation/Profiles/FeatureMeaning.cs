using System.Text.RegularExpressions;

namespace Segmentation.Profiles;

/// <summary>What a feature measures, as far as its header says so.</summary>
enum Meaning
{
    Other,
    Recency,
    Frequency,
    Monetary,
    Income,
    SpendingScore,
}

/// <summary>Reads headers the way people mean them: case, underscores and units do not matter.</summary>
static partial class FeatureMeaning
{
    const int LongestName = 40;

    static readonly string[] FrequencyWords = ["frequency", "freq", "orders", "purchases", "transactions"];
    static readonly string[] MonetaryWords = ["monetary", "spend", "spent", "spending", "revenue", "sales"];
    static readonly string[] IncomeWords = ["income", "salary", "earnings"];

    public static Meaning Of(string header)
    {
        string[] words = [.. Word().Matches(Unit().Replace(header, "")).Select(match => match.Value.ToLowerInvariant())];
        if (words.Contains("recency") || string.Join(' ', words).Contains("days since")) return Meaning.Recency;
        if (words.Contains("score")) return words.Intersect(MonetaryWords).Any() ? Meaning.SpendingScore : Meaning.Other;
        if (words.Intersect(IncomeWords).Any()) return Meaning.Income;
        if (words.Intersect(FrequencyWords).Any()) return Meaning.Frequency;
        return words.Intersect(MonetaryWords).Any() ? Meaning.Monetary : Meaning.Other;
    }

    /// <summary>The header without a unit in brackets, cut at 40 characters: <c>Annual Income (k$)</c> is <c>Annual Income</c>.</summary>
    public static string ShortName(string header)
    {
        var name = Unit().Replace(header, "").Trim();
        if (name.Length == 0) name = header.Trim();
        return name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
    }

    [GeneratedRegex(@"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\s*[(\[][^)\]]*[)\]]\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unit();
}
