using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segmentation;

/// <summary>A number, or the word "auto" for null.</summary>
public sealed class AutoNumberConverter : JsonConverter<int?>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => reader.GetInt32(),
            JsonTokenType.String when reader.ValueTextEquals("auto"u8) => null,
            _ => throw new JsonException("Expected a whole number or \"auto\"."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteStringValue("auto");
    }
}
