using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Segmentation.Json;

namespace Segmentation.Postgres;

/// <summary>JSON columns, written as <see cref="ResultJson"/> writes: camelCase, enums as words.</summary>
static class RowJson
{
    static readonly JsonSerializerOptions Options = new(ResultJson.Reading)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    static readonly JsonSerializerOptions WithoutNulls = new(Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Only what is not null.</summary>
    public static string WriteGiven<T>(T value) => JsonSerializer.Serialize(value, WithoutNulls);

    /// <exception cref="StoredJsonException">This version of the program does not understand the text.</exception>
    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("A null is stored.");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            throw new StoredJsonException(typeof(T).Name, error);
        }
    }
}

/// <summary>What is stored is not understood by this version of the program.</summary>
sealed class StoredJsonException(string what, Exception inner) : Exception($"The {what} cannot be read.", inner);
