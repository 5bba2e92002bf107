using Segmentation.Data;

namespace Segmentation.Api;

/// <summary>The seed's standard columns, found by what their headers mean.</summary>
static class SeedRoles
{
    public const string Age = "Age";
    public const string Spend = "Spend";
    public const string Recency = "Recency";
    public const string Frequency = "Frequency";

    public static readonly string[] All = [Age, Spend, Recency, Frequency];

    static readonly Meaning[] Meanings = [Meaning.Age, Meaning.Monetary, Meaning.Recency, Meaning.Frequency];

    /// <summary>The header that plays the role, the one that is the role's word first; null when there is
    /// none.</summary>
    public static string? Find(IEnumerable<string> headers, string role)
    {
        var (known, meaning) = (headers.ToArray(), Meanings[Array.IndexOf(All, role)]);
        return known.FirstOrDefault(header => string.Equals(header, role, StringComparison.OrdinalIgnoreCase))
            ?? known.FirstOrDefault(header => FeatureMeaning.Of(header) == meaning);
    }
}
