using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Segmentation.Numerics;

/// <summary>Mean, spread, range and skewness of one feature.</summary>
/// <param name="Squares">Sum of squared differences to the mean.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct FeatureMoments(int Count, double Mean, double Squares, double Min, double Max)
{
    // The square of what is smaller comes near the end of the numbers, where digits are lost.
    const double SmallestDeviation = 1e-150;

    /// <summary>Sum of cubed differences to the mean.</summary>
    public double Cubes { get; init; }

    /// <summary>Standard deviation, population form: divided by n.</summary>
    public double Deviation => Math.Sqrt(Squares / Count);

    /// <summary>Third standardized moment, population form; 0 where cubes are too large or too small for a
    /// number.</summary>
    public double Skewness
    {
        get
        {
            var skewness = Cubes / Count / Math.Pow(Deviation, 3);
            return double.IsFinite(skewness) ? skewness : 0;
        }
    }

    /// <summary>All values are the same, or differ by less than can be computed with.</summary>
    public bool IsConstant => Min == Max || Deviation < SmallestDeviation;

    /// <summary>Measures column <paramref name="j"/>, in chunks.</summary>
    /// <remarks>All is measured from the first value: a spread that is small beside the values, as that of years or of
    /// times in seconds, keeps its digits.</remarks>
    public static FeatureMoments Of(Matrix values, int j, CancellationToken ct)
    {
        var chunks = Chunks.Of(values.Rows);
        var parts = new FeatureMoments[chunks.Count];
        var first = values.Rows > 0 ? values[0, j] : 0;
        chunks.Run((start, end, chunk) => parts[chunk] = From(first, values.Column(j)[start..end]), ct);
        var all = default(FeatureMoments);
        foreach (var part in parts) all = all.With(part);
        return all with { Mean = first + all.Mean };
    }

    /// <summary>Measures one chunk.</summary>
    public static FeatureMoments Of(ReadOnlySpan<double> values)
    {
        var all = From(values[0], values);
        return all with { Mean = values[0] + all.Mean };
    }

    /// <summary>Measures one chunk at the width of the hardware; its mean is that of the differences to a
    /// number.</summary>
    static FeatureMoments From(double first, ReadOnlySpan<double> values) => Hardware.Width switch
    {
        512 => From<Lanes512>(first, values),
        256 => From<Lanes256>(first, values),
        _ => From<Lanes128>(first, values),
    };

    /// <summary>The moments of both sets of values together.</summary>
    /// <remarks>Source: T. Chan, G. Golub, R. LeVeque, Am. Stat. 37 (1983) 242–247,
    /// doi:10.1080/00031305.1983.10483115; of cubes: P. Pébay, Sandia report SAND2008-6212 (2008), equation 2.2,
    /// doi:10.2172/1028931.</remarks>
    public FeatureMoments With(FeatureMoments other)
    {
        if (Count == 0) return other;
        var count = Count + other.Count;
        var difference = other.Mean - Mean;
        var share = (double)other.Count / count;
        var between = difference * difference * share * Count;
        return new(count, Mean + difference * share, Squares + other.Squares + between,
            Math.Min(Min, other.Min), Math.Max(Max, other.Max))
        {
            Cubes = Cubes + other.Cubes + between * difference * (1 - 2 * share)
                + 3 * difference * ((1 - share) * other.Squares - share * Squares),
        };
    }

    /// <summary>Reads the chunk twice: the second time it is in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FeatureMoments From<T>(double first, ReadOnlySpan<double> values) where T : struct, ILanes<T>
    {
        Span<double> lanes = stackalloc double[Lanes.Count];
        ref var at = ref MemoryMarshal.GetReference(values);
        var full = values.Length / Lanes.Count * Lanes.Count;

        var sums = T.All(0);
        var least = T.All(double.PositiveInfinity);
        var most = T.All(double.NegativeInfinity);
        for (var i = 0; i < full; i += Lanes.Count)
        {
            var value = T.Load(ref Unsafe.Add(ref at, i));
            sums += value - T.All(first);
            least = T.Min(least, value);
            most = T.Max(most, value);
        }
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        T.Store(least, ref lanes[0]);
        foreach (var lane in lanes) min = Math.Min(min, lane);
        T.Store(most, ref lanes[0]);
        foreach (var lane in lanes) max = Math.Max(max, lane);
        T.Store(sums, ref lanes[0]);
        for (var i = full; i < values.Length; i++)
        {
            lanes[i - full] += values[i] - first;
            min = Math.Min(min, values[i]);
            max = Math.Max(max, values[i]);
        }
        var mean = Lanes.Sum(lanes) / values.Length;

        var squares = T.All(0);
        var cubes = T.All(0);
        for (var i = 0; i < full; i += Lanes.Count)
        {
            var difference = T.Load(ref Unsafe.Add(ref at, i)) - T.All(first) - T.All(mean);
            var square = difference * difference;
            squares += square;
            cubes += square * difference;
        }
        Span<double> third = stackalloc double[Lanes.Count];
        T.Store(squares, ref lanes[0]);
        T.Store(cubes, ref third[0]);
        for (var i = full; i < values.Length; i++)
        {
            var difference = values[i] - first - mean;
            lanes[i - full] += difference * difference;
            third[i - full] += difference * difference * difference;
        }
        return new(values.Length, mean, Lanes.Sum(lanes), min, max) { Cubes = Lanes.Sum(third) };
    }
}
