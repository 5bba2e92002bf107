using Segmentation.Data;

namespace Segmentation.Profiles;

/// <summary>Finds out which sentences the numbers of a feature allow.</summary>
static class FeatureKinds
{
    // A mean closer to 0 than this many deviations makes ratios that say nothing.
    const double NearZero = 0.1;
    // Rows that were left out after the columns were standardized move mean and deviation a little.
    const double AlmostStandard = 0.05;
    const double Rounding = 1e-9;

    /// <param name="header">Of the column.</param>
    /// <param name="all">All used rows.</param>
    public static FeatureKind Of(string header, Distribution all)
    {
        if (IsFlag(all)) return FeatureKind.Flag;
        if (FeatureMeaning.IsYear(header, all.Min, all.Max)) return FeatureKind.Year;
        if (all.Min < 0 && Math.Abs(all.Mean) <= AlmostStandard && Math.Abs(all.Deviation - 1) <= AlmostStandard)
            return FeatureKind.Standardized;
        return all.Min >= 0 && all.Mean >= NearZero * all.Deviation && !FeatureMeaning.IsCoordinate(header)
            ? FeatureKind.Ratio : FeatureKind.Interval;
    }

    // Values from 0 to 1 have this spread when all of them are 0 or 1, and less otherwise.
    static bool IsFlag(Distribution all) => all is { Min: 0, Max: 1 }
        && Math.Abs((all.Deviation * all.Deviation) - (all.Mean * (1 - all.Mean))) < Rounding;
}
