using System.Text;
using System.Text.Json;
using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Faults of rows: exact counts from the cluster, the first cases described by the code of the local
/// engine.</summary>
/// <param name="Counts">For the list of issues.</param>
/// <param name="Reasons">How many rows are left out for which reason.</param>
/// <param name="Excluded">The first 1,000 in detail.</param>
/// <param name="Blank">Numbers of the blank lines.</param>
sealed record SparkFaults(
    FaultCounts Counts, IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<ExcludedRow> Excluded,
    IReadOnlyList<long> Blank)
{
    const string Counting = "Counting what is wrong";
    static readonly Fault[] CellFaults = [Fault.Missing, Fault.NotANumber, Fault.NotFinite];

    public static async Task<SparkFaults> FindAsync(SparkRun spark, SparkRows table)
    {
        var counts = new FaultCounts(table.Layout.Names.Length) { TrailingDelimiters = table.Cut };
        await CountSentinelsAsync(spark, counts, table);
        var repeats = await SparkRepeats.FindAsync(spark, table);
        if (table.Odd == 0)
            return new(counts, Ordered(repeats.Reasons), [.. repeats.Excluded.Select(each => each.Row)], []);

        var odd = $"({table.Sql.Rows("(select m, value from rows where odd)")})";
        var reasons = (await spark.AskAsync($"select reason, count(1) n from {odd} group by reason", Counting))
            .ToDictionary(row => row.Int("reason"), row => row.Long("n"));
        var first = await FirstAsync(spark, odd, "true", ExcludedRows.Most);
        foreach (var row in first) Add(counts, table, row);
        await CountAsync(spark, odd, counts, table);
        SetCount(counts, counts.WholeRow, Fault.Ragged, reasons.GetValueOrDefault(RowSql.Ragged));
        SetCount(counts, counts.WholeRow, Fault.Blank, reasons.GetValueOrDefault(RowSql.Blank));
        // Among the first odd rows there may be many that are used, with a median in place of what is missing.
        var isLeftOut = $"reason not in (0, {RowSql.Blank})";
        if (first.Length == ExcludedRows.Most) first = await FirstAsync(spark, odd, isLeftOut, ExcludedRows.Most);
        var excluded = first.Where(row => row.Reason is not (0 or RowSql.Blank))
            .Select(row => (row.Line, Row: Describe(table, row))).Concat(repeats.Excluded);
        return new(
            counts, Ordered([.. Count(table, reasons), .. repeats.Reasons]),
            [.. excluded.OrderBy(each => each.Item1).Take(ExcludedRows.Most).Select(each => each.Item2)],
            reasons.ContainsKey(RowSql.Blank) ? await BlankAsync(spark) : []);
    }

    static async Task CountSentinelsAsync(SparkRun spark, FaultCounts counts, SparkRows table)
    {
        var wanted = Enumerable.Range(0, table.Features.Count)
            .Select(j => (Feature: j, Value: table.Layout.Sentinels[table.Features[j].Index]))
            .Where(each => !double.IsNaN(each.Value)).ToArray();
        if (wanted.Length == 0) return;
        var found = await spark.AskOneAsync(
            $"select {SqlText.Each(wanted, each =>
                $"count_if(v{each.Feature} = {SqlText.Number(each.Value)}) n{each.Feature}")} from rows", Counting);
        foreach (var (feature, _) in wanted)
            counts.CountSentinel(table.Features[feature].Index, found.Long($"n{feature}"));
    }

    static async Task<IReadOnlyList<long>> BlankAsync(SparkRun spark)
    {
        var lines = await spark.AskAsync($"select m from rows where reason = {RowSql.Blank}", "Finding blank lines");
        return Array.ConvertAll(lines, row => row.Long("m"));
    }

    static async Task<OddRow[]> FirstAsync(SparkRun spark, string odd, string where, int rows)
    {
        var found = await spark.AskAsync(
            $"select m, f, coalesce(transform(slow, c -> c.e), array()) e, reason from {odd} where {where} "
            + $"order by m limit {rows}",
            "Looking at what is wrong");
        return [.. found.Select(OddRow.Of).OrderBy(row => row.Line)];
    }

    static void Add(FaultCounts counts, SparkRows table, OddRow row)
    {
        if (row.Reason is RowSql.Blank or RowSql.Ragged)
        {
            var fault = row.Reason == RowSql.Blank ? Fault.Blank : Fault.Ragged;
            counts.Add(counts.WholeRow, fault, row.Line, Encoding.ASCII.GetBytes($"{row.Cells.Length}"));
            return;
        }
        for (var j = 0; j < row.Faults.Length; j++)
            if (row.Faults[j] > 0)
                counts.Add(table.Features[j].Index, (Fault)(row.Faults[j] - 1), row.Line, CellOf(table, row, j));
    }

    /// <summary>Counts the faults of every column and adds the first cases of those that are not among the first
    /// rows.</summary>
    static async Task CountAsync(SparkRun spark, string odd, FaultCounts counts, SparkRows table)
    {
        var isRow = $"reason not in ({RowSql.Blank}, {RowSql.Ragged})";
        var columns = SqlText.Each(table.Features.Count, j =>
            SqlText.Each(CellFaults, fault => $"count_if({Has(j, fault)}) n{j}_{(int)fault}")
            + $", collect_set(case when {Has(j, Fault.Missing)} then t{j} end) t{j}");
        var row = await spark.AskOneAsync($"select {columns} from {odd} where {isRow}", Counting);
        for (var j = 0; j < table.Features.Count; j++)
        {
            foreach (var marker in row.GetProperty($"t{j}").EnumerateArray())
                counts.AddMarker(Encoding.UTF8.GetBytes(marker.GetString()!));
            foreach (var fault in CellFaults)
            {
                var (column, count) = (table.Features[j].Index, row.Long($"n{j}_{(int)fault}"));
                var isKnown = counts.First(column, fault).Count >= Math.Min(count, FaultCounts.Examples);
                var where = $"{Has(j, fault)} and {isRow}";
                foreach (var other in isKnown ? [] : await FirstAsync(spark, odd, where, FaultCounts.Examples))
                    if (counts.First(column, fault).All(known => known.Offset != other.Line))
                        counts.Add(column, fault, other.Line, CellOf(table, other, j));
                SetCount(counts, column, fault, count);
            }
        }
    }

    static string Has(int j, Fault fault) => $"get(slow, {j}).e = {1 + (int)fault}";

    static void SetCount(FaultCounts counts, int column, Fault fault, long count)
    {
        if (count > 0) counts.SetCount(column, fault, count);
    }

    /// <summary>Most frequent first, equals in their order.</summary>
    static IReadOnlyList<ReasonCount> Ordered(IReadOnlyList<ReasonCount> reasons) =>
        [.. reasons.OrderByDescending(reason => reason.Count)];

    /// <summary>In the order of the columns, faults of whole rows last.</summary>
    static IReadOnlyList<ReasonCount> Count(SparkRows table, Dictionary<int, long> reasons) =>
    [
        .. reasons.Where(reason => reason.Key is not (0 or RowSql.Blank))
            .OrderBy(reason => reason.Key == RowSql.Ragged ? int.MaxValue : reason.Key)
            .Select(reason => new ReasonCount(
                IssueTexts.RowCode(FaultOf(reason.Key)), ColumnOf(table, reason.Key), reason.Value)),
    ];

    static ExcludedRow Describe(SparkRows table, OddRow row)
    {
        var (fault, column) = (FaultOf(row.Reason), ColumnOf(table, row.Reason));
        var value = column is null
            ? $"{row.Cells.Length}"
            : CellText.Cut(CellText.ToText(CellOf(table, row, RowSql.Decode(row.Reason).Feature)));
        return new(
            table.Lines.LineAt(row.Line), column, column is null ? null : value,
            IssueTexts.RowCode(fault), IssueTexts.Excluded(fault, column, value));
    }

    static Fault FaultOf(int reason) => reason == RowSql.Ragged ? Fault.Ragged : RowSql.Decode(reason).Fault;

    static string? ColumnOf(SparkRows table, int reason) =>
        reason == RowSql.Ragged ? null : table.Features[RowSql.Decode(reason).Feature].Name;

    static byte[] CellOf(SparkRows table, OddRow row, int feature) =>
        Encoding.UTF8.GetBytes(row.Cells[table.Features[feature].Index]);

    /// <param name="Faults">Shape [feature]: 0 or 1 + the fault; empty when no cell has one.</param>
    sealed record OddRow(long Line, string[] Cells, int[] Faults, int Reason)
    {
        public static OddRow Of(JsonElement row) => new(
            row.Long("m"), [.. row.GetProperty("f").EnumerateArray().Select(cell => cell.GetString()!)],
            [.. row.GetProperty("e").EnumerateArray().Select(fault => fault.GetInt32())], row.Int("reason"));
    }
}
