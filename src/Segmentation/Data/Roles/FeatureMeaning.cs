namespace Segmentation.Data;

/// <summary>What a feature measures, as far as its header tells.</summary>
public enum Meaning
{
    /// <summary>Anything else.</summary>
    Other,
    /// <summary>Time since the last purchase.</summary>
    Recency,
    /// <summary>Number of purchases.</summary>
    Frequency,
    /// <summary>Money spent.</summary>
    Monetary,
    /// <summary>Money earned.</summary>
    Income,
    /// <summary>A score of the spending, not money.</summary>
    SpendingScore,
    /// <summary>Age of the customer.</summary>
    Age,
}

/// <summary>Reads headers the way people mean them: case, underscores and units do not matter.</summary>
public static class FeatureMeaning
{
    const int LongestName = 40;
    const int FirstYear = 1800, LastYear = 2200;

    /// <summary>What the words of a header mean, without a unit in brackets.</summary>
    public static Meaning Of(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var words = HeaderWords.Split(WithoutUnit(header), char.IsLetter);
        if (HeaderWords.Recency.Overlaps(words)) return Meaning.Recency;
        // Days since a login or a visit are no purchase.
        if (string.Join(' ', words).Contains("days since"))
            return HeaderWords.Invoices.Overlaps(words) ? Meaning.Recency : Meaning.Other;
        var isMoney = HeaderWords.Spending.Overlaps(words);
        if (words.Contains("score")) return isMoney ? Meaning.SpendingScore : Meaning.Other;
        if (HeaderWords.Income.Overlaps(words)) return Meaning.Income;
        if (HeaderWords.Frequency.Overlaps(words)) return Meaning.Frequency;
        return isMoney ? Meaning.Monetary : words.Contains("age") ? Meaning.Age : Meaning.Other;
    }

    /// <summary>The header names money of a customer that adds up: spend, but not spend per visit.</summary>
    internal static bool IsMoneySum(string header) => Of(header) == Meaning.Monetary
        && !HeaderWords.NoSums.Overlaps(HeaderWords.Split(WithoutUnit(header), char.IsLetter));

    /// <summary>The header names all of the money, where others name parts of it.</summary>
    internal static bool IsWholeSum(string header) => IsMoneySum(header)
        && HeaderWords.Wholes.Overlaps(HeaderWords.Split(WithoutUnit(header), char.IsLetter));

    /// <summary>The header speaks of a year, and the numbers are years as people have them: 1958, 2024.</summary>
    internal static bool IsYear(string header, double min, double max)
    {
        var words = HeaderWords.Split(WithoutUnit(header), char.IsLetter);
        return min >= FirstYear && max <= LastYear && Array.Exists(words, word =>
            HeaderWords.Years.Contains(word) || Array.Exists(HeaderWords.Births, word.StartsWith));
    }

    /// <summary>The column with the range of its numbers.</summary>
    internal static ColumnInfo WithRange(ColumnInfo column, double? min, double? max) => column with
    {
        Min = min,
        Max = max,
        Years = min is { } from && max is { } to && IsYear(column.Name, from, to),
    };

    /// <summary>A latitude or a longitude.</summary>
    internal static bool IsCoordinate(string header)
    {
        var name = new ColumnName(header);
        return name.IsLatitude || name.IsLongitude;
    }

    /// <summary>The unit in brackets at the end of a header; empty when there is none.</summary>
    internal static string UnitOf(string header) =>
        header.Trim()[WithoutUnit(header).Length..].Trim(' ', '(', ')', '[', ']');

    /// <summary>The header without a unit in brackets, cut at 40 characters: <c>Annual Income (k$)</c> becomes
    /// <c>Annual Income</c>.</summary>
    internal static string ShortName(string header)
    {
        var name = WithoutUnit(header);
        if (name.Length == 0) name = header.Trim();
        return name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
    }

    internal static string WithoutUnit(string header)
    {
        var name = header.Trim();
        if (name.Length == 0 || name[^1] is not (')' or ']')) return name;
        var open = name.LastIndexOf(name[^1] == ')' ? '(' : '[');
        return open < 0 ? name : name[..open].TrimEnd();
    }
}
