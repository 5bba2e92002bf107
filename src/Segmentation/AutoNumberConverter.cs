using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segmentation;

/// <summary>A number, or the word "auto" for null.</summary>
sealed class AutoNumberConverter : JsonConverter<int?>
{
    public override bool HandleNull => true;

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => reader.GetInt32(),
            JsonTokenType.String when reader.ValueTextEquals("auto"u8) => null,
            _ => throw new JsonException("Expected a whole number or \"auto\"."),
        };

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteStringValue("auto");
    }
}
