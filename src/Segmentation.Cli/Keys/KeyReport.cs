using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Segmentation.Postgres;

namespace Segmentation.Cli;

/// <summary>Keys as lines of text and as JSON.</summary>
static class KeyReport
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new EnumWordConverter(), new Ids() },
    };

    public static string List(IReadOnlyList<ApiKey> keys)
    {
        var text = new StringBuilder();
        TextTable.Append(
            text, ["name", "scope", "begins with", "open jobs", "at most", "made", "last used", "state", "id"],
            keys.Select(key => new[]
            {
                key.Name, key.Scope.Word(), key.Prefix, Number(key.OpenJobs),
                key.MaxOpenJobs is { } most ? Number(most) : "any",
                Time(key.CreatedAt), key.LastUsedAt is { } used ? Time(used) : "never",
                key.RevokedAt is null ? "in use" : "revoked",
                key.Id.ToString(),
            }));
        return text.ToString();
    }

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Options);

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    sealed class Ids : JsonConverter<ApiKeyId>
    {
        public override ApiKeyId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ApiKeyId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("No id of a key.");

        public override void Write(Utf8JsonWriter writer, ApiKeyId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
