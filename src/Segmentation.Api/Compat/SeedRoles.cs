namespace Segmentation.Api;

/// <summary>The seed's standard columns, found by their headers: case, underscores and units do not matter.</summary>
static class SeedRoles
{
    public const string Age = "Age";
    public const string Spend = "Spend";
    public const string Recency = "Recency";
    public const string Frequency = "Frequency";

    public static readonly string[] All = [Age, Spend, Recency, Frequency];

    static readonly Dictionary<string, string[]> Words = new()
    {
        [Age] = ["age"],
        [Spend] = ["spend", "spent", "spending", "monetary", "revenue"],
        [Recency] = ["recency"],
        [Frequency] = ["frequency"],
    };

    /// <summary>The header that plays the role, the one that is the role's word first; null when there is none.</summary>
    public static string? Find(IEnumerable<string> headers, string role)
    {
        var known = headers.ToArray();
        return known.FirstOrDefault(header => string.Equals(header, role, StringComparison.OrdinalIgnoreCase))
            ?? known.FirstOrDefault(header => WordsOf(header) is var words && words.Intersect(Words[role]).Any() && !words.Contains("score"));
    }

    static string[] WordsOf(string header) => new string([.. header.Select(c => char.IsLetter(c) ? char.ToLowerInvariant(c) : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
