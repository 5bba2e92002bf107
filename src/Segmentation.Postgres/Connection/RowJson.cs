using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Segmentation.Json;

namespace Segmentation.Postgres;

/// <summary>The small JSON columns of a job. Written as <see cref="ResultJson"/> writes: camelCase, enums as words.</summary>
static class RowJson
{
    static readonly JsonSerializerOptions Options = new(ResultJson.Reading)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A null where {typeof(T).Name} is stored.");

}
