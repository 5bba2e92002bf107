using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

/// <summary>The plain twin of the lanes: eight doubles, one operation after the other.</summary>
[StructLayout(LayoutKind.Sequential)]
struct ScalarLanes : ILanes<ScalarLanes>
{
    Eight _lanes;

    [InlineArray(Lanes.Count)]
    struct Eight
    {
#pragma warning disable IDE0044, IDE0051 // An inline array is its first element, eight times.
        double _first;
#pragma warning restore IDE0044, IDE0051
    }

    public static ScalarLanes All(double value) => Each(_ => value);
    public static ScalarLanes Load(ref readonly double first)
    {
        var lanes = default(ScalarLanes);
        for (var i = 0; i < Lanes.Count; i++) lanes._lanes[i] = Unsafe.Add(ref Unsafe.AsRef(in first), i);
        return lanes;
    }

    public static void Store(ScalarLanes lanes, ref double first)
    {
        for (var i = 0; i < Lanes.Count; i++) Unsafe.Add(ref first, i) = lanes._lanes[i];
    }

    public static void StoreFloats(ScalarLanes lanes, ref float first)
    {
        for (var i = 0; i < Lanes.Count; i++) Unsafe.Add(ref first, i) = (float)lanes._lanes[i];
    }

    public static ScalarLanes operator +(ScalarLanes a, ScalarLanes b) => Each(i => a._lanes[i] + b._lanes[i]);
    public static ScalarLanes operator -(ScalarLanes a, ScalarLanes b) => Each(i => a._lanes[i] - b._lanes[i]);
    public static ScalarLanes operator *(ScalarLanes a, ScalarLanes b) => Each(i => a._lanes[i] * b._lanes[i]);
    public static ScalarLanes operator /(ScalarLanes a, ScalarLanes b) => Each(i => a._lanes[i] / b._lanes[i]);
    public static ScalarLanes Min(ScalarLanes a, ScalarLanes b) =>
        Each(i => a._lanes[i] < b._lanes[i] ? a._lanes[i] : b._lanes[i]);
    public static ScalarLanes Max(ScalarLanes a, ScalarLanes b) =>
        Each(i => a._lanes[i] > b._lanes[i] ? a._lanes[i] : b._lanes[i]);
    public static ScalarLanes Sqrt(ScalarLanes a) => Each(i => Math.Sqrt(a._lanes[i]));
    public static ScalarLanes IfLess(ScalarLanes a, ScalarLanes b, ScalarLanes yes, ScalarLanes no) =>
        Each(i => a._lanes[i] < b._lanes[i] ? yes._lanes[i] : no._lanes[i]);

    static ScalarLanes Each(Func<int, double> lane)
    {
        var lanes = default(ScalarLanes);
        for (var i = 0; i < Lanes.Count; i++) lanes._lanes[i] = lane(i);
        return lanes;
    }
}
