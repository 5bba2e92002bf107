namespace Segmentation.Profiles;

/// <summary>How one feature of a segment stands among all customers: names, their order, highlights and facts follow
/// from it.</summary>
/// <param name="Feature">Place among the features.</param>
/// <param name="Deviations">Distance of the means in deviations of all customers, on the scale that was compared: of
/// logarithms where those were.</param>
/// <param name="Measure">What the two numbers are.</param>
/// <param name="Value">Of the segment, in the units of the file.</param>
/// <param name="All">Of all customers.</param>
sealed record Standing(int Feature, double Deviations, FactMeasure Measure, double Value, double All)
{
    /// <summary>From here on a difference is worth a sentence: a word such as rather high.</summary>
    public const double Noticeable = 0.25;
    /// <summary>From here on a mean is high or low.</summary>
    public const double Notable = 0.5;
    /// <summary>From here on it is very high or very low.</summary>
    public const double Striking = 1.5;

    /// <summary>The mean says one thing and the median the other, as when a few large values make it: no word is
    /// right.</summary>
    public bool IsMixed { get; init; }

    /// <summary>The segment's median is not between the quartiles of all customers.</summary>
    public bool IsMedianOutside { get; init; }

    /// <summary>Worth a sentence.</summary>
    public bool IsNoticeable => Math.Abs(Deviations) >= Noticeable;

    /// <summary>−3 (very low) to 3 (very high); 0 is average.</summary>
    public int Step => Math.Sign(Deviations) * Math.Abs(Deviations) switch
    {
        >= Striking => 3,
        >= Notable => 2,
        >= Noticeable => 1,
        _ => 0,
    };

    public SegmentFact ToFact(string header) =>
        new(header, Measure, Value, All, Value > All ? FactDirection.Above : FactDirection.Below);
}
