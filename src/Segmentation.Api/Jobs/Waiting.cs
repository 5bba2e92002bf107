using System.Globalization;

namespace Segmentation.Api;

/// <summary>The header <c>Prefer: wait=N</c> (RFC 7240).</summary>
static class Waiting
{
    /// <summary>How long the client wants to wait, at most the limit; null when the header is absent.</summary>
    public static TimeSpan? Of(string? prefer, ApiOptions options)
    {
        foreach (var preference in (prefer ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            if (!preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)) continue;
            if (!int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                continue;
            return TimeSpan.FromSeconds(Math.Min(seconds, options.LongestWait.TotalSeconds));
        }

        return null;
    }
}
