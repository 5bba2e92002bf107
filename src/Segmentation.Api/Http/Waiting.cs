using System.Globalization;

namespace Segmentation.Api;

/// <summary>The header <c>Prefer</c> with <c>wait=N</c> or <c>respond-async</c> (RFC 7240).</summary>
static class Waiting
{
    /// <summary>Says in an answer that the client did not have to wait.</summary>
    public const string Unwanted = "respond-async";

    /// <summary>Whether the client rather asks again than waits.</summary>
    public static bool IsUnwanted(string? prefer) =>
        PreferencesOf(prefer).Contains(Unwanted, StringComparer.OrdinalIgnoreCase);

    /// <summary>How long the client wants to wait, at most the limit; null when the header is absent.</summary>
    public static TimeSpan? Of(string? prefer, ApiOptions options)
    {
        foreach (var preference in PreferencesOf(prefer))
        {
            if (!preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)) continue;
            if (!int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                continue;
            return TimeSpan.FromSeconds(Math.Min(seconds, options.LongestWait.TotalSeconds));
        }

        return null;
    }

    static string[] PreferencesOf(string? prefer) => (prefer ?? "").Split([',', ';'], StringSplitOptions.TrimEntries);
}
