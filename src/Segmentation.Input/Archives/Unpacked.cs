namespace Segmentation.Input;

/// <summary>Copies what is packed, as long as it does not grow beyond what a table can.</summary>
static class Unpacked
{
    /// <summary>Most bytes for each packed byte. Deflate reaches a thousand; tables reach about 20.</summary>
    public const int MostRatio = 100;

    const int Block = 1 << 17;       // bytes
    const int AlwaysFine = 1 << 20;  // a few equal rows may pack better

    /// <summary>Writes all of a stream.</summary>
    /// <param name="packedBytes">What it is packed in.</param>
    /// <returns>How many bytes they were.</returns>
    /// <exception cref="InvalidDatasetException">It grows too large.</exception>
    public static long Copy(Stream from, OutputFile to, long packedBytes, CancellationToken ct)
    {
        var most = Math.Max(AlwaysFine, packedBytes * MostRatio);
        var buffer = new byte[Block];
        var total = 0L;
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            ct.ThrowIfCancellationRequested();
            total += read;
            if (total > most) throw Refused.TooDense(MostRatio);
            to.Write(buffer.AsSpan(0, read));
        }
        return total;
    }

    /// <summary>Refuses a part that says itself that it is too dense.</summary>
    public static void Check(long bytes, long packedBytes)
    {
        if (bytes > Math.Max(AlwaysFine, packedBytes * MostRatio)) throw Refused.TooDense(MostRatio);
    }
}
