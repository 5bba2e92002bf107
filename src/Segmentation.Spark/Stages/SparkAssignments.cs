using System.Globalization;
using System.Text;
using Segmentation.Evaluation;
using Segmentation.Numerics;
using Segmentation.Output;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Writes every used row with its segment. Spark writes them in parts; the header is a file beside the
/// parts.</summary>
sealed class SparkAssignments(SparkRun spark, UsedRows clean, ScaledRows scaled, Matrix centres)
{
    const string Header = "header";

    /// <param name="results">Where the rows are written once more, on the cluster; null: nowhere.</param>
    /// <param name="found">Its silhouettes are of rows of <paramref name="sample"/>.</param>
    public async Task<IReadOnlyList<OutputFile>> WriteAsync(
        string folder, DataUri? results, SparkSample sample, SparkEvaluation found)
    {
        var names = found.Names;
        var silhouettes = Values(sample, found.Choice.Silhouette);
        await spark.RunAsync($"create or replace temporary view silhouettes as {silhouettes}");
        await spark.RunAsync($"create or replace temporary view written as {Assigned()}");
        var (table, layout) = (clean.Table, clean.Table.Layout);
        var sql = new AssignmentSql(names, layout, table.Sql, table.Cut > 0, table.Lines.Lasts);
        var (lines, header) = (sql.Lines("written", safe: false), AssignmentsWriter.Header(layout));
        List<OutputFile> files = [await WriteAsync(folder, AssignmentsWriter.FileName, lines, header)];
        var safe = AssignmentsWriter.Safe(header, layout.Dialect);
        var isRisky = names.Any(name => SafeCsv.IsRisky(Encoding.UTF8.GetBytes(name), (byte)'.'));
        if (isRisky || !safe.AsSpan().SequenceEqual(header) || await IsRiskyAsync(sql))
            files.Add(await WriteAsync(folder, AssignmentsWriter.SafeFileName, sql.Lines("written", safe: true), safe));
        if (results is not null)
        {
            await WriteAsync(results.ToString(), WithHeader(lines, header));
            files[0] = files[0] with { Location = results.ToString() };
        }
        return files;
    }

    // The first pass over the lines did not know the delimiter, so what it found may not be a cell.
    async Task<bool> IsRiskyAsync(AssignmentSql sql) => clean.Table.Lines.HasRisk
        && (await spark.AskOneAsync(sql.CountRisky("rows"), "Looking for formulas")).Long("n") > 0;

    // Before the first row of every part, so that each part is a CSV of its own.
    string WithHeader(string lines, byte[] header)
    {
        var text = SqlText.Quote(Encoding.UTF8.GetString(header).TrimEnd('\n') + "\n");
        var isFirst = $"{LineNumberSql.Place(LineNumberSql.Number)} = 0";
        return $"select case when {isFirst} then concat({text}, value) else value end value from ({Ordered(lines)})";
    }

    string Ordered(string lines) => clean.Table.IsReordered ? lines + " order by m" : lines;

    string Assigned()
    {
        var rows = clean.Marked("value, cut, ");
        var nearest = DistanceSql.Nearest($"(select *, {scaled.Columns()} from ({rows}))", centres);
        var marked = "select m, value, cut, case when apart then null else dd end dd, "
            + $"case when apart then {AssignmentSql.Apart} else g end g from ({nearest})";
        return $"select /*+ broadcast(silhouettes) */ * from ({marked}) left join silhouettes using (m)";
    }

    static string Values(SparkSample sample, SilhouetteSummary silhouette)
    {
        var json = new StringBuilder("[");
        for (var i = 0; i < silhouette.Rows.Length; i++)
            json.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $"{{\"m\":{sample.Lines[silhouette.Rows[i]]},\"s\":{silhouette.Values[i]:R}}}");
        var rows = $"from_json('{json.Append(']')}', 'array<struct<m:bigint,s:double>>')";
        return $"select c.m, c.s silhouette from (select explode({rows}) c)";
    }

    Task WriteAsync(string location, string lines) =>
        spark.RunAsync($"insert overwrite directory {SqlText.Quote(location)} using text {lines}", "Writing the rows");

    async Task<OutputFile> WriteAsync(string folder, string name, string lines, byte[] header)
    {
        var path = Path.Combine(folder, name);
        await WriteAsync($"file:{Path.GetFullPath(path)}", $"select value from ({Ordered(lines)})");
        var extras = Directory.GetFiles(path).Where(file => Path.GetFileName(file)[0] is '.' or '_');
        foreach (var extra in extras) File.Delete(extra);
        await File.WriteAllBytesAsync(Path.Combine(path, Header), header, spark.Stop);
        return new(name, new DirectoryInfo(path).EnumerateFiles().Sum(file => file.Length),
            clean.Source.Rows.Used + clean.Source.Rows.SetApart);
    }
}
