namespace Segmentation.Spark.Sql;

/// <summary>Finds rows that repeat one before, among those that can be used.</summary>
static class RepeatedSql
{
    /// <summary>The rows with the <c>reason</c> of those that repeat one before: <see cref="RowSql.RepeatedRow"/>,
    /// <see cref="RowSql.RepeatedId"/>.</summary>
    /// <param name="parsed">Has what <see cref="RowSql.Rows"/> makes.</param>
    /// <param name="id">The id column; null without one.</param>
    public static string Rows(string parsed, RowSql sql, ColumnInfo? id)
    {
        var keys = $"select *, case when reason = 0 then {sql.Line} end line, {IdOf(sql, id)} id from {parsed}";
        var places = $"select *, {Place("line")} place, {Place("id")} idPlace from ({keys})";
        return $"select * except (reason, line, id, place, idPlace), case when place > 1 then {RowSql.RepeatedRow} "
            + $"when idPlace > 1 then {RowSql.RepeatedId} else reason end reason from ({places})";
    }

    // Rows without a key are one by one, so that they do not all meet in one task.
    static string Place(string key) =>
        $"row_number() over (partition by {key} is null, coalesce({key}, cast(m as string)) order by m)";

    static string IdOf(RowSql sql, ColumnInfo? id)
    {
        if (id is null) return "cast(null as string)";
        var text = $"trim({sql.ContentOf(id)})";
        return $"case when reason = 0 and lower({text}) not in ({NumberSql.Missing}) then {text} end";
    }
}
