using System.Globalization;

namespace Segmentation.Spark.Sql;

/// <summary>Values as they are written in Spark SQL.</summary>
static class SqlText
{
    /// <summary>A string literal of any text.</summary>
    public static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>A double literal that reads back to the same double.</summary>
    public static string Number(double value) => value < 0 || double.IsNegative(value)
        ? $"(-{Math.Abs(value).ToString("R", CultureInfo.InvariantCulture)}D)"
        : $"{value.ToString("R", CultureInfo.InvariantCulture)}D";

    /// <summary>One text for each number from 0 to <paramref name="count"/> − 1, with commas between them.</summary>
    public static string Each(int count, Func<int, string> text) => Each(Enumerable.Range(0, count), text);

    /// <summary>One text for each item, with commas between them.</summary>
    public static string Each<T>(IEnumerable<T> items, Func<T, string> text) => string.Join(", ", items.Select(text));

    /// <summary>The smallest of some columns; SQL's own function needs at least two.</summary>
    public static string Least(IReadOnlyList<string> columns) =>
        columns.Count == 1 ? columns[0] : $"least({string.Join(", ", columns)})";
}
