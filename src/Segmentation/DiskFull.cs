namespace Segmentation;

/// <summary>Tells a full disk from other faults of input and output.</summary>
public static class DiskFull
{
    const int ErrorDiskFull = unchecked((int)0x80070070);   // Windows, as an HRESULT
    const int NoSpaceLeft = 28;                              // ENOSPC of Linux and macOS

    /// <summary>Whether the operating system refused to write because the disk is full.</summary>
    public static bool Is(Exception error) => error is IOException { HResult: ErrorDiskFull or NoSpaceLeft };
}
