using System.Runtime.InteropServices;

namespace Segmentation.Output;

/// <summary>Bytes of a chunk on their way to the file; grows, and is used again for the next chunk.</summary>
sealed unsafe class OutputBuffer : IDisposable
{
    /// <summary>Bytes behind what was asked for that may be overwritten: copies go in steps of 64.</summary>
    public const int Slack = 64;

    byte* _start;
    nuint _capacity;
    double[] _numbers = [];

    public byte* At { get; private set; }

    public ReadOnlySpan<byte> Written => new(_start, checked((int)(At - _start)));

    public void Clear() => At = _start;

    /// <summary>Room for that many numbers, used again for the next chunk; holds what it last held.</summary>
    public double[] Numbers(int count)
    {
        if (_numbers.Length < count) _numbers = new double[count + (count / 8)];
        return _numbers;
    }

    /// <summary>Where <paramref name="bytes"/> more bytes may be written.</summary>
    public byte* Ensure(long bytes)
    {
        var used = (nuint)(At - _start);
        var needed = used + (nuint)bytes + Slack;
        if (needed <= _capacity) return At;
        _capacity = Math.Max(needed, (_capacity * 2) + (1 << 20));
        _start = (byte*)NativeMemory.Realloc(_start, _capacity);
        At = _start + used;
        return At;
    }

    public void Advance(byte* to) => At = to;

    public void Dispose() => NativeMemory.Free(_start);
}
