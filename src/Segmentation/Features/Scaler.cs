using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Features;

/// <summary>Brings features to a common scale, so that larger numbers do not weigh more.</summary>
static class Scaler
{
    /// <summary>Transforms every feature in the same way, then scales it.</summary>
    public static Scaled Scale(Matrix values, Scaling scaling, Transform transform, CancellationToken ct)
    {
        var transforms = new Transform[values.Columns];
        Array.Fill(transforms, transform);
        return Scale(values, scaling, transforms, ct);
    }

    /// <summary>Transforms, then scales every feature. A feature with a single value is left out.</summary>
    /// <param name="values">Shape [n × d], finite, in the units of the file; not changed.</param>
    /// <param name="transforms">Shape [d]: what is asked for; <see cref="LogRule"/> says what is done.</param>
    /// <returns>A new table of the kept features. Standard: (x − mean) / population standard deviation. MinMax:
    /// (x − min) / (max − min). Robust: (x − median) / (third − first quartile), or / standard deviation where the
    /// quartiles are equal. None: x.</returns>
    /// <exception cref="InvalidDatasetException">Every feature has a single value.</exception>
    /// <remarks>Time O(n · d), memory 8 · n · d bytes. As scikit-learn's scalers, to 1e-12.</remarks>
    public static Scaled Scale(Matrix values, Scaling scaling, Transform[] transforms, CancellationToken ct)
    {
        var (kept, dropped, columns) = (new List<FeatureScale>(), new List<DroppedFeature>(), new List<double[]>());
        for (var j = 0; j < values.Columns; j++)
        {
            var moments = FeatureMoments.Of(values, j, ct);
            if (moments.IsConstant)
            {
                dropped.Add(SameValue(j, moments));
                continue;
            }
            var array = GC.AllocateUninitializedArray<double>(values.Rows);
            kept.Add(ScaleFeature(values, j, new Matrix([array]), (scaling, transforms[j], moments), ct));
            columns.Add(array);
        }
        if (kept.Count == 0) throw NothingDiffers();
        return new(new Matrix([.. columns]), kept, dropped);
    }

    /// <summary>Scales every feature; null when each of them has a single value.</summary>
    /// <param name="values">Shape [n × d], transformed; not changed.</param>
    public static Matrix? TryScale(Matrix values, Scaling scaling, CancellationToken ct)
    {
        for (var j = 0; j < values.Columns; j++)
            if (values.Column(j).ContainsAnyExcept(values[0, j]))
                return Scale(values, scaling, Transform.None, ct).Values;
        return null;
    }

    /// <summary>A feature whose values are all the same, as <see cref="FeatureMoments.IsConstant"/> says.</summary>
    public static DroppedFeature SameValue(int feature, FeatureMoments moments) =>
        new(feature, moments.Min == moments.Max
            ? $"All {moments.Count:N0} used rows have the same value, {moments.Min:R}."
            : $"The values of the {moments.Count:N0} used rows, from {moments.Min:R} to {moments.Max:R}, differ by "
                + "less than can be computed with.");

    /// <summary>The refusal when no feature is left.</summary>
    public static InvalidDatasetException NothingDiffers() => new(
        DataErrors.NoNumericFeatures,
        "Every chosen feature has one and the same value in all used rows, so there is nothing to compare. "
        + "Choose at least one column whose numbers differ.");

    static FeatureScale ScaleFeature(
        Matrix values, int j, Matrix column, (Scaling Scaling, Transform Asked, FeatureMoments Moments) by,
        CancellationToken ct)
    {
        var (isLog, logs) = (false, default(FeatureMoments?));
        if (LogRule.IsTried(by.Asked, by.Scaling, by.Moments))
        {
            TakeLogs(values, j, column, ct);
            var found = FeatureMoments.Of(column, 0, ct);
            (isLog, logs) = (LogRule.IsTaken(by.Asked, by.Moments, found), found);
        }
        var (centre, scale) = isLog
            ? ScaleLogs(values, j, column, (by.Scaling, logs!.Value), ct)
            : ScaleColumn(values, j, column, (by.Scaling, by.Moments), ct);
        return new(j, isLog ? Transform.Log1p : Transform.None, centre, scale)
        {
            Asked = by.Asked,
            Skew = by.Moments.Skewness,
            LogSkew = logs?.Skewness,
        };
    }

    /// <param name="column">The logarithms of the feature.</param>
    static (double Centre, double Scale) ScaleLogs(
        Matrix values, int j, Matrix column, (Scaling Scaling, FeatureMoments Moments) by, CancellationToken ct)
    {
        var found = Find(by.Scaling, by.Moments, column.Column(0));
        // Quantiles have changed the order of the column.
        if (by.Scaling == Scaling.Robust) TakeLogs(values, j, column, ct);
        Apply(column, 0, column, found, ct);
        return found;
    }

    static (double Centre, double Scale) ScaleColumn(
        Matrix values, int j, Matrix column, (Scaling Scaling, FeatureMoments Moments) by, CancellationToken ct)
    {
        if (by.Scaling == Scaling.Robust) values.Column(j).CopyTo(column.Column(0));
        var found = Find(by.Scaling, by.Moments, column.Column(0));
        Apply(values, j, column, found, ct);
        return found;
    }

    /// <summary>Centre and scale from measurements made elsewhere.</summary>
    /// <param name="quartiles">First, second, third; called for robust scaling only.</param>
    public static (double Centre, double Scale) Find(
        Scaling scaling, FeatureMoments moments, Func<double[]> quartiles) =>
        scaling == Scaling.Robust ? Robust(quartiles(), moments) : Find(scaling, moments, default(Span<double>));

    static (double Centre, double Scale) Find(Scaling scaling, FeatureMoments moments, Span<double> scratch) =>
        scaling switch
        {
            Scaling.Standard => (moments.Mean, moments.Deviation),
            Scaling.MinMax => (moments.Min, moments.Max - moments.Min),
            Scaling.Robust => Robust(Quantiles.Of(scratch, 0.25, 0.5, 0.75), moments),
            _ => (0, 1),
        };

    static (double Centre, double Scale) Robust(double[] quartiles, FeatureMoments moments)
    {
        var range = quartiles[2] - quartiles[0];
        return (quartiles[1], range > 0 ? range : moments.Deviation);
    }

    static void TakeLogs(Matrix values, int j, Matrix column, CancellationToken ct) =>
        Chunks.Of(values.Rows).Run((start, end, _) =>
        {
            var from = values.Column(j);
            var to = column.Column(0);
            for (var i = start; i < end; i++) to[i] = Log1p.Of(from[i]);
        }, ct);

    static void Apply(Matrix from, int j, Matrix to, (double Centre, double Scale) by, CancellationToken ct) =>
        Chunks.Of(from.Rows).Run((start, end, _) =>
        {
            var source = from.Column(j)[start..end];
            var target = to.Column(0)[start..end];
            switch (Hardware.Width)
            {
                case 512: Apply<Lanes512>(source, target, by.Centre, by.Scale); break;
                case 256: Apply<Lanes256>(source, target, by.Centre, by.Scale); break;
                default: Apply<Lanes128>(source, target, by.Centre, by.Scale); break;
            }
        }, ct);

    /// <summary>to[i] = (from[i] − centre) / scale; both may be the same span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Apply<T>(ReadOnlySpan<double> from, Span<double> to, double centre, double scale)
        where T : struct, ILanes<T>
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(to);
        var i = 0;
        for (; i <= from.Length - Lanes.Count; i += Lanes.Count)
        {
            var difference = T.Load(ref Unsafe.Add(ref source, i)) - T.All(centre);
            T.Store(difference / T.All(scale), ref Unsafe.Add(ref target, i));
        }
        for (; i < from.Length; i++) to[i] = (from[i] - centre) / scale;
    }
}
