namespace Segmentation.Spark.Sql;

/// <summary>Number, mean, deviation, skewness and range of a column, in one pass.</summary>
static class MomentsSql
{
    public static string Of(string value, int j) =>
        $"count({value}) n{j}, avg({value}) mean{j}, stddev_pop({value}) dev{j}, skewness({value}) skew{j}, "
        + $"min({value}) min{j}, max({value}) max{j}";
}
