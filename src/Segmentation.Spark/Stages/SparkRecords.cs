using System.Text.Json;
using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Makes records from the lines below the header: a record has several lines where a quoted cell
/// continues.</summary>
static class SparkRecords
{
    const long LongestRecord = 64L * DatasetLimits.LongestCell;
    const string Joining = "Finding cells of several lines";

    /// <summary>Makes the view <c>records</c> with <c>m</c> and <c>value</c>.</summary>
    /// <returns>Numbers of the lines that begin no record below a header.</returns>
    /// <exception cref="InvalidDatasetException">A quote is not closed, or stands in the middle of a cell.</exception>
    public static async Task<IReadOnlyList<long>> ViewAsync(SparkRun spark, SparkLines lines, Layout layout)
    {
        var source = $"(select {LineNumberSql.Number} m, value from raw)";
        var totals = SparkTotals.Of(lines, layout).SelectMany(total => lines.ToEndOfFile(total.Number));
        List<long> others = [.. lines.HeaderLines(layout.HeaderRecord + 1), .. totals];
        var noRows = others.Count == 0 ? "" : $" where m not in ({string.Join(", ", others)})";
        if (lines.HasOpenQuotes) source = await JoinAsync(spark, lines, source, others);
        await spark.RunAsync(
            $"create or replace temporary view records as select m, value from {source}{noRows}");
        if (lines.HasQuotes) await CheckQuotesAsync(spark, lines, (char)layout.Delimiter);
        if (lines.Splits.Max(split => split.Longest) > DatasetLimits.LongestCell || lines.HasOpenQuotes)
            await CheckLengthsAsync(spark, lines, (char)layout.Delimiter);
        return others;
    }

    /// <summary>Joins lines: each belongs to the record that began last, at a line with an even number of quotes before
    /// it.</summary>
    static async Task<string> JoinAsync(SparkRun spark, SparkLines lines, string source, List<long> others)
    {
        var begun = await BeginningsAsync(spark, source);
        var owned = await OwnersAsync(spark, begun);
        await RefuseEndlessAsync(spark, lines, owned);
        var continued = await spark.AskAsync($"select m from ({begun}) where not begins", Joining);
        others.AddRange(continued.Select(row => row.Long("m")));
        var joined = "array_join(transform(array_sort(collect_list(struct(m, value))), line -> line.value), '\\n')";
        return $"(select record m, {joined} value from ({owned}) group by record)";
    }

    /// <summary>Adds <c>begins</c>: whether a record begins with the line.</summary>
    static async Task<string> BeginningsAsync(SparkRun spark, string source)
    {
        var parity = $"(select m, value, {LineNumberSql.Partition("m")} part, {CellSql.Quotes("value")} % 2 odd "
            + $"from {source})";
        var counted = await spark.AskAsync(
            $"select part, sum(odd) odd from {parity} group by part order by part", Joining);
        var (open, starts) = (false, new List<string>());
        foreach (var part in counted)
        {
            if (open) starts.Add($"{part.Long("part")}");
            if (part.Long("odd") % 2 == 1) open = !open;
        }
        var opened = starts.Count == 0 ? "0" : $"case when part in ({string.Join(", ", starts)}) then 1 else 0 end";
        return $"select m, value, ({opened} + coalesce(sum(odd) over ("
            + "partition by part order by m rows between unbounded preceding and 1 preceding), 0)) % 2 = 0 begins "
            + $"from {parity}";
    }

    /// <summary>Adds <c>record</c>: the last line at or before the line with which a record begins, also in an earlier
    /// partition.</summary>
    static async Task<string> OwnersAsync(SparkRun spark, string begun)
    {
        var part = LineNumberSql.Partition("m");
        var last = await spark.AskAsync(
            $"select {part} part, max(case when begins then m end) last from ({begun}) group by {part} order by 1",
            Joining);
        var (carried, carry) = (new List<string>(), 0L);
        foreach (var row in last)
        {
            carried.Add($"when {row.Long("part")} then {carry}L");
            carry = row.MaybeLong("last") ?? carry;
        }
        return "select m, value, coalesce("
            + $"max(case when begins then m end) over (partition by {part} order by m), "
            + $"case {part} {string.Join(' ', carried)} end) record from ({begun})";
    }

    static async Task RefuseEndlessAsync(SparkRun spark, SparkLines lines, string owned)
    {
        var lengths = $"select record, sum(octet_length(value)) bytes from ({owned}) group by record";
        var endless = await spark.AskOneAsync(
            $"select min(record) m from ({lengths}) where bytes > {LongestRecord}", Joining);
        if (endless.MaybeLong("m") is { } record) throw Refusals.UnclosedQuote(lines.LineAt(record));
    }

    static async Task CheckQuotesAsync(SparkRun spark, SparkLines lines, char delimiter)
    {
        var wrong = await spark.AskOneAsync(
            $"select min(m) m, min_by({CellSql.Quotes("value")} % 2, m) odd from records "
            + "where contains(value, '\"') "
            + $"and not ({CellSql.QuotesFit($"({CellSql.WithoutReturn("value")})", delimiter)})",
            "Checking quotes");
        if (wrong.MaybeLong("m") is not { } m) return;
        var line = lines.LineAt(m);
        throw wrong.Long("odd") == 1 ? Refusals.UnclosedQuote(line) : Refusals.StrayQuote(line);
    }

    static async Task CheckLengthsAsync(SparkRun spark, SparkLines lines, char delimiter)
    {
        var isLong = $"octet_length(c) > {DatasetLimits.LongestCell}";
        var fields = $"select m, {CellSql.Fields("value", delimiter)} f from records "
            + $"where octet_length(value) > {DatasetLimits.LongestCell}";
        var wrong = await spark.AskOneAsync(
            $"select min(struct(m, array_position(transform(f, c -> {isLong}), true) field)) first "
            + $"from ({fields}) where exists(f, c -> {isLong})",
            "Checking lengths");
        var first = wrong.GetProperty("first");
        if (first.ValueKind != JsonValueKind.Null)
            throw Refusals.FieldTooLong(lines.LineAt(first.Long("m")), first.Int("field"));
    }
}
