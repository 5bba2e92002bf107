using System.Text;
using System.Text.Json;
using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>What is wrong with rows: exact counts from the cluster, the first cases described by the code that reads files here.</summary>
/// <param name="Findings">For the list of issues.</param>
/// <param name="Reasons">How many rows are left out for what.</param>
/// <param name="Excluded">The first 1,000 in detail.</param>
/// <param name="Blank">Numbers of the lines of nothing.</param>
sealed record SparkFaults(
    FaultCounts Findings, IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<ExcludedRow> Excluded, IReadOnlyList<long> Blank)
{
    const int Details = 1_000;
    const int Examples = 5;
    const int Faults = 3;   // of a cell

    public static async Task<SparkFaults> FindAsync(SparkRun cluster, SparkRows table)
    {
        var findings = new FaultCounts(table.Layout.Names.Length) { TrailingDelimiters = table.Cut };
        if (table.Odd == 0) return new(findings, [], [], []);

        var odd = $"({table.Sql.Rows("(select m, value from rows where odd)")})";
        var reasons = (await cluster.AskAsync($"select reason, count(1) n from {odd} group by reason", "Counting what is wrong"))
            .ToDictionary(row => row.Int("reason"), row => row.Long("n"));
        var first = await FirstAsync(cluster, odd, "true", Details);
        foreach (var row in first) Add(findings, table, row);
        await CountAsync(cluster, odd, findings, table);
        Total(findings, findings.WholeRow, Fault.Ragged, reasons.GetValueOrDefault(RowSql.Ragged));
        Total(findings, findings.WholeRow, Fault.Blank, reasons.GetValueOrDefault(RowSql.Blank));
        return new(
            findings, Count(table, reasons), [.. first.Where(row => row.Reason is not (0 or RowSql.Blank)).Select(row => Describe(table, row))],
            reasons.ContainsKey(RowSql.Blank) ? await BlankAsync(cluster) : []);
    }

    static async Task<IReadOnlyList<long>> BlankAsync(SparkRun cluster) =>
        [.. (await cluster.AskAsync($"select m from rows where reason = {RowSql.Blank}", "Finding blank lines")).Select(row => row.Long("m"))];

    static async Task<OddRow[]> FirstAsync(SparkRun cluster, string odd, string where, int rows)
    {
        var found = await cluster.AskAsync(
            $"select m, f, coalesce(transform(slow, c -> c.e), array()) e, reason from {odd} where {where} order by m limit {rows}",
            "Looking at what is wrong");
        return [.. found.Select(OddRow.Of).OrderBy(row => row.Line)];
    }

    static void Add(FaultCounts findings, SparkRows table, OddRow row)
    {
        if (row.Reason is RowSql.Blank or RowSql.Ragged)
        {
            var fault = row.Reason == RowSql.Blank ? Fault.Blank : Fault.Ragged;
            findings.Add(findings.WholeRow, fault, row.Line, Encoding.ASCII.GetBytes($"{row.Cells.Length}"));
            return;
        }
        for (var j = 0; j < row.Faults.Length; j++)
            if (row.Faults[j] > 0)
                findings.Add(table.Features[j].Index, (Fault)(row.Faults[j] - 1), row.Line, CellOf(table, row, j));
    }

    /// <summary>Counts of every column, and the first cases of a fault that does not occur among the first rows.</summary>
    static async Task CountAsync(SparkRun cluster, string odd, FaultCounts findings, SparkRows table)
    {
        var rows = $"{odd} where reason not in ({RowSql.Blank}, {RowSql.Ragged})";
        var counts = await cluster.AskOneAsync("select " + SqlText.Each(table.Features.Count, j =>
            SqlText.Each(Faults, fault => $"count_if(get(slow, {j}).e = {fault + 1}) n{j}_{fault}") + $", collect_set(case when get(slow, {j}).e = 1 then t{j} end) t{j}")
            + $" from {rows}", "Counting what is wrong");
        for (var j = 0; j < table.Features.Count; j++)
        {
            foreach (var marker in counts.GetProperty($"t{j}").EnumerateArray()) findings.AddMarker(Encoding.UTF8.GetBytes(marker.GetString()!));
            for (var fault = 0; fault < Faults; fault++)
            {
                var (column, count) = (table.Features[j].Index, counts.Long($"n{j}_{fault}"));
                if (count > findings.First(column, (Fault)fault).Count && findings.First(column, (Fault)fault).Count < Examples)
                    foreach (var row in await FirstAsync(cluster, odd, $"get(slow, {j}).e = {fault + 1} and reason not in ({RowSql.Blank}, {RowSql.Ragged})", Examples))
                        if (findings.First(column, (Fault)fault).All(known => known.Offset != row.Line))
                            findings.Add(column, (Fault)fault, row.Line, CellOf(table, row, j));
                Total(findings, column, (Fault)fault, count);
            }
        }
    }

    static void Total(FaultCounts findings, int column, Fault fault, long count)
    {
        if (count > 0) findings.Total(column, fault, count);
    }

    /// <summary>Most frequent first; of equals in the order of the columns, faults of whole rows last.</summary>
    static IReadOnlyList<ReasonCount> Count(SparkRows table, Dictionary<int, long> reasons) =>
    [
        .. reasons.Where(reason => reason.Key is not (0 or RowSql.Blank))
            .OrderBy(reason => reason.Key == RowSql.Ragged ? int.MaxValue : reason.Key)
            .Select(reason => new ReasonCount(IssueTexts.RowCode(FaultOf(reason.Key)), ColumnOf(table, reason.Key), reason.Value))
            .OrderByDescending(reason => reason.Count),
    ];

    static ExcludedRow Describe(SparkRows table, OddRow row)
    {
        var (fault, column) = (FaultOf(row.Reason), ColumnOf(table, row.Reason));
        var value = column is null
            ? $"{row.Cells.Length}"
            : CellText.Cut(CellText.ToText(CellOf(table, row, RowSql.Decode(row.Reason).Feature)));
        return new(
            table.Lines.LineAt(row.Line), column, column is null ? null : value, IssueTexts.RowCode(fault), IssueTexts.Excluded(fault, column, value));
    }

    static Fault FaultOf(int reason) => reason == RowSql.Ragged ? Fault.Ragged : RowSql.Decode(reason).Fault;

    static string? ColumnOf(SparkRows table, int reason) =>
        reason == RowSql.Ragged ? null : table.Features[RowSql.Decode(reason).Feature].Name;

    static byte[] CellOf(SparkRows table, OddRow row, int feature) => Encoding.UTF8.GetBytes(row.Cells[table.Features[feature].Index]);

    sealed record OddRow(long Line, string[] Cells, int[] Faults, int Reason)
    {
        public static OddRow Of(JsonElement row) => new(
            row.Long("m"), [.. row.GetProperty("f").EnumerateArray().Select(cell => cell.GetString()!)],
            [.. row.GetProperty("e").EnumerateArray().Select(fault => fault.GetInt32())], row.Int("reason"));
    }
}
