namespace Segmentation.Numerics;

/// <summary>Random numbers that are the same in every version of the runtime.</summary>
/// <remarks>SplitMix64; G. Steele, D. Lea, C. Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.</remarks>
struct RandomStream
{
    const ulong Step = 0x9E3779B97F4A7C15;
    ulong _state;

    /// <summary>Each seed, purpose and number has a stream of its own.</summary>
    public RandomStream(int seed, int purpose, int number)
    {
        _state = (uint)seed;
        _state = NextBits() ^ (uint)purpose;
        _state = NextBits() ^ (uint)number;
    }

    /// <summary>From 0 up to, not including, 1.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to, not including, <paramref name="end"/>.</summary>
    public int Next(int end) => (int)Math.BigMul(NextBits(), (ulong)end, out _);

    ulong NextBits()
    {
        _state += Step;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
