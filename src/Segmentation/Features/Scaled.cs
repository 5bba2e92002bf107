using Segmentation.Numerics;

namespace Segmentation.Features;

/// <summary>Features on a common scale.</summary>
/// <param name="Values">Shape [n × d], d being the features that are kept.</param>
/// <param name="Features">What was done to each kept feature, in the order of the columns of
/// <paramref name="Values"/>.</param>
/// <param name="Dropped">Features that are left out.</param>
sealed record Scaled(Matrix Values, IReadOnlyList<FeatureScale> Features, IReadOnlyList<DroppedFeature> Dropped);

/// <summary>What was done to one feature: scaled = (transformed − Centre) / Scale.</summary>
/// <param name="Source">Column of the table it came from.</param>
/// <param name="Transform">None or Log1p.</param>
/// <param name="Centre">Subtracted after the transform.</param>
/// <param name="Scale">Divided by; positive.</param>
sealed record FeatureScale(int Source, Transform Transform, double Centre, double Scale)
{
    /// <summary>What was asked for.</summary>
    public Transform Asked { get; init; }
    /// <summary>Skewness of the values.</summary>
    public double Skew { get; init; }
    /// <summary>Skewness of the logarithms; null where they were not looked at.</summary>
    public double? LogSkew { get; init; }

    /// <summary>Scales a value of the file.</summary>
    public double OfFile(double value) =>
        ((Transform == Transform.Log1p ? Log1p.Of(value) : value) - Centre) / Scale;

    /// <summary>Turns a scaled value back into the units of the file.</summary>
    public double ToFile(double scaled)
    {
        var value = scaled * Scale + Centre;
        return Transform == Transform.Log1p ? Log1p.Inverse(value) : value;
    }
}

/// <summary>A feature that is left out, and why.</summary>
/// <param name="Source">Column of the table it came from.</param>
/// <param name="Reason">A sentence.</param>
sealed record DroppedFeature(int Source, string Reason);
