using Segmentation.Choice;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>What is said of rows that stand alone.</summary>
/// <param name="Rows">Which they are.</param>
/// <param name="Refused">Why they were kept though they were to be set apart; null when they were not.</param>
sealed record Extremes(ExtremeRows Rows, string? Refused = null)
{
    /// <summary>A warning where they were to be set apart and were not.</summary>
    public IEnumerable<Issue> Issues => Refused is null
        ? []
        : [new()
        {
            Severity = Severity.Warning,
            Code = IssueCodes.ExtremesKept,
            Count = Rows.Count,
            Message = $"The rows that stand alone were not set apart: {Refused}",
            Hint = "Look at the rows that are named for mistakes in the file.",
        }];

    /// <summary>Why no rows were set apart at all.</summary>
    public static string WhyKept(bool isTooMany) => isTooMany
        ? "they are more than 5 % of the rows."
        : $"after {RowsAlone.MostRounds} rounds, others stood alone.";

    /// <summary>These rows were set apart.</summary>
    /// <param name="before">The choice that was made with them.</param>
    public static Extremes Apart(ExtremeRows rows, KSweep before)
    {
        var chosen = before.Candidates.Single(each => each.K == before.Chosen);
        return new(rows with { Before = new(chosen.K, chosen.Silhouette, chosen.Smallest) });
    }

    /// <summary>Adds rows that were set apart before others.</summary>
    public static ExtremeRows Joined(ExtremeRows? before, ExtremeRows more) => new(
        [.. (before?.Rows ?? []).Concat(more.Rows).Take(ExtremeRows.MostListed)],
        (before?.Count ?? 0) + more.Count, (before?.Count ?? 0) + more.Count);
}

/// <summary>Finds the value that makes a row stand alone.</summary>
/// <param name="values">Shape [n × features], in the units of the file.</param>
/// <param name="scaled">Shape [n × d].</param>
/// <param name="features">What the columns of <paramref name="scaled"/> come from.</param>
sealed class ExtremeValues(Matrix values, Matrix scaled, IReadOnlyList<FeatureScale> features)
{
    /// <summary>The rows that lie farthest beyond all others, the farthest first.</summary>
    /// <param name="alone">Ascending.</param>
    /// <param name="names">Headers of the columns of the values.</param>
    /// <param name="lines">Lines of some rows, ascending.</param>
    /// <param name="ids">Ids of the same rows; empty without an id column.</param>
    public ExtremeRows Of(int[] alone, Func<int, string> names, Func<int[], long[]> lines, Func<int[], string[]> ids)
    {
        var ends = Arrays.Generate(features.Count, c => EndsOf(c, alone));
        var found = alone.Select(row => Farthest(row, ends)).OrderByDescending(each => each.Gap)
            .Take(ExtremeRows.MostListed).ToArray();
        var rows = found.Select(each => each.Row).Order().ToArray();
        var (inFile, named) = (lines(rows), ids(rows));
        return new([.. found.Select(each => Named(each))], alone.Length, 0);

        ExtremeRow Named((int Row, int Feature, int Next, double Gap) each)
        {
            var (at, source) = (Array.BinarySearch(rows, each.Row), features[each.Feature].Source);
            var id = named.Length > 0 ? named[at] : null;
            return each.Gap > 0
                ? new(inFile[at], id, names(source), values[each.Row, source], values[each.Next, source])
                : new(inFile[at], id, null, null, null);
        }
    }

    /// <summary>The feature in which a row lies farthest below or above those that do not stand alone.</summary>
    (int Row, int Feature, int Next, double Gap) Farthest(int row, (int Lowest, int Highest)[] ends)
    {
        var farthest = (Row: row, Feature: 0, Next: 0, Gap: double.NegativeInfinity);
        for (var c = 0; c < ends.Length; c++)
        {
            var below = scaled[ends[c].Lowest, c] - scaled[row, c];
            var above = scaled[row, c] - scaled[ends[c].Highest, c];
            if (Math.Max(below, above) > farthest.Gap)
                farthest = (row, c, below > above ? ends[c].Lowest : ends[c].Highest, Math.Max(below, above));
        }
        return farthest;
    }

    (int Lowest, int Highest) EndsOf(int feature, int[] alone)
    {
        var (lowest, highest, next) = (-1, -1, 0);
        var column = scaled.Column(feature);
        for (var i = 0; i < column.Length; i++)
        {
            if (next < alone.Length && alone[next] == i) next++;
            else
            {
                if (lowest < 0 || column[i] < column[lowest]) lowest = i;
                if (highest < 0 || column[i] > column[highest]) highest = i;
            }
        }
        return (lowest, highest);
    }
}
