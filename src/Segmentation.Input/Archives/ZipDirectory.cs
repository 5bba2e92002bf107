using System.Buffers.Binary;

namespace Segmentation.Input;

/// <summary>The list of files at the end of a ZIP archive.</summary>
static class ZipDirectory
{
    /// <summary>Most files of an archive.</summary>
    public const int MostEntries = 10_000;

    const int LongestList = 4 << 20;     // bytes
    const int EndBytes = 22;             // of the record at the end, without its comment
    const int LongestComment = 65_535;
    const int EntryBytes = 46;           // of an entry, without its name and extra fields

    static ReadOnlySpan<byte> End => "PK\u0005\u0006"u8;
    static ReadOnlySpan<byte> End64Place => "PK\u0006\u0007"u8;
    static ReadOnlySpan<byte> Entry => "PK\u0001\u0002"u8;

    /// <summary>Refuses an archive with too many files before the framework reads the list into memory. It walks the
    /// entries as the framework does: the number that the archive states is not what is there.</summary>
    /// <exception cref="InvalidDatasetException">There are too many.</exception>
    public static void Check(Stream archive)
    {
        if (Begin(archive) is not { } at) return;   // the framework says what is wrong
        var (entries, begin) = (0, at);
        Span<byte> entry = stackalloc byte[EntryBytes];
        while (ReadAt(archive, at, entry) && entry.StartsWith(Entry))
        {
            at += EntryBytes + UInt16(entry, 28) + UInt16(entry, 30) + UInt16(entry, 32);
            if (++entries > MostEntries || at - begin > LongestList) throw Refused.TooManyEntries(MostEntries);
        }
    }

    /// <summary>Where the list begins; null when the archive has no end.</summary>
    static long? Begin(Stream archive)
    {
        var tail = new byte[(int)Math.Min(archive.Length, EndBytes + LongestComment)];
        ReadAt(archive, archive.Length - tail.Length, tail);
        var end = tail.AsSpan().LastIndexOf(End);
        if (end < 0 || tail.Length - end < EndBytes) return null;
        var begin = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (begin != uint.MaxValue) return begin;

        // Beyond 4 GB: the place of the larger record stands before the usual one, and the begin in it.
        Span<byte> place = stackalloc byte[20];
        Span<byte> end64 = stackalloc byte[56];
        var found = ReadAt(archive, archive.Length - tail.Length + end - place.Length, place)
            && place.StartsWith(End64Place)
            && ReadAt(archive, BinaryPrimitives.ReadInt64LittleEndian(place[8..]), end64);
        return found ? BinaryPrimitives.ReadInt64LittleEndian(end64[48..]) : null;
    }

    static bool ReadAt(Stream archive, long at, Span<byte> bytes)
    {
        if (at < 0 || at > archive.Length - bytes.Length) return false;
        archive.Position = at;
        return archive.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
    }

    static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
