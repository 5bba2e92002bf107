namespace Segmentation.Data;

/// <summary>Finds the name that a mistyped one may mean.</summary>
static class NearestName
{
    /// <summary>The name with the fewest changed letters; null when more than a third would change.</summary>
    public static string? Of(string name, IReadOnlyList<string> names) => names
        .Select(known => (known, distance: Distance(name.Trim().ToUpperInvariant(), known.Trim().ToUpperInvariant())))
        .Where(pair => pair.distance <= Math.Max(1, Math.Max(name.Length, pair.known.Length) / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.known)
        .FirstOrDefault();

    /// <summary>Levenshtein distance.</summary>
    static int Distance(string a, string b)
    {
        if (a.Length > 200 || b.Length > 200) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
