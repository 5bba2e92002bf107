namespace Segmentation.Spark.Sql;

/// <summary>Numbers of lines: the number of the partition, then, in the lower bits, the place within it.</summary>
static class LineNumberSql
{
    const int PlaceBits = 33;

    /// <summary>More than any place within a partition.</summary>
    public const long MostPlaces = 1L << PlaceBits;

    /// <summary>The number of the present line.</summary>
    public const string Number = "monotonically_increasing_id()";

    public static string Partition(string number) => $"shiftright({number}, {PlaceBits})";

    public static string Place(string number) => $"{number} & {MostPlaces - 1}";
}
