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
static class FeatureMeaning
{
    const int LongestName = 40;

    static readonly string[] FrequencyWords = ["frequency", "freq", "orders", "purchases", "transactions"];
    static readonly string[] MonetaryWords = ["monetary", "spend", "spent", "spending", "revenue", "sales"];
    static readonly string[] IncomeWords = ["income", "salary", "earnings"];

    public static Meaning Of(string header)
    {
        var words = Words(WithoutUnit(header));
        bool Any(string[] known) => words.Exists(word => Array.IndexOf(known, word) >= 0);

        if (words.Contains("recency") || string.Join(' ', words).Contains("days since")) return Meaning.Recency;
        if (words.Contains("score")) return Any(MonetaryWords) ? Meaning.SpendingScore : Meaning.Other;
        if (Any(IncomeWords)) return Meaning.Income;
        if (Any(FrequencyWords)) return Meaning.Frequency;
        return Any(MonetaryWords) ? Meaning.Monetary : Meaning.Other;
    }

    /// <summary>The header without a unit in brackets, cut at 40 characters: <c>Annual Income (k$)</c> is
    /// <c>Annual Income</c>.</summary>
    public static string ShortName(string header)
    {
        var name = WithoutUnit(header);
        if (name.Length == 0) name = header.Trim();
        return name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
    }

    static string WithoutUnit(string header)
    {
        var name = header.Trim();
        if (name.Length == 0 || name[^1] is not (')' or ']')) return name;
        var open = name.LastIndexOf(name[^1] == ')' ? '(' : '[');
        return open < 0 ? name : name[..open].TrimEnd();
    }

    // Runs of letters; a capital after a small letter begins another word: AnnualIncome is two.
    static List<string> Words(string header)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= header.Length; i++)
        {
            var inside = i < header.Length && char.IsLetter(header[i]);
            var begins = inside && i > start && char.IsUpper(header[i]) && char.IsLower(header[i - 1]);
            if (inside && !begins) continue;
            if (i > start) words.Add(header[start..i].ToLowerInvariant());
            start = begins ? i : i + 1;
        }
        return words;
    }
}
