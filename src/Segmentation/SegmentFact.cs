namespace Segmentation;

/// <summary>One number in which a segment differs from all customers.</summary>
/// <param name="Feature">Header.</param>
/// <param name="Measure">What is compared: means, medians (of features that were compared by their logarithm, or where
/// the means are alike), or shares of those who have what a column of 0 and 1 says.</param>
/// <param name="Value">Of the segment, in the units of the file; a share is 0 to 1.</param>
/// <param name="All">Of all used rows.</param>
/// <param name="Direction">On which side of all customers the segment is.</param>
public sealed record SegmentFact(
    string Feature, FactMeasure Measure, double Value, double All, FactDirection Direction);

/// <summary>What a fact compares.</summary>
public enum FactMeasure
{
    /// <summary>Means.</summary>
    Mean,
    /// <summary>Medians.</summary>
    Median,
    /// <summary>Shares of ones in a column of 0 and 1.</summary>
    Share,
}

/// <summary>The side of all customers.</summary>
public enum FactDirection
{
    /// <summary>More than all customers.</summary>
    Above,
    /// <summary>Less than all customers.</summary>
    Below,
}
