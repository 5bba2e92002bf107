using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>All segments beside all customers, feature by feature.</summary>
sealed class Standings
{
    // Features that say the same differ in the last bits only, and by engine: the first column then gives the name.
    const int Digits = 9;
    // A value so much smaller than the spread is what rounding left of 0.
    const double Residue = 1e-9;

    readonly IReadOnlyList<SegmentProfile> _segments;
    readonly double[] _means, _deviations;
    readonly Standing[][] _all;
    readonly int[] _leaders;

    /// <param name="segments">Their numbers; words are not looked at.</param>
    /// <param name="pca">Of the features as they were compared; empty: no feature is taken for a copy.</param>
    public Standings(IReadOnlyList<SegmentProfile> segments, IReadOnlyList<FeatureInfo> features, Pca pca)
    {
        (_segments, Features) = (segments, features);
        var known = pca.Variance.Count == features.Count;
        _leaders = known ? NearCopies.Leaders(pca.Correlation()) : Arrays.Indices(features.Count);
        // A covariance divides by n − 1, a deviation by n.
        var rows = segments.Sum(segment => (double)segment.Size);
        _deviations = Arrays.Generate(
            features.Count, j => known ? Math.Sqrt(pca.Covariance(j, j) * (rows - 1) / rows) : 0);
        _means = Arrays.Generate(features.Count, ScaledMean);
        _all = Arrays.Generate(segments.Count, s => Arrays.Generate(features.Count, j => Measure(s, j)));
    }

    public IReadOnlyList<FeatureInfo> Features { get; }
    public int Count => _segments.Count;

    public SegmentProfile Segment(int s) => _segments[s];
    public Standing Of(int s, int j) => _all[s][j];

    /// <summary>Both say the same: a correlation above 0.95.</summary>
    public bool AreCopies(int a, int b) => _leaders[a] == _leaders[b];

    /// <summary>By distance from all customers, furthest first; of equals the first column.</summary>
    public Standing[] Strongest(int s) => Sorted(_all[s], standing => Math.Abs(standing.Deviations));

    /// <summary>No difference is noticeable, and every median is between the quartiles of all customers.</summary>
    public bool IsClose(int s) =>
        Array.TrueForAll(_all[s], standing => !standing.IsNoticeable && !standing.IsMedianOutside);

    /// <summary>What is worth a sentence, strongest first, one feature of those that say the same. Where only a median
    /// is far off, medians.</summary>
    public Standing[] Facts(int s)
    {
        var noticeable = Distinct(Array.FindAll(Strongest(s), standing => standing.IsNoticeable));
        return noticeable.Length > 0 ? noticeable
            : Distinct(Array.ConvertAll(
                Array.FindAll(Strongest(s), standing => standing.IsMedianOutside), standing => ByMedian(s, standing)));
    }

    /// <summary>One of those that say the same: the first column, so that all segments speak of the same one.</summary>
    public Standing[] Distinct(Standing[] standings)
    {
        var kept = new List<Standing>();
        foreach (var standing in standings)
            if (!kept.Exists(other => AreCopies(other.Feature, standing.Feature)))
                kept.Add(standings.Where(other => AreCopies(other.Feature, standing.Feature)).MinBy(x => x.Feature)!);
        return Sorted([.. kept], standing => Math.Abs(standing.Deviations));
    }

    Standing ByMedian(int s, Standing standing) => standing with
    {
        Measure = FactMeasure.Median,
        Value = Clean(_segments[s].Features[standing.Feature].Here.Median, standing.Feature),
        All = Clean(Features[standing.Feature].All.Median, standing.Feature),
    };

    /// <summary>Of equals the first.</summary>
    public static Standing[] Sorted(Standing[] standings, Func<Standing, double> by)
    {
        var sorted = (Standing[])standings.Clone();
        Array.Sort(sorted, (a, b) =>
        {
            var (of, than) = (Math.Round(by(a), Digits), Math.Round(by(b), Digits));
            return of == than ? a.Feature.CompareTo(b.Feature) : than.CompareTo(of);
        });
        return sorted;
    }

    Standing Measure(int s, int j)
    {
        var (feature, here, all) = (_segments[s].Features[j], _segments[s].Features[j].Here, Features[j].All);
        var isLog = Features[j].Transform == Transform.Log1p;
        var away = isLog && _deviations[j] > 0
            ? (_segments[s].ScaledCentre[j] - _means[j]) / _deviations[j] : feature.Z;
        var isFlag = Features[j].Kind == FeatureKind.Flag;
        var byMedian = isLog && !isFlag && Agree(here.Median - all.Median, away);
        var (measure, value, of) = isFlag ? (FactMeasure.Share, here.Mean, all.Mean)
            : byMedian ? (FactMeasure.Median, here.Median, all.Median) : (FactMeasure.Mean, here.Mean, all.Mean);
        (value, of) = (Clean(value, j), Clean(of, j));
        return new(j, double.IsFinite(away) && value != of ? away : 0, measure, value, of)
        {
            IsMixed = !Agree(value - of, away) || (!isFlag && Agree(all.Median - here.Median, away)),
            IsMedianOutside = !isFlag && (here.Median < all.Q25 || here.Median > all.Q75),
        };
    }

    static bool Agree(double one, double other) => Math.Sign(one) * Math.Sign(other) > 0;

    double Clean(double value, int j) => Math.Abs(value) < Residue * Features[j].All.Deviation ? 0 : value;

    double ScaledMean(int j)
    {
        var mean = 0.0;
        foreach (var segment in _segments)
            if (segment.ScaledCentre.Count > j) mean += segment.Share * segment.ScaledCentre[j];
        return mean;
    }
}
