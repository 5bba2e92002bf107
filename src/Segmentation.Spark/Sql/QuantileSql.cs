namespace Segmentation.Spark.Sql;

/// <summary>Quartiles: exact, or approximate where the exact ones would keep too many values in memory.</summary>
sealed record QuantileSql(bool Exact)
{
    const int Accuracy = 100_000;

    public string Of(string value) => Exact
        ? $"percentile({value}, array(0.25D, 0.5D, 0.75D))"
        : $"percentile_approx({value}, array(0.25D, 0.5D, 0.75D), {Accuracy})";
}
