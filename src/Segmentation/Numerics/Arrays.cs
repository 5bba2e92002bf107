namespace Segmentation.Numerics;

/// <summary>Makes arrays without LINQ.</summary>
/// <remarks>LINQ over numbers is compiled when a process first uses it; for a small file that takes longer than the
/// clustering. These methods are compiled with the program.</remarks>
static class Arrays
{
    /// <summary>The values of a function of 0 to <paramref name="count"/> − 1.</summary>
    public static T[] Generate<T>(int count, Func<int, T> value)
    {
        var all = new T[count];
        for (var i = 0; i < count; i++) all[i] = value(i);
        return all;
    }

    /// <summary>0 to <paramref name="count"/> − 1.</summary>
    public static int[] Indices(int count) => Generate(count, i => i);
}
