using System.Text;
using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Rows that are left out because they repeat one before.</summary>
/// <param name="Reasons">How many, those that are the same in every cell first.</param>
/// <param name="Excluded">The first ones with their numbers, in file order.</param>
sealed record SparkRepeats(IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<(long Number, ExcludedRow Row)> Excluded)
{
    const string Doing = "Counting what repeats";

    public static async Task<SparkRepeats> FindAsync(SparkRun spark, SparkRows table)
    {
        var repeated = $"from rows where reason in ({RowSql.RepeatedRow}, {RowSql.RepeatedId})";
        var counts = (await spark.AskAsync($"select reason, count(1) n {repeated} group by reason", Doing))
            .OrderByDescending(row => row.Int("reason"))
            .Select(row => new ReasonCount(CodeOf(row.Int("reason")), IdOf(row.Int("reason")), row.Long("n")))
            .ToArray();
        if (counts.Length == 0) return new([], []);

        var cell = table.Id is { } id ? RowSql.CellOf(id) : "''";
        var first = await spark.AskAsync(
            $"select m, reason, {cell} cell from (select m, reason, {table.Sql.Fields} f {repeated}) "
            + $"order by m limit {ExcludedRows.Most}", Doing);
        return new(counts, [.. first.OrderBy(row => row.Long("m")).Select(row => (row.Long("m"), Describe(row)))]);

        string? IdOf(int reason) => reason == RowSql.RepeatedId ? table.Id!.Name : null;

        ExcludedRow Describe(System.Text.Json.JsonElement row) => IssueTexts.Repeated(
            table.Lines.LineAt(row.Long("m")), IdOf(row.Int("reason")),
            CellText.Cut(CellText.ToText(Encoding.UTF8.GetBytes(row.Text("cell")))));
    }

    static string CodeOf(int reason) =>
        reason == RowSql.RepeatedRow ? IssueCodes.DuplicateRow : IssueCodes.DuplicateId;
}
