using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Tests;

/// <summary>Forces the width of registers and the number of threads until it is disposed. Tests that run beside it may
/// see the same width: no result depends on it, which is what is tested.</summary>
[StructLayout(LayoutKind.Auto)]
readonly struct Forced : IDisposable
{
    readonly int _width;
    readonly int _threads;

    Forced(int width, int threads) => (_width, _threads) = (width, threads);

    public static Forced To(int width, int threads)
    {
        var before = new Forced(Hardware.Width, Hardware.Threads);
        (Hardware.Width, Hardware.Threads) = (width, threads);
        return before;
    }

    public void Dispose() => (Hardware.Width, Hardware.Threads) = (_width, _threads);
}
