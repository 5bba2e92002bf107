using System.Runtime.Intrinsics;

namespace Segmentation.Numerics;

/// <summary>What the kernels may use. Only tests set it; no result depends on it.</summary>
static class Hardware
{
    /// <summary>How many threads work at once.</summary>
    public static int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Bits of the registers that the kernels use: 128, 256 or 512.</summary>
    public static int Width { get; set; } =
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
