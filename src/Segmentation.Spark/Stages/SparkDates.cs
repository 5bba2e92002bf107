using Segmentation.Data;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Finds the days from which dates are counted back where none was asked for: the day after the last
/// date.</summary>
static class SparkDates
{
    /// <summary>Completes forms and names of the columns of dates that are compared.</summary>
    public static async Task SettleAsync(SparkRun spark, SparkLines lines, Layout layout, ColumnInfo[] columns)
    {
        var open = Array.FindAll(columns, column => layout.Style.Forms[column.Index].Date is { AsOf: null });
        if (open.Length > 0)
        {
            var sql = new RowSql(layout, open, [], MissingPolicy.Drop)
            {
                HasQuotes = lines.HasQuotes,
                HasReturns = lines.HasReturns,
            };
            var least = await spark.AskOneAsync(
                $"select {SqlText.Each(open.Length, j => $"min(v{j}) v{j}")} from ({sql.Rows("records")})",
                "Finding the last dates");
            for (var j = 0; j < open.Length; j++)
                layout.CountFrom(open[j].Index, DateForm.DayAfter(least.Maybe($"v{j}")));
        }
        foreach (var i in Arrays.Indices(columns.Length)) columns[i] = layout.NamedByDay(columns[i]);
    }
}
