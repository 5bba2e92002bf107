using System.Buffers;
using System.Text.Json;

namespace Segmentation.Json;

/// <summary>Writes a result as JSON: byte for byte what <see cref="ResultJson.Default"/> writes.</summary>
/// <remarks>For programs that write one result and end: the general serializer makes a thousand methods when it is first
/// used, which takes longer than clustering a million rows.</remarks>
public static partial class ResultWriter
{
    /// <summary>The whole result, UTF-8, one line.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(SegmentationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        Write(json, "parameters", result.Parameters);
        json.WriteString("engine", Word(result.Engine));
        Write(json, "engineUse", result.EngineUse);
        Write(json, "rows", result.Rows);
        Write(json, "dialect", result.Dialect);
        Write(json, "columns", result.Columns, Write);
        Write(json, "issues", result.Issues, Write);
        Write(json, "features", result.Features, Write);
        Write(json, "sweep", result.Sweep);
        Write(json, "metrics", result.Metrics);
        Write(json, "segments", result.Segments, Write);
        Write(json, "pca", result.Pca);
        Write(json, "points", result.Points);
        Write(json, "silhouetteBands", result.SilhouetteBands, Write);
        Write(json, "files", result.Files, Write);
        Write(json, "timings", result.Timings, Write);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    static void Write(Utf8JsonWriter json, string name, EngineUse? use)
    {
        if (use is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("requested", Word(use.Requested));
        json.WriteString("used", Word(use.Used));
        json.WriteString("reason", use.Reason);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, SegmentationSpec spec)
    {
        json.WriteStartObject(name);
        json.WriteString("engine", Word(spec.Engine));
        json.WriteString("clusterer", Word(spec.Clusterer));
        Texts(json, "features", spec.Features);
        Roles(json, spec.Roles);
        json.WriteStartObject("cleaning");
        json.WriteString("missing", Word(spec.Cleaning.Missing));
        json.WriteEndObject();
        json.WriteString("scaling", Word(spec.Scaling));
        json.WriteString("transform", Word(spec.Transform));
        if (spec.K is { } k) json.WriteNumber("k", k);
        else json.WriteString("k", "auto");
        json.WriteStartArray("kRange");
        for (var i = 0; i < spec.KRange.Count; i++) json.WriteNumberValue(spec.KRange[i]);
        json.WriteEndArray();
        json.WriteNumber("seed", spec.Seed);
        Number(json, "nInit", spec.NInit);
        json.WriteNumber("maxIterations", spec.MaxIterations);
        json.WriteEndObject();
    }

    static void Roles(Utf8JsonWriter json, IReadOnlyDictionary<string, ColumnRole>? roles)
    {
        if (roles is null)
        {
            json.WriteNull("roles");
            return;
        }
        json.WriteStartObject("roles");
        foreach (var (column, role) in roles) json.WriteString(column, Word(role));
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, RowAccount rows)
    {
        json.WriteStartObject(name);
        json.WriteNumber("read", rows.Read);
        json.WriteNumber("used", rows.Used);
        json.WriteNumber("excluded", rows.Excluded);
        json.WriteNumber("imputed", rows.Imputed);
        Write(json, "reasons", rows.Reasons, static (json, reason) =>
        {
            json.WriteString("code", reason.Code);
            json.WriteString("column", reason.Column);
            json.WriteNumber("count", reason.Count);
        });
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, Dialect dialect)
    {
        json.WriteStartObject(name);
        json.WriteString("encoding", dialect.Encoding);
        json.WriteBoolean("bom", dialect.Bom);
        json.WriteString("delimiter", dialect.Delimiter.ToString());
        json.WriteString("quote", dialect.Quote.ToString());
        json.WriteString("newline", dialect.Newline);
        json.WriteNumber("headerRow", dialect.HeaderRow);
        json.WriteString("decimal", dialect.Decimal.ToString());
        json.WriteString("thousands", dialect.Thousands?.ToString());
        Texts(json, "missing", dialect.Missing);
        json.WriteNumber("confidence", dialect.Confidence);
        Write(json, "alternatives", dialect.Alternatives, static (json, other) =>
        {
            json.WriteString("delimiter", other.Delimiter.ToString());
            json.WriteNumber("confidence", other.Confidence);
        });
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ColumnInfo column)
    {
        json.WriteNumber("index", column.Index);
        json.WriteString("name", column.Name);
        json.WriteString("type", Word(column.Type));
        json.WriteString("role", Word(column.Role));
        json.WriteString("reason", column.Reason);
        json.WriteString("reasonText", column.ReasonText);
        Number(json, "missing", column.Missing);
        Number(json, "invalid", column.Invalid);
        Number(json, "distinct", column.Distinct);
        Number(json, "min", column.Min);
        Number(json, "max", column.Max);
        Number(json, "mean", column.Mean);
        Number(json, "skew", column.Skew);
    }

    static void Write(Utf8JsonWriter json, Issue issue)
    {
        json.WriteString("severity", Word(issue.Severity));
        json.WriteString("code", issue.Code);
        json.WriteString("column", issue.Column);
        if (issue.Row is { } row) json.WriteNumber("row", row);
        else json.WriteNull("row");
        json.WriteString("value", issue.Value);
        json.WriteNumber("count", issue.Count);
        json.WriteString("message", issue.Message);
        json.WriteString("hint", issue.Hint);
        Write(json, "examples", issue.Examples, static (json, example) =>
        {
            json.WriteNumber("row", example.Row);
            json.WriteString("column", example.Column);
            json.WriteString("value", example.Value);
        });
    }

    static void Write<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) where T : class
    {
        json.WriteStartArray(name);
        for (var i = 0; i < items.Count; i++)
        {
            json.WriteStartObject();
            write(json, items[i]);
            json.WriteEndObject();
        }
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

    static void Numbers(Utf8JsonWriter json, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray();
        for (var i = 0; i < numbers.Count; i++) json.WriteNumberValue(numbers[i]);
        json.WriteEndArray();
    }

    static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    static string Word(Enum value)
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
