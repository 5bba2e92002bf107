namespace Segmentation.Api;

/// <summary>States and stages as the API writes them.</summary>
static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
