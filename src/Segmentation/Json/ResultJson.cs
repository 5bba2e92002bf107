using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Segmentation.Json;

/// <summary>How specs, datasets and results are written as JSON: camelCase, enums as camelCase words.</summary>
/// <remarks>Write with <see cref="Default"/>, which is made at build time and starts fast. Read with
/// <see cref="Reading"/>: the generated readers would put zeros where a property with a default is absent.</remarks>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, Converters = [typeof(EnumWordConverter)], NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(SegmentationSpec))]
[JsonSerializable(typeof(SegmentationResult))]
[JsonSerializable(typeof(DatasetInfo))]
[JsonSerializable(typeof(KCandidate))]
[JsonSerializable(typeof(Issue))]
[JsonSerializable(typeof(EngineUse))]
[JsonSerializable(typeof(ExcludedRow))]
public sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Reads what <see cref="Default"/> wrote and what callers send; absent properties keep their
    /// defaults.</summary>
    public static JsonSerializerOptions Reading { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new EnumWordConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
