using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Segmentation.Api;

/// <summary>Limits of requests. Section <c>Limits</c>.</summary>
public sealed class LimitsOptions : IValidatableObject
{
    const long KiB = 1024;

    /// <summary>Largest file, in bytes. Default 1 GiB; from 1 kB to 1 TB.</summary>
    public long UploadBytes { get; init; } = 1L << 30;

    /// <summary>Largest JSON body, in bytes. Default 1 MiB; from 1 kB to 100 MB.</summary>
    public long RequestBytes { get; init; } = 1L << 20;

    /// <summary>Most rows of a preview. Default 1,000; from 1 to 10,000.</summary>
    public int PreviewRows { get; init; } = 1_000;

    /// <summary>Most entries on one page of a list. Default 200; from 1 to 1,000.</summary>
    public int PageSize { get; init; } = 200;

    internal string UploadText => Text(UploadBytes);

    /// <summary>Bytes in words: 1 GB, 100 MB, 1.5 MB, 512 bytes. One GB is 2^30 bytes, as file managers show
    /// it.</summary>
    internal static string Text(long bytes) => bytes switch
    {
        >= KiB * KiB * KiB => In(bytes, KiB * KiB * KiB, "GB"),
        >= KiB * KiB => In(bytes, KiB * KiB, "MB"),
        >= KiB => In(bytes, KiB, "kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (UploadBytes is < 1_000 or > 1_000_000_000_000)
            yield return new($"Limits:UploadBytes is {UploadBytes}; allowed: 1000 to 1000000000000.");
        if (RequestBytes is < 1_000 or > 100_000_000)
            yield return new($"Limits:RequestBytes is {RequestBytes}; allowed: 1000 to 100000000.");
        if (PreviewRows is < 1 or > 10_000)
            yield return new($"Limits:PreviewRows is {PreviewRows}; allowed: 1 to 10000.");
        if (PageSize is < 1 or > 1_000) yield return new($"Limits:PageSize is {PageSize}; allowed: 1 to 1000.");
    }

    // Rounded down to a tenth: a limit must not sound larger than it is.
    static string In(long bytes, long unit, string name) =>
        (Math.Floor(bytes * 10.0 / unit) / 10).ToString("0.#", CultureInfo.InvariantCulture) + " " + name;
}
