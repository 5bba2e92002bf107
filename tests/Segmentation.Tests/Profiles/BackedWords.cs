using System.Globalization;
using System.Text.RegularExpressions;
using Segmentation.Data;

namespace Segmentation.Tests.Profiles;

/// <summary>Holds every word about a segment against the values it was made from, by its own arithmetic.</summary>
sealed partial class BackedWords(Column[] columns, byte[] labels, int s)
{
    static readonly Dictionary<string, (double From, double To)> Steps = new()
    {
        ["very low"] = (double.NegativeInfinity, -1.5),
        ["low"] = (-1.5, -0.5),
        ["rather low"] = (-0.5, -0.25),
        ["average"] = (-0.25, 0.25),
        ["rather high"] = (0.25, 0.5),
        ["high"] = (0.5, 1.5),
        ["very high"] = (1.5, double.PositiveInfinity),
    };

    static readonly Dictionary<string, string> Bought = new()
    {
        ["very lately"] = "very low",
        ["lately"] = "low",
        ["rather lately"] = "rather low",
        ["rather long ago"] = "rather high",
        ["long ago"] = "high",
        ["very long ago"] = "very high",
    };

    /// <summary>A statement of a name.</summary>
    public void AssertName(string part)
    {
        var text = char.ToLowerInvariant(part[0]) + part[1..];
        if (text == "close to the average") AssertClose();
        else if (text == "average income and spending")
        {
            AssertStep(ColumnOf(Meaning.Income), "average");
            AssertStep(ColumnOf(Meaning.SpendingScore), "average");
        }
        else if (SegmentNumber().Match(text) is { Success: true } number)
            Assert.Equal($"{s + 1}", number.Groups[1].Value);
        else if (BoughtWhen().Match(text) is { Success: true } when)
            AssertStep(Find("Recency"), Bought[when.Groups[1].Value]);
        else if (StepOf().Match(text) is { Success: true } step)
            AssertStep(Named(step.Groups[2].Value), step.Groups[1].Value);
        else if (About().Match(text) is { Success: true } about)
            AssertNumber(about.Groups[2].Value, Middles(Find(about.Groups[1].Value)));
        else if (Having().Match(text) is { Success: true } having) AssertFlag(having);
        else Assert.Fail($"No number backs «{part}».");
    }

    /// <summary>A highlight.</summary>
    public void AssertHighlight(string text)
    {
        if (text == "Close to the average in every feature") AssertClose();
        else if (Ratio().Match(text) is { Success: true } ratio)
            AssertNumber(ratio.Groups[2].Value, Ratios(ratio.Groups[1].Value, ratio.Groups[3].Value, share: false));
        else if (Percent().Match(text) is { Success: true } percent)
            AssertNumber($"{percent.Groups[3].Value switch { "above" => "", _ => "-" }}{percent.Groups[2].Value}",
                Ratios(percent.Groups[1].Value, percent.Groups[4].Value, share: true));
        else if (Deviations().Match(text) is { Success: true } deviations)
            AssertNumber($"{(deviations.Groups[3].Value == "above" ? "" : "-")}{deviations.Groups[2].Value}",
                [Z(Find(deviations.Groups[1].Value))]);
        else if (Difference().Match(text) is { Success: true } difference) AssertDifference(difference);
        else if (Shares().Match(text) is { Success: true } shares) AssertShares(shares);
        else Assert.Fail($"No number backs «{text}».");
    }

    /// <summary>The word by recency, frequency and money; the fifths are counted here.</summary>
    public bool IsRfm(string word)
    {
        string[] names = ["Recency", "Frequency", "Spend"];
        if (!names.All(name => columns.Any(column => column.Name == name))) return false;
        double[] fifths = [.. names.Select(name => Math.Min(5, 1 + Math.Floor((5 * Rank(Find(name))) + 1e-9)))];
        var (recent, value) = (6 - fifths[0], (fifths[1] + fifths[2]) / 2);
        return word switch
        {
            "Champions" => recent >= 4 && value >= 4.5,
            "Loyal" => recent >= 3 && value is >= 4 && Median(Find("Frequency").Values, own: true) > 1,
            "Promising" => recent >= 4 && value is >= 2 and < 4,
            "New or recent" => recent >= 4 && value < 2,
            "About to leave" => recent == 3 && value <= 2,
            "At risk" => recent <= 2 && value >= 3.5,
            "Needs attention" => recent == 2 && value is >= 2.5 and < 4,
            "Hibernating" => recent <= 2 && value < 3.5,
            "Once the best" => recent == 1 && value >= 4.5,
            "Lost" => recent == 1 && value < 2,
            _ => false,
        };
    }

    void AssertClose() => Assert.All(columns, column =>
    {
        Assert.InRange(Z(column), -0.25, 0.25);
        if (IsFlag(column)) return;
        var median = Median(column.Values, own: true);
        Assert.InRange(Rounded(median, column),
            Rounded(Quantile(column.Values, 0.25), column), Rounded(Quantile(column.Values, 0.75), column));
    });

    void AssertStep(Column column, string word)
    {
        var (z, (from, to)) = (Z(column), Steps[word]);
        Assert.True(z >= from - 1e-9 && z <= to + 1e-9, $"{column.Name} is {z} deviations away: {word}?");
        if (word == "average") return;
        var (own, all) = (Median(column.Values, own: true), Median(column.Values, own: false));
        Assert.False((own - all) * z < 0, $"The median of {column.Name} contradicts {word}.");
    }

    void AssertFlag(Match having)
    {
        var column = FlagNamed(having.Groups[2].Value);
        var (own, all) = (Own(column.Values).Average(), column.Values.Average());
        switch (having.Groups[1].Value)
        {
            case "all": Assert.Equal(1, own); break;
            case "none": Assert.Equal(0, own); break;
            case "more": Assert.True(own > all); break;
            case "fewer": Assert.True(own < all); break;
            case "about as many": Assert.InRange(Z(column), -0.25, 0.25); break;
            case var percent: AssertNumber(percent[..^2], [100 * own]); break;
        }
    }

    void AssertShares(Match shares)
    {
        var column = FlagNamed(shares.Groups[2].Value);
        var (own, all) = (Own(column.Values).Average(), column.Values.Average());
        if (shares.Groups[1].Value == "All") Assert.Equal(1, own);
        else if (shares.Groups[1].Value == "None") Assert.Equal(0, own);
        else AssertNumber(shares.Groups[1].Value[..^2], [100 * own]);
        AssertNumber(shares.Groups[3].Value, [100 * all]);
    }

    void AssertDifference(Match difference)
    {
        var column = Find(difference.Groups[1].Value);
        var isMedian = difference.Groups[4].Value == "median";
        var (own, all) = isMedian
            ? (Median(column.Values, own: true), Median(column.Values, own: false))
            : (Own(column.Values).Average(), column.Values.Average());
        var spread = column.Values.Max() - column.Values.Min();
        AssertNumber(difference.Groups[2].Value, [Math.Abs(own - all)], 1e-9 * spread);
        Assert.Equal(own > all, difference.Groups[3].Value == "above");
        AssertNumber(difference.Groups[5].Value, [own], 1e-9 * spread);
        AssertNumber(difference.Groups[6].Value, [all], 1e-9 * spread);
        Assert.NotEqual(difference.Groups[5].Value, difference.Groups[6].Value);
    }

    double[] Ratios(string name, string middle, bool share)
    {
        var column = Find(name);
        Assert.True(column.Values.Min() >= 0, $"{name} has negative values.");
        Assert.DoesNotContain(name, (string[])["Year of birth", "Latitude", "z_score"]);
        var (own, all) = middle == "median"
            ? (Median(column.Values, own: true), Median(column.Values, own: false))
            : (Own(column.Values).Average(), column.Values.Average());
        return [share ? 100 * (own - all) / all : own / all];
    }

    double[] Middles(Column column) => [Own(column.Values).Average(), Median(column.Values, own: true)];

    // As far as the digits that are written go.
    static void AssertNumber(string text, double[] values, double residue = 0)
    {
        Assert.DoesNotContain("E", text);
        if (text.StartsWith("under")) { Assert.All(values, value => Assert.InRange(value, 0, 0.1)); return; }
        if (text.StartsWith("over")) { Assert.All(values, value => Assert.InRange(value, 99.9, 100)); return; }
        var parts = text.Replace(",", "").Split(" × 10");
        var unit = parts.Length == 2 ? Math.Pow(10, Lowered(parts[1])) : 1;
        var decimals = parts[0].Contains('.') ? parts[0].Length - parts[0].IndexOf('.') - 1 : 0;
        var written = double.Parse(parts[0], CultureInfo.InvariantCulture) * unit;
        // Numbers below a tenth are written with two digits, whose zeros at the end fall away.
        var slack = Math.Max(0.51 * unit * Math.Pow(10, -decimals), residue);
        Assert.Contains(values, value => Math.Abs(written - value) <= slack + (1e-12 * Math.Abs(value)));
    }

    static int Lowered(string raised) => int.Parse(string.Concat(
        raised.Select(sign => sign == '⁻' ? '-' : (char)('0' + "⁰¹²³⁴⁵⁶⁷⁸⁹".IndexOf(sign)))));

    Column Named(string label) => label switch
    {
        "income" => ColumnOf(Meaning.Income),
        "spending" => ColumnOf(Meaning.SpendingScore),
        _ => Find(label),
    };

    Column ColumnOf(Meaning meaning) => columns.First(column => FeatureMeaning.Of(column.Name) == meaning);

    Column FlagNamed(string label) => Find(label == "car" ? "has_car" : label);

    Column Find(string label)
    {
        // A name begins with a capital, whatever the header begins with.
        var found = columns.Where(column => string.Equals(column.Name, label, StringComparison.OrdinalIgnoreCase)
            || column.Name.StartsWith(label + " (", StringComparison.OrdinalIgnoreCase)).ToArray();
        Assert.True(found.Length == 1, $"«{label}» names {found.Length} columns.");
        return found[0];
    }

    double Z(Column column)
    {
        var values = column.Compared;
        var mean = values.Average();
        return (Own(values).Average() - mean) / Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    double Rank(Column column)
    {
        var median = Median(column.Values, own: true);
        return column.Values.Average(value => value < median ? 1 : value == median ? 0.5 : 0);
    }

    IEnumerable<double> Own(double[] values) => values.Where((_, i) => labels[i] == s);

    double Median(double[] values, bool own) => Quantile(own ? Own(values) : values, 0.5);

    static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        var (at, place) = ((int)(share * (sorted.Length - 1)), share * (sorted.Length - 1));
        return at + 1 < sorted.Length ? sorted[at] + ((place - at) * (sorted[at + 1] - sorted[at])) : sorted[at];
    }

    static double Rounded(double value, Column column) =>
        Math.Round(value / (column.Values.Max() - column.Values.Min()), 9);

    static bool IsFlag(Column column) => column.Values.All(value => value is 0 or 1);

    [GeneratedRegex("^segment ([0-9]+)$")]
    private static partial Regex SegmentNumber();

    [GeneratedRegex("^bought (.+)$")]
    private static partial Regex BoughtWhen();

    [GeneratedRegex("^(very low|low|rather low|average|rather high|high|very high) (.+)$")]
    private static partial Regex StepOf();

    [GeneratedRegex("^(.+) about ([^a-z]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    [GeneratedRegex("^(.+) (?:with|have) (.+)$")]
    private static partial Regex Having();

    [GeneratedRegex("^(.+?) ((?:under )?[0-9.,]+) times the (average|median)$")]
    private static partial Regex Ratio();

    [GeneratedRegex("^(.+) ([0-9.,]+) % (above|below) the (average|median)$")]
    private static partial Regex Percent();

    [GeneratedRegex("^(.+) ([0-9.]+) deviations (above|below) the average$")]
    private static partial Regex Deviations();

    [GeneratedRegex("^(.+?) ([^ ]+(?: × [^ ]+)?) (above|below) the (average|median) \\((.+), all (.+)\\)$")]
    private static partial Regex Difference();

    [GeneratedRegex("^(.+) have (.+) \\(((?:under |over )?[0-9.]+) % of all do\\)$")]
    private static partial Regex Shares();
}
