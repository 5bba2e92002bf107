namespace Segmentation.IntegrationTests.Page;

/// <summary>Names of columns stand between two marks in plain text, so that no letters of theirs turn the sentence
/// around.</summary>
static class Isolated
{
    /// <summary>The text without the marks.</summary>
    public static string Bare(string? text) => (text ?? "").Replace("\u2068", "").Replace("\u2069", "");
}
