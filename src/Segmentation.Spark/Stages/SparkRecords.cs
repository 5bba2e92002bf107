using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Records below the header: lines, or several lines where a quoted cell goes on.</summary>
static class SparkRecords
{
    const long MostBytes = 1 << 20;

    /// <summary>Makes the view <c>records</c> with <c>m</c> and <c>value</c>.</summary>
    /// <returns>Numbers of the lines that begin no record below a header.</returns>
    /// <exception cref="InvalidDatasetException">A quote is not closed, or stands in the middle of a cell.</exception>
    public static async Task<IReadOnlyList<long>> ViewAsync(SparkRun cluster, SparkLines lines, Layout layout)
    {
        var source = "(select monotonically_increasing_id() m, value from raw)";
        var others = lines.HeaderLines(layout.HeaderRecord + 1).ToList();
        var above = string.Join(", ", others);
        if (lines.HasOpenQuotes) source = await JoinAsync(cluster, lines, source, others);
        await cluster.RunAsync($"create or replace temporary view records as select m, value from {source} where m not in ({above})");
        if (lines.HasQuotes) await CheckQuotesAsync(cluster, lines, (char)layout.Delimiter);
        if (lines.Splits.Max(split => split.Longest) > MostBytes || lines.HasOpenQuotes)
            await CheckLengthsAsync(cluster, lines, (char)layout.Delimiter);
        return others;
    }

    /// <summary>A line belongs to the record that began last: where the quotes before it are even.</summary>
    static async Task<string> JoinAsync(SparkRun cluster, SparkLines lines, string source, List<long> others)
    {
        var parity = "(select m, value, shiftright(m, 33) part, (length(value) - length(replace(value, '\"', ''))) % 2 odd from " + source + ")";
        var counted = await cluster.AskAsync(
            $"select part, sum(odd) odd from {parity} group by part order by part", "Finding cells of several lines");
        var (open, starts) = (false, new List<string>());
        foreach (var part in counted)
        {
            if (open) starts.Add($"{part.Long("part")}");
            if (part.Long("odd") % 2 == 1) open = !open;
        }
        var opened = starts.Count == 0 ? "0" : $"case when part in ({string.Join(", ", starts)}) then 1 else 0 end";
        var begun = $"select m, value, ({opened} + coalesce(sum(odd) over (partition by part order by m rows between unbounded preceding "
            + $"and 1 preceding), 0)) % 2 = 0 begins from {parity}";
        // The last beginning at or before a line, over the borders of partitions too.
        var last = await cluster.AskAsync(
            $"select shiftright(m, 33) part, max(case when begins then m end) last from ({begun}) group by shiftright(m, 33) order by 1",
            "Finding cells of several lines");
        var (carried, carry) = (new List<string>(), 0L);
        foreach (var part in last)
        {
            carried.Add($"when {part.Long("part")} then {carry}L");
            if (part.GetProperty("last").ValueKind != System.Text.Json.JsonValueKind.Null) carry = part.Long("last");
        }
        var owned = "select m, value, coalesce(max(case when begins then m end) over (partition by shiftright(m, 33) order by m), "
            + $"case shiftright(m, 33) {string.Join(' ', carried)} end) record from ({begun})";
        await RefuseEndlessAsync(cluster, lines, owned);
        others.AddRange((await cluster.AskAsync($"select m from ({begun}) where not begins", "Finding cells of several lines")).Select(row => row.Long("m")));
        return $"(select record m, array_join(transform(array_sort(collect_list(struct(m, value))), line -> line.value), '\\n') value from ({owned}) group by record)";
    }

    static async Task RefuseEndlessAsync(SparkRun cluster, SparkLines lines, string owned)
    {
        var endless = await cluster.AskOneAsync(
            $"select min(record) m from (select record, sum(octet_length(value)) bytes from ({owned}) group by record) where bytes > {64 * MostBytes}",
            "Finding cells of several lines");
        if (endless.Maybe("m") is { } record) throw Refusals.UnclosedQuote(lines.LineAt((long)record));
    }

    static async Task CheckQuotesAsync(SparkRun cluster, SparkLines lines, char delimiter)
    {
        var line = "case when endswith(value, '\\r') then substring(value, 1, length(value) - 1) else value end";
        var wrong = await cluster.AskOneAsync(
            $"select min(m) m, min_by((length(value) - length(replace(value, '\"', ''))) % 2, m) odd from records "
            + $"where contains(value, '\"') and not ({CellSql.QuotesFit($"({line})", delimiter)})",
            "Checking quotes");
        if (wrong.Maybe("m") is not { } m) return;
        throw wrong.Long("odd") == 1 ? Refusals.UnclosedQuote(lines.LineAt((long)m)) : Refusals.StrayQuote(lines.LineAt((long)m));
    }

    static async Task CheckLengthsAsync(SparkRun cluster, SparkLines lines, char delimiter)
    {
        var wrong = await cluster.AskOneAsync(
            $"select min(struct(m, array_position(transform(f, c -> octet_length(c) > {MostBytes}), true) field)) first from "
            + $"(select m, {CellSql.Fields("value", delimiter)} f from records where octet_length(value) > {MostBytes}) "
            + $"where exists(f, c -> octet_length(c) > {MostBytes})",
            "Checking lengths");
        var first = wrong.GetProperty("first");
        if (first.ValueKind != System.Text.Json.JsonValueKind.Null)
            throw Refusals.FieldTooLong(lines.LineAt(first.Long("m")), first.Int("field"));
    }
}
