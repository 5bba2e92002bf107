using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Segmentation.Numerics;

/// <summary>Eight numbers side by side, in as many registers as the hardware needs for them.</summary>
/// <remarks>Every kernel is written once over eight lanes, so that its additions have one order and its results are the
/// same bits with two, four or eight lanes in a register. Nothing here fuses a multiplication and an
/// addition.</remarks>
interface ILanes<T> where T : struct, ILanes<T>
{
    static abstract T All(double value);
    static abstract T Load(ref readonly double first);
    static abstract void Store(T lanes, ref double first);
    static abstract void StoreFloats(T lanes, ref float first);
    static abstract T operator +(T a, T b);
    static abstract T operator -(T a, T b);
    static abstract T operator *(T a, T b);
    static abstract T operator /(T a, T b);
    /// <summary>The smaller ones; neither side is NaN or a negative zero.</summary>
    static abstract T Min(T a, T b);
    /// <summary>The larger ones; neither side is NaN or a negative zero.</summary>
    static abstract T Max(T a, T b);
    static abstract T Sqrt(T a);
    /// <summary>Lane by lane a &lt; b ? yes : no.</summary>
    static abstract T IfLess(T a, T b, T yes, T no);
}

/// <summary>What all lanes have in common.</summary>
static class Lanes
{
    public const int Count = 8;

    /// <summary>The sum of eight lanes, always in the same order.</summary>
    public static double Sum(ReadOnlySpan<double> lanes) =>
        lanes[0] + lanes[1] + (lanes[2] + lanes[3]) + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));

    /// <summary>Copies up to eight rows from <paramref name="row"/> on, feature by feature; the last one is repeated to
    /// make eight.</summary>
    /// <param name="block">Shape [d × 8].</param>
    public static void LoadRows(Matrix points, int row, int rows, Span<double> block)
    {
        for (var j = 0; j < points.Columns; j++)
        {
            var column = points.Column(j);
            for (var lane = 0; lane < Count; lane++) block[j * Count + lane] = column[row + Math.Min(lane, rows - 1)];
        }
    }
}

/// <summary>Eight lanes in one register.</summary>
readonly struct Lanes512(Vector512<double> value) : ILanes<Lanes512>
{
    readonly Vector512<double> _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 All(double value) => new(Vector512.Create(value));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref readonly double first) => new(Vector512.LoadUnsafe(in first));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 lanes, ref double first) => lanes._value.StoreUnsafe(ref first);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFloats(Lanes512 lanes, ref float first) =>
        Vector256.Narrow(lanes._value.GetLower(), lanes._value.GetUpper()).StoreUnsafe(ref first);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a._value + b._value);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a._value - b._value);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a._value * b._value);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 a, Lanes512 b) => new(a._value / b._value);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Min(Lanes512 a, Lanes512 b) => new(Vector512.MinNative(a._value, b._value));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 a, Lanes512 b) => new(Vector512.MaxNative(a._value, b._value));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sqrt(Lanes512 a) => new(Vector512.Sqrt(a._value));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 IfLess(Lanes512 a, Lanes512 b, Lanes512 yes, Lanes512 no) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), yes._value, no._value));
}

/// <summary>Eight lanes in two registers.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly struct Lanes256(Vector256<double> low, Vector256<double> high) : ILanes<Lanes256>
{
    readonly Vector256<double> _low = low;
    readonly Vector256<double> _high = high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 All(double value) => new(Vector256.Create(value), Vector256.Create(value));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref readonly double first) =>
        new(Vector256.LoadUnsafe(in first), Vector256.LoadUnsafe(in first, 4));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 lanes, ref double first)
    {
        lanes._low.StoreUnsafe(ref first);
        lanes._high.StoreUnsafe(ref first, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFloats(Lanes256 lanes, ref float first) =>
        Vector256.Narrow(lanes._low, lanes._high).StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a._low + b._low, a._high + b._high);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a._low - b._low, a._high - b._high);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a._low * b._low, a._high * b._high);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 a, Lanes256 b) => new(a._low / b._low, a._high / b._high);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(Lanes256 a, Lanes256 b) =>
        new(Vector256.MinNative(a._low, b._low), Vector256.MinNative(a._high, b._high));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 a, Lanes256 b) =>
        new(Vector256.MaxNative(a._low, b._low), Vector256.MaxNative(a._high, b._high));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Sqrt(Lanes256 a) => new(Vector256.Sqrt(a._low), Vector256.Sqrt(a._high));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 IfLess(Lanes256 a, Lanes256 b, Lanes256 yes, Lanes256 no) => new(
        Vector256.ConditionalSelect(Vector256.LessThan(a._low, b._low), yes._low, no._low),
        Vector256.ConditionalSelect(Vector256.LessThan(a._high, b._high), yes._high, no._high));
}

/// <summary>Eight lanes in four registers.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly struct Lanes128(Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> d)
    : ILanes<Lanes128>
{
    readonly Vector128<double> _a = a;
    readonly Vector128<double> _b = b;
    readonly Vector128<double> _c = c;
    readonly Vector128<double> _d = d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 All(double value)
    {
        var all = Vector128.Create(value);
        return new(all, all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref readonly double first) => new(
        Vector128.LoadUnsafe(in first), Vector128.LoadUnsafe(in first, 2),
        Vector128.LoadUnsafe(in first, 4), Vector128.LoadUnsafe(in first, 6));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 lanes, ref double first)
    {
        lanes._a.StoreUnsafe(ref first);
        lanes._b.StoreUnsafe(ref first, 2);
        lanes._c.StoreUnsafe(ref first, 4);
        lanes._d.StoreUnsafe(ref first, 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFloats(Lanes128 lanes, ref float first)
    {
        Vector128.Narrow(lanes._a, lanes._b).StoreUnsafe(ref first);
        Vector128.Narrow(lanes._c, lanes._d).StoreUnsafe(ref first, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 x, Lanes128 y) =>
        new(x._a + y._a, x._b + y._b, x._c + y._c, x._d + y._d);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 x, Lanes128 y) =>
        new(x._a - y._a, x._b - y._b, x._c - y._c, x._d - y._d);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 x, Lanes128 y) =>
        new(x._a * y._a, x._b * y._b, x._c * y._c, x._d * y._d);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 x, Lanes128 y) =>
        new(x._a / y._a, x._b / y._b, x._c / y._c, x._d / y._d);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Min(Lanes128 x, Lanes128 y) => new(
        Vector128.MinNative(x._a, y._a), Vector128.MinNative(x._b, y._b),
        Vector128.MinNative(x._c, y._c), Vector128.MinNative(x._d, y._d));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Max(Lanes128 x, Lanes128 y) => new(
        Vector128.MaxNative(x._a, y._a), Vector128.MaxNative(x._b, y._b),
        Vector128.MaxNative(x._c, y._c), Vector128.MaxNative(x._d, y._d));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Sqrt(Lanes128 x) =>
        new(Vector128.Sqrt(x._a), Vector128.Sqrt(x._b), Vector128.Sqrt(x._c), Vector128.Sqrt(x._d));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 IfLess(Lanes128 x, Lanes128 y, Lanes128 yes, Lanes128 no) => new(
        Vector128.ConditionalSelect(Vector128.LessThan(x._a, y._a), yes._a, no._a),
        Vector128.ConditionalSelect(Vector128.LessThan(x._b, y._b), yes._b, no._b),
        Vector128.ConditionalSelect(Vector128.LessThan(x._c, y._c), yes._c, no._c),
        Vector128.ConditionalSelect(Vector128.LessThan(x._d, y._d), yes._d, no._d));
}
