namespace Segmentation;

/// <summary>What the numbers of a feature are.</summary>
public enum FeatureKind
{
    /// <summary>Amounts from 0 up: twice as much has a meaning.</summary>
    Ratio,
    /// <summary>Numbers of which only differences have a meaning: with negative values, latitudes, a mean near
    /// 0.</summary>
    Interval,
    /// <summary>Deviations from a mean: the column was standardized before.</summary>
    Standardized,
    /// <summary>Years, such as 1958.</summary>
    Year,
    /// <summary>0 or 1.</summary>
    Flag,
}
