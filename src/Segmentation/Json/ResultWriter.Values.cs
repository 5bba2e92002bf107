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
        where T : class => Each(json, name, items, (json, item) => Object(json, item, write));

    static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null) json.WriteNull(name);
        else Each(json, name, texts, static (json, text) => json.WriteStringValue(text));
    }

    static void Tables(Utf8JsonWriter json, string name, IReadOnlyList<IReadOnlyList<double>> columns) =>
        Each(json, name, columns, Numbers);

    static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<double> numbers)
    {
        json.WritePropertyName(name);
        Numbers(json, numbers);
    }

    static void Numbers(Utf8JsonWriter json, IReadOnlyList<double> numbers) =>
        Each(json, numbers, static (json, number) => json.WriteNumberValue(number));

    static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers) =>
        Each(json, name, numbers, static (json, number) => json.WriteNumberValue(number));

    static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers) =>
        Each(json, name, numbers, static (json, number) => json.WriteNumberValue(number));

    static void Each<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WritePropertyName(name);
        Each(json, items, write);
    }

    static void Each<T>(Utf8JsonWriter json, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        for (var i = 0; i < items.Count; i++) write(json, items[i]);
        json.WriteEndArray();
    }

    static void Day(Utf8JsonWriter json, string name, DateOnly? day)
    {
        if (day is { } value) json.WriteString(name, $"{value:yyyy-MM-dd}");
        else json.WriteNull(name);
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
