namespace Segmentation.Postgres;

/// <summary>How an enum stands in a column: its name in lower case.</summary>
static class EnumWord
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T Read<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
