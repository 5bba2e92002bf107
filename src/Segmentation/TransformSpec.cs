using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segmentation;

/// <summary>What is asked to be done to values before scaling: the same to every feature, or to each its own.</summary>
/// <remarks>Its JSON is a word, or an object of words by header.</remarks>
[JsonConverter(typeof(TransformSpecConverter))]
public sealed record TransformSpec
{
    /// <summary>The same for every feature.</summary>
    public TransformSpec(Transform all) => All = all;

    /// <summary>By header; nothing is done to a feature that is not named.</summary>
    public TransformSpec(IReadOnlyDictionary<string, Transform> byFeature) => ByFeature = byFeature;

    /// <summary>What is done to every feature; null when each has its own.</summary>
    public Transform? All { get; }

    /// <summary>What is done to the features that are named; null when all have the same.</summary>
    public IReadOnlyDictionary<string, Transform>? ByFeature { get; }

    /// <summary>The same for every feature.</summary>
    public static implicit operator TransformSpec(Transform all) => new(all);

    /// <summary>Every word, in the order of the values.</summary>
    internal static string[] Words { get; } =
        [EnumWord.Of(Transform.None), EnumWord.Of(Transform.Log1p), EnumWord.Of(Transform.Auto)];

    /// <summary>The value of a word; null when it is none.</summary>
    internal static Transform? Read(string? word)
    {
        var at = Array.FindIndex(Words, each => each.Equals(word, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : (Transform)at;
    }
}

/// <summary>Reads and writes a <see cref="TransformSpec"/>.</summary>
sealed class TransformSpecConverter : JsonConverter<TransformSpec>
{
    /// <inheritdoc/>
    public override TransformSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return new(Word(ref reader));
        var byFeature = new Dictionary<string, Transform>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var header = reader.GetString()!;
            reader.Read();
            byFeature[header] = Word(ref reader);
        }
        return byFeature.Count > 0 ? new(byFeature) : new(Transform.None);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TransformSpec value, JsonSerializerOptions options) =>
        Write(writer, value);

    /// <summary>Writes the value.</summary>
    public static void Write(Utf8JsonWriter json, TransformSpec value)
    {
        if (value.All is { } all)
        {
            json.WriteStringValue(EnumWord.Of(all));
            return;
        }
        json.WriteStartObject();
        foreach (var (header, transform) in value.ByFeature!) json.WriteString(header, EnumWord.Of(transform));
        json.WriteEndObject();
    }

    static Transform Word(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && TransformSpec.Read(reader.GetString()) is { } transform
            ? transform
            : throw new JsonException($"Expected {string.Join(", ", TransformSpec.Words)}, or one by header.");
}
