using System.Buffers;
using System.Text.Json;

namespace Segmentation.Json;

/// <summary>Writes a result and its parts as JSON: byte for byte what the serializer writes with
/// <see cref="ResultJson"/>.</summary>
/// <remarks>For programs that write one result and end: the serializer, also a generated one, has hundreds of methods
/// compiled when it is first used, which takes longer than clustering a million rows. A test compares the two for every
/// field of every record.</remarks>
public static partial class ResultWriter
{
    /// <summary>The whole result, UTF-8, one line.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(SegmentationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ToUtf8(result, Write);
    }

    /// <summary>One object, UTF-8, one line.</summary>
    /// <param name="write">Writes the fields.</param>
    internal static ReadOnlyMemory<byte> ToUtf8<T>(T value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using var json = new Utf8JsonWriter(buffer);
        Object(json, value, write);
        json.Flush();
        return buffer.WrittenMemory;
    }

    static void Write(Utf8JsonWriter json, SegmentationResult result)
    {
        Object(json, "parameters", result.Parameters, Write);
        json.WriteString("engine", EnumWord.Of(result.Engine));
        Object(json, "engineUse", result.EngineUse, Write);
        Object(json, "rows", result.Rows, Write);
        Object(json, "purchases", result.Purchases, Write);
        Object(json, "dialect", result.Dialect, Write);
        Array(json, "columns", result.Columns, Write);
        Array(json, "issues", result.Issues, Write);
        Object(json, "extremes", result.Extremes, Write);
        Array(json, "features", result.Features, Write);
        Object(json, "sweep", result.Sweep, Write);
        Object(json, "structure", result.Structure, Write);
        Array(json, "doubts", result.Doubts, Write);
        Object(json, "stability", result.Stability, Write);
        Object(json, "metrics", result.Metrics, Write);
        Array(json, "segments", result.Segments, Write);
        Object(json, "pca", result.Pca, Write);
        Array(json, "files", result.Files, Write);
        Array(json, "timings", result.Timings, Write);
    }

    static void Write(Utf8JsonWriter json, EngineUse use)
    {
        json.WriteString("requested", EnumWord.Of(use.Requested));
        json.WriteString("used", EnumWord.Of(use.Used));
        json.WriteString("reason", use.Reason);
    }

    static void Write(Utf8JsonWriter json, SegmentationSpec spec)
    {
        json.WriteString("engine", EnumWord.Of(spec.Engine));
        json.WriteString("clusterer", EnumWord.Of(spec.Clusterer));
        json.WriteString("rows", EnumWord.Of(spec.Rows));
        Object(json, "rfm", spec.Rfm, Write);
        Texts(json, "features", spec.Features);
        Roles(json, spec.Roles);
        Dates(json, spec);
        Object(json, "cleaning", spec.Cleaning, Write);
        json.WriteString("scaling", EnumWord.Of(spec.Scaling));
        json.WritePropertyName("transform");
        TransformSpecConverter.Write(json, spec.Transform);
        if (spec.K is { } k) json.WriteNumber("k", k);
        else json.WriteString("k", "auto");
        Numbers(json, "kRange", spec.KRange);
        json.WriteNumber("seed", spec.Seed);
        Number(json, "nInit", spec.NInit);
        json.WriteNumber("maxIterations", spec.MaxIterations);
        json.WriteString("advice", EnumWord.Of(spec.Advice));
    }

    static void Write(Utf8JsonWriter json, CleaningSpec cleaning)
    {
        json.WriteString("missing", EnumWord.Of(cleaning.Missing));
        json.WriteString("duplicates", EnumWord.Of(cleaning.Duplicates));
        json.WriteString("extremes", EnumWord.Of(cleaning.Extremes));
    }

    static void Dates(Utf8JsonWriter json, SegmentationSpec spec)
    {
        if (spec.Dates is null) json.WriteNull("dates");
        else
        {
            json.WriteStartObject("dates");
            foreach (var (column, use) in spec.Dates) json.WriteString(column, EnumWord.Of(use));
            json.WriteEndObject();
        }
        Day(json, "asOf", spec.AsOf);
    }

    static void Roles(Utf8JsonWriter json, IReadOnlyDictionary<string, ColumnRole>? roles)
    {
        if (roles is null)
        {
            json.WriteNull("roles");
            return;
        }
        json.WriteStartObject("roles");
        foreach (var (column, role) in roles) json.WriteString(column, EnumWord.Of(role));
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ReasonCount reason)
    {
        json.WriteString("code", reason.Code);
        json.WriteString("column", reason.Column);
        json.WriteNumber("count", reason.Count);
    }

    static void Write(Utf8JsonWriter json, RowAccount rows)
    {
        json.WriteNumber("read", rows.Read);
        json.WriteNumber("used", rows.Used);
        json.WriteNumber("excluded", rows.Excluded);
        json.WriteNumber("imputed", rows.Imputed);
        Array(json, "reasons", rows.Reasons, Write);
        json.WriteNumber("setApart", rows.SetApart);
    }

    static void Write(Utf8JsonWriter json, Dialect dialect)
    {
        json.WriteString("encoding", dialect.Encoding);
        json.WriteBoolean("bom", dialect.Bom);
        json.WriteString("delimiter", dialect.Delimiter.ToString());
        json.WriteString("quote", dialect.Quote.ToString());
        json.WriteString("newline", dialect.Newline);
        json.WriteNumber("headerRow", dialect.HeaderRow);
        json.WriteNumber("skippedRows", dialect.SkippedRows);
        json.WriteString("decimal", dialect.Decimal.ToString());
        json.WriteString("thousands", dialect.Thousands?.ToString());
        json.WriteString("dateOrder", dialect.DateOrder is { } order ? EnumWord.Of(order) : null);
        Texts(json, "missing", dialect.Missing);
        json.WriteNumber("confidence", dialect.Confidence);
        Array(json, "alternatives", dialect.Alternatives, static (json, other) =>
        {
            json.WriteString("delimiter", other.Delimiter.ToString());
            json.WriteNumber("confidence", other.Confidence);
        });
    }

    static void Write(Utf8JsonWriter json, ColumnInfo column)
    {
        json.WriteNumber("index", column.Index);
        json.WriteString("name", column.Name);
        json.WriteString("type", EnumWord.Of(column.Type));
        json.WriteString("role", EnumWord.Of(column.Role));
        json.WriteString("reason", column.Reason);
        json.WriteString("reasonText", column.ReasonText);
        json.WriteString("unit", column.Unit);
        Number(json, "missing", column.Missing);
        Number(json, "invalid", column.Invalid);
        Number(json, "distinct", column.Distinct);
        Number(json, "min", column.Min);
        Number(json, "max", column.Max);
        Number(json, "mean", column.Mean);
        json.WriteBoolean("years", column.Years);
        Number(json, "skew", column.Skew);
    }

    static void Write(Utf8JsonWriter json, Issue issue)
    {
        json.WriteString("severity", EnumWord.Of(issue.Severity));
        json.WriteString("code", issue.Code);
        json.WriteString("column", issue.Column);
        Number(json, "row", issue.Row);
        json.WriteString("value", issue.Value);
        json.WriteNumber("count", issue.Count);
        json.WriteString("message", issue.Message);
        json.WriteString("hint", issue.Hint);
        Array(json, "examples", issue.Examples, static (json, example) =>
        {
            json.WriteNumber("row", example.Row);
            json.WriteString("column", example.Column);
            json.WriteString("value", example.Value);
        });
    }
}
