using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Segmentation.Api;

/// <summary>How this API writes and reads JSON: camelCase, enums as words, no numbers in quotes, no unknown
/// properties.</summary>
static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        // Letters of every script are written as they are; characters with a meaning in HTML are escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new EnumWordConverter());
        options.Converters.Add(new UtcTimes());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        return options;
    }

    /// <summary>RFC 3339 in UTC with milliseconds and Z.</summary>
    sealed class UtcTimes : JsonConverter<DateTimeOffset>
    {
        // Without Z or an offset it would be local time of this machine, which the sender does not know.
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && reader.GetString() is [.., 'Z' or 'z'] or [.., '+' or '-', _, _, ':', _, _]
            && reader.TryGetDateTimeOffset(out var time)
                ? time : throw new JsonException("A time needs Z or an offset, such as 2026-12-01T06:00:00Z.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
