namespace Segmentation.Numerics;

/// <summary>Makes arrays.</summary>
/// <remarks>LINQ over numbers is compiled when a process first uses it, which costs a small file more than clustering it;
/// these are compiled with the program.</remarks>
static class Arrays
{
    /// <summary>The values of 0 to <paramref name="count"/> − 1.</summary>
    public static T[] Of<T>(int count, Func<int, T> value)
    {
        var all = new T[count];
        for (var i = 0; i < count; i++) all[i] = value(i);
        return all;
    }
}
