namespace Segmentation;

/// <summary>Rows in segments so small that no k could be recommended.</summary>
/// <param name="Rows">The farthest first, at most <see cref="MostListed"/>.</param>
/// <param name="Count">How many there are.</param>
/// <param name="SetApart">How many of them are in no segment: all, or none when they were kept.</param>
public sealed record ExtremeRows(IReadOnlyList<ExtremeRow> Rows, long Count, long SetApart)
{
    /// <summary>What was found with them; null where they were kept.</summary>
    public FoundBefore? Before { get; init; }

    /// <summary>Most rows that are listed.</summary>
    public const int MostListed = 20;

    /// <summary>What stands in the assignments in place of the name of a segment.</summary>
    public const string SegmentName = "Extreme values";
}

/// <summary>What was found in all rows, before some were set apart.</summary>
/// <param name="K">Number of segments.</param>
/// <param name="Silhouette">Mean, −1 to 1; of the rows that the starts ran on.</param>
/// <param name="Smallest">Rows of the smallest segment, of the same rows.</param>
public sealed record FoundBefore(int K, double Silhouette, int Smallest);

/// <summary>A row that stands alone, and the value that makes it so.</summary>
/// <param name="Line">Line in the file, from 1; the header is line 1.</param>
/// <param name="Id">Its id cell; null without an id column.</param>
/// <param name="Column">Header of the feature in which it lies farthest beyond all others; null when only the
/// combination of its values is like no other.</param>
/// <param name="Value">Its value there, in the units of the file.</param>
/// <param name="Next">The nearest value of the rows that do not stand alone.</param>
public sealed record ExtremeRow(long Line, string? Id, string? Column, double? Value, double? Next)
{
    /// <summary>In words: <c>line 2: visits 1,000,000, the next is 32.29</c>.</summary>
    public string Describe() => Column is null
        ? $"line {Line}: no value alone, but the combination"
        : $"line {Line}: {Column} {Text(Value!.Value)}, the next is {Text(Next!.Value)}";

    // As in the file, with marks for thousands where that can be read.
    static string Text(double value) =>
        Math.Abs(value) is 0 or >= 0.001 and < 1e15 ? value.ToString("#,0.######") : value.ToString("R");
}
