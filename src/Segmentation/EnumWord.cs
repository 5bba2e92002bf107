using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segmentation;

/// <summary>The word for an enum's value: its name in camelCase, the same in JSON, SQL, metrics and texts.</summary>
public static class EnumWord
{
    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The value of a word.</summary>
    /// <exception cref="ArgumentException">No value has it.</exception>
    public static T Read<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}

/// <summary>Enums in JSON: as words, never as numbers.</summary>
public sealed class EnumWordConverter()
    : JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
