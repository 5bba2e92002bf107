using System.Text.Json;

namespace Segmentation.Json;

public static partial class ResultWriter
{
    static void Object<T>(Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        json.WritePropertyName(name);
        if (value is null) json.WriteNullValue();
        else Object(json, value, write);
    }

    static void Object<T>(Utf8JsonWriter json, T value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        json.WriteStartObject();
        write(json, value);
        json.WriteEndObject();
    }

    static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        json.WriteStartArray(name);
        for (var i = 0; i < items.Count; i++) Object(json, items[i], write);
        json.WriteEndArray();
    }

    static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartArray(name);
        for (var i = 0; i < texts.Count; i++) json.WriteStringValue(texts[i]);
        json.WriteEndArray();
    }

    static void Tables(Utf8JsonWriter json, string name, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < columns.Count; i++) Numbers(json, columns[i]);
        json.WriteEndArray();
    }

    static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<double> numbers)
    {
        json.WritePropertyName(name);
        Numbers(json, numbers);
    }

    static void Numbers(Utf8JsonWriter json, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray();
        for (var i = 0; i < numbers.Count; i++) json.WriteNumberValue(numbers[i]);
        json.WriteEndArray();
    }

    static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < numbers.Count; i++) json.WriteNumberValue(numbers[i]);
        json.WriteEndArray();
    }

    static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < numbers.Count; i++) json.WriteNumberValue(numbers[i]);
        json.WriteEndArray();
    }

    static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    static void Number(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
