using Segmentation.Choice;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Rows that are set apart: those to which the centre of a segment with too few rows is nearest.</summary>
/// <param name="Scaled">The scale of the centres.</param>
/// <param name="Alone">The centres, and which of them.</param>
sealed record ApartStep(ScaledRows Scaled, RowsAlone Alone)
{
    /// <summary>Whether a row of <see cref="Nearest"/> is one of them.</summary>
    public string IsAlone => $"g in ({string.Join(", ", Alone.Segments)})";

    /// <summary>Adds <c>g</c>, the number of the nearest centre, to rows with <c>v0…</c>.</summary>
    public string Nearest(string rows) =>
        DistanceSql.Nearest($"(select *, {Scaled.Columns()} from {rows})", Alone.Centres);

    /// <summary>How many of the used rows they are.</summary>
    public async Task<long> CountAsync(SparkRun spark)
    {
        var query = $"select count_if({IsAlone}) n from ({Nearest("used")})";
        return (await spark.AskOneAsync(query, "Counting rows that stand alone")).Long("n");
    }
}
