using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Segmentation.Postgres;

/// <summary>A job's id: <c>job_</c> and 26 characters. Sorts by the time it was made; says nothing else.</summary>
public readonly record struct JobId(Guid Value)
{
    const string Prefix = "job_";

    /// <summary>A new one.</summary>
    public static JobId New() => new(Guid.CreateVersion7());

    /// <summary>Reads <c>job_…</c>, in either case; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        var ok = Base32.TryParse(text, Prefix, out var value);
        id = new(value);
        return ok;
    }

    /// <summary><c>job_…</c></summary>
    public override string ToString() => Base32.Format(Prefix, Value);
}

/// <summary>A dataset's id: <c>ds_</c> and 26 characters. Sorts by the time it was made; says nothing else.</summary>
public readonly record struct DatasetId(Guid Value)
{
    const string Prefix = "ds_";

    /// <summary>A new one.</summary>
    public static DatasetId New() => new(Guid.CreateVersion7());

    /// <summary>Reads <c>ds_…</c>, in either case; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DatasetId id)
    {
        var ok = Base32.TryParse(text, Prefix, out var value);
        id = new(value);
        return ok;
    }

    /// <summary><c>ds_…</c></summary>
    public override string ToString() => Base32.Format(Prefix, Value);
}

/// <summary>A schedule's id: <c>sch_</c> and 26 characters. Sorts by the time it was made; says nothing else.</summary>
public readonly record struct ScheduleId(Guid Value)
{
    const string Prefix = "sch_";

    /// <summary>A new one.</summary>
    public static ScheduleId New() => new(Guid.CreateVersion7());

    /// <summary>Reads <c>sch_…</c>, in either case; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ScheduleId id)
    {
        var ok = Base32.TryParse(text, Prefix, out var value);
        id = new(value);
        return ok;
    }

    /// <summary><c>sch_…</c></summary>
    public override string ToString() => Base32.Format(Prefix, Value);
}

/// <summary>A key's id: <c>key_</c> and 26 characters. Not secret.</summary>
public readonly record struct ApiKeyId(Guid Value)
{
    const string Prefix = "key_";

    /// <summary>A new one.</summary>
    public static ApiKeyId New() => new(Guid.CreateVersion7());

    /// <summary>Reads <c>key_…</c>, in either case; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ApiKeyId id)
    {
        var ok = Base32.TryParse(text, Prefix, out var value);
        id = new(value);
        return ok;
    }

    /// <summary><c>key_…</c></summary>
    public override string ToString() => Base32.Format(Prefix, Value);
}

/// <summary>128 bits as 26 characters of Crockford's alphabet, most significant first.</summary>
static class Base32
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int Length = 26;

    public static string Format(string prefix, Guid value) =>
        string.Create(prefix.Length + Length, (prefix, value), Fill);

    public static bool TryParse([NotNullWhen(true)] string? text, string prefix, out Guid value)
    {
        value = default;
        if (text is null || text.Length != prefix.Length + Length || !text.StartsWith(prefix, StringComparison.Ordinal))
            return false;

        var bits = UInt128.Zero;
        foreach (var c in text.AsSpan(prefix.Length))
        {
            var digit = Alphabet.IndexOf(char.ToUpperInvariant(c));
            if (digit < 0 || bits >> 123 != 0) return false;   // the first character has three bits only
            bits = (bits << 5) | (uint)digit;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        value = new Guid(bytes, bigEndian: true);
        return true;
    }

    static void Fill(Span<char> text, (string Prefix, Guid Value) from)
    {
        Span<byte> bytes = stackalloc byte[16];
        from.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        from.Prefix.CopyTo(text);
        for (var i = text.Length - 1; i >= from.Prefix.Length; i--, bits >>= 5)
            text[i] = Alphabet[(int)(uint)(bits & 31)];
    }
}
