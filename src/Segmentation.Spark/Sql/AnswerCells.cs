using System.Text.Json;

namespace Segmentation.Spark.Sql;

/// <summary>Reads cells of the rows that Spark answers with.</summary>
static class AnswerCells
{
    public static double Double(this JsonElement row, string name) => AsDouble(row.GetProperty(name));

    public static long Long(this JsonElement row, string name) => row.GetProperty(name).GetInt64();

    public static int Int(this JsonElement row, string name) => row.GetProperty(name).GetInt32();

    public static double[] Doubles(this JsonElement row, string name) =>
        [.. row.GetProperty(name).EnumerateArray().Select(AsDouble)];

    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    /// <summary>Null where no row had a value.</summary>
    public static double? Maybe(this JsonElement row, string name) => row.IsNull(name) ? null : row.Double(name);

    /// <summary>Null where no row had a value.</summary>
    public static long? MaybeLong(this JsonElement row, string name) => row.IsNull(name) ? null : row.Long(name);

    static bool IsNull(this JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.Null;

    // Spark writes numbers that JSON does not have as text.
    static double AsDouble(JsonElement cell) => cell.ValueKind != JsonValueKind.String ? cell.GetDouble()
        : cell.GetString() == "Infinity" ? double.PositiveInfinity
        : cell.GetString() == "-Infinity" ? double.NegativeInfinity
        : double.NaN;
}
