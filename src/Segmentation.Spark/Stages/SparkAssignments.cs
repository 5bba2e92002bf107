using System.Globalization;
using System.Text;
using Segmentation.Evaluation;
using Segmentation.Numerics;
using Segmentation.Output;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Writes every used row with its segment: by Spark, in parts; the header beside them.</summary>
sealed class SparkAssignments(SparkRun cluster, UsedRows clean, ScaledRows scaled, Matrix centres)
{
    const string Header = "header";
    const long InPartition = (1L << 33) - 1;

    /// <param name="results">On the cluster, where the rows are written once more; null: nowhere.</param>
    /// <param name="found">With silhouettes of rows of <paramref name="sample"/>.</param>
    public async Task<IReadOnlyList<OutputFile>> WriteAsync(
        string folder, DataUri? results, SparkSample sample, SparkEvaluation found)
    {
        var names = found.Names;
        await cluster.RunAsync($"create or replace temporary view silhouettes as {Values(sample, found.Choice.Silhouette)}");
        await cluster.RunAsync($"create or replace temporary view written as {Assigned()}");
        var (table, layout) = (clean.Table, clean.Table.Layout);
        var sql = new AssignmentSql(names, layout, table.Sql, table.Cut > 0, table.Lines.Lasts);
        var header = AssignmentsWriter.Header(layout);
        List<OutputFile> files = [await WriteAsync(folder, AssignmentsWriter.FileName, sql.Lines("written", safe: false), header)];
        var safe = AssignmentsWriter.Safe(header, layout.Dialect);
        if (names.Any(name => SafeCsv.IsRisky(Encoding.UTF8.GetBytes(name), (byte)'.')) || !safe.AsSpan().SequenceEqual(header) || await IsRiskyAsync(sql))
            files.Add(await WriteAsync(folder, AssignmentsWriter.SafeFileName, sql.Lines("written", safe: true), safe));
        if (results is not null)
        {
            await WriteAsync(results.ToString(), WithHeader(sql.Lines("written", safe: false), header));
            files[0] = files[0] with { Location = results.ToString() };
        }
        return files;
    }

    // The first look at the lines knew no delimiter yet, and may have seen a cell where none is.
    async Task<bool> IsRiskyAsync(AssignmentSql sql) => clean.Table.Lines.HasRisk
        && (await cluster.AskOneAsync(sql.CountRisky("rows"), "Looking for formulas")).Long("n") > 0;

    // Before the first row of every part: each is a CSV of its own.
    string WithHeader(string lines, byte[] header)
    {
        var text = SqlText.Quote(Encoding.UTF8.GetString(header).TrimEnd('\n') + "\n");
        return $"select case when monotonically_increasing_id() & {InPartition} = 0 then concat({text}, value) else value end value from ({Ordered(lines)})";
    }

    // A record of several lines was put together elsewhere than it stood.
    string Ordered(string lines) => clean.Table.Lines.HasOpenQuotes ? lines + " order by m" : lines;

    string Assigned()
    {
        var values = string.Concat(clean.Filled.Select((filled, j) => $", {filled} v{j}"));
        var rows = $"select m, value, cut{values} from rows where reason = 0";
        var z = SqlText.Each(scaled.Features.Count, c => ScaledRows.Of(scaled.Features[c], ScaledRows.Value(scaled.Features[c])) + $" z{c}");
        var nearest = DistanceSql.Nearest($"(select *, {z} from ({rows}))", centres);
        return $"select /*+ broadcast(silhouettes) */ * from ({nearest}) left join silhouettes using (m)";
    }

    static string Values(SparkSample sample, SilhouetteSummary silhouette)
    {
        var json = new StringBuilder("[");
        for (var i = 0; i < silhouette.Rows.Length; i++)
            json.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $"{{\"m\":{sample.Lines[silhouette.Rows[i]]},\"s\":{silhouette.Values[i]:R}}}");
        return $"select c.m, c.s silhouette from (select explode(from_json('{json.Append(']')}', 'array<struct<m:bigint,s:double>>')) c)";
    }

    Task WriteAsync(string location, string lines) =>
        cluster.RunAsync($"insert overwrite directory {SqlText.Quote(location)} using text {lines}", "Writing the rows");

    async Task<OutputFile> WriteAsync(string folder, string name, string lines, byte[] header)
    {
        var path = Path.Combine(folder, name);
        await WriteAsync($"file:{Path.GetFullPath(path)}", $"select value from ({Ordered(lines)})");
        foreach (var extra in Directory.EnumerateFiles(path).Where(file => Path.GetFileName(file)[0] is '.' or '_')) File.Delete(extra);
        await File.WriteAllBytesAsync(Path.Combine(path, Header), header, cluster.Stop);
        return new(name, new DirectoryInfo(path).EnumerateFiles().Sum(file => file.Length), clean.Rows);
    }
}
