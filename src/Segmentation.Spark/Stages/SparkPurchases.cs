using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Makes customers of purchases: the lines stay on the cluster, the customers come here.</summary>
sealed class SparkPurchases
{
    /// <summary>The lines, cached in the cluster's memory.</summary>
    public const string View = "purchases";

    const string FolderName = ".customers";
    const char Separator = ',';

    readonly SparkRun _spark;
    readonly SparkLines _lines;
    readonly PurchaseFile _file;
    readonly RowSql _cells;

    SparkPurchases(SparkRun spark, SparkLines lines, PurchaseFile file)
    {
        (_spark, _lines, _file) = (spark, lines, file);
        _cells = CellsOf(lines, file.Layout);
    }

    /// <summary>The file as purchases; null when a row is a customer.</summary>
    /// <exception cref="InvalidDatasetException">Rows are purchases, and nothing tells who bought, or what was asked
    /// for is not there.</exception>
    public static async Task<PurchaseFile?> FindAsync(
        SparkRun spark, SparkLines lines, Layout layout, SegmentationSpec spec)
    {
        var repeat = RowKind.Uncounted(layout, spec) is { } customer
            && await RepeatAsync(spark, lines, layout, customer);
        return RowKind.DecideWith(layout, spec, _ => repeat) is { } roles ? PurchaseFile.Of(layout, roles, spec) : null;
    }

    /// <summary>Adds up all lines by customer.</summary>
    /// <param name="folder">Of the run.</param>
    /// <exception cref="InvalidDatasetException">There are too few customers.</exception>
    public static async Task<(GroupedPurchases Grouped, PurchaseAccount Account)> GroupAsync(
        SparkRun spark, SparkLines lines, PurchaseFile file, string folder)
    {
        await SparkRecords.ViewAsync(spark, lines, file.Layout);
        var own = new SparkPurchases(spark, lines, file);
        await own.CacheAsync();
        var leftOut = await own.LeftOutAsync();
        var read = (await spark.AskOneAsync($"select count(1) n from {View}", "Counting the lines")).Long("n");
        var customers = await own.CustomersAsync(folder);
        var grouped = customers.Grouped(read, leftOut, file.Layout);
        var seen = await own.LookAsync(leftOut);
        return (grouped, file.Account(grouped, (records, column) =>
            [.. records.Select((record, i) => own.SeenOf(seen[record], record, column(i)))]));
    }

    /// <summary>Whether customers repeat in all of the file; rows that repeat entirely do not count.</summary>
    static async Task<bool> RepeatAsync(SparkRun spark, SparkLines lines, Layout layout, int customer)
    {
        await SparkRecords.ViewAsync(spark, lines, layout);
        var cells = CellsOf(lines, layout);
        var id = $"trim({cells.ContentOf(layout.Columns[customer])})";
        var counted = await spark.AskOneAsync(
            $"select count(distinct id) ids, count(distinct value) rows from (select {id} id, value "
            + $"from (select value, {cells.Fields} f from records)) where lower(id) not in ({NumberSql.Missing})",
            "Looking whether customers repeat");
        return RowKind.AreMany(counted.Long("rows") - counted.Long("ids"), counted.Long("ids"));
    }

    static RowSql CellsOf(SparkLines lines, Layout layout) => new(layout, [], [], MissingPolicy.Drop)
    {
        HasQuotes = lines.HasQuotes,
        HasReturns = lines.HasReturns,
    };

    async Task CacheAsync()
    {
        var sql = new PurchaseSql(_file.Layout, _file.Roles, _file.Spec, _lines.HasQuotes, _lines.HasReturns);
        // The condition keeps the cached lines from being shared with another session, which would free them.
        await _spark.RunAsync(
            $"create or replace temporary view {View} as select m, id, ord, day, amount, items, bought, why, role "
            + $"from ({sql.Lines("records")}) where '{_spark.Session.Id:N}' <> ''");
        await _spark.RunAsync($"cache lazy table {View} options ('storageLevel' = 'MEMORY_AND_DISK')");
    }

    async Task<LeftOutLines> LeftOutAsync()
    {
        var found = new LeftOutLines();
        var reasons = await _spark.AskAsync(
            $"select why, role, count(1) n from {View} where why > 0 group by why, role", "Counting what is left out");
        foreach (var reason in reasons)
        {
            var (why, role) = (reason.Int("why"), reason.Int("role"));
            await AddAsync(found, (LineFault)why, role, reason.Long("n"), $"why = {why} and role = {role}");
        }
        if (_file.Spec.Returns == ReturnsPolicy.Net)
        {
            var where = $"why = 0 and id in (select id from {View} where why = 0 group by id having not max(bought))";
            var count = (await _spark.AskOneAsync(
                $"select count(1) n from {View} where {where}", "Counting what is left out")).Long("n");
            if (count > 0) await AddAsync(found, LineFault.NoPurchase, -1, count, where);
        }
        return found;
    }

    async Task AddAsync(LeftOutLines found, LineFault fault, int role, long count, string where)
    {
        var first = await _spark.AskAsync(
            $"select m from {View} where {where} order by m limit {LeftOutLines.Most}", "Looking at what is left out");
        found.Add(
            fault, role < 0 ? null : (ColumnRole)role, count, [.. first.Select(row => row.Long("m")).Order()]);
    }

    /// <summary>The cells, with quotes, of lines that are named.</summary>
    async Task<Dictionary<long, string[]>> LookAsync(LeftOutLines leftOut)
    {
        var wanted = leftOut.First.Select(line => line.Record)
            .Concat(leftOut.Reasons.SelectMany(reason => reason.Records)).Distinct().ToArray();
        if (wanted.Length == 0) return [];
        var rows = await _spark.AskAsync(
            $"select m, {_cells.Fields} f from records where m in ({string.Join(", ", wanted)})",
            "Looking at what is left out");
        return rows.ToDictionary(row => row.Long("m"), row => Array.ConvertAll(
            [.. row.GetProperty("f").EnumerateArray()], (JsonElement cell) => cell.GetString()!));
    }

    SeenLine SeenOf(string[] cells, long record, int column) => new(
        _lines.LineAt(record), cells.Length,
        column >= 0 && column < cells.Length ? CellText.ToText(Encoding.UTF8.GetBytes(cells[column])) : "");

    /// <summary>The customers, ordered by the bytes of their ids.</summary>
    /// <remarks>Sums are made by part of the file and then in the order of the parts, so that they are the same each
    /// time.</remarks>
    async Task<CustomerList> CustomersAsync(string folder)
    {
        var part = LineNumberSql.Partition("m");
        var parts = $"select id, {part} part, sum(amount) amount, sum(case when bought then items end) items, "
            + "count(1) lines, count_if(bought) purchases, min(case when bought then day end) first, "
            + $"max(case when bought then day end) last from {View} where why = 0 group by id, {part}";
        var sums = "select id, sum(lines) lines, sum(purchases) purchases, min(first) first, max(last) last, "
            + "aggregate(array_sort(collect_list(struct(part, amount))), 0D, (s, x) -> s + x.amount) amount, "
            + "aggregate(array_sort(collect_list(struct(part, items))), 0D, (s, x) -> s + coalesce(x.items, 0D)) items "
            + $"from ({parts}) group by id having purchases > 0";
        var orders = $"select id, count(1) orders from (select distinct id, ord from {View} where why = 0 and bought) "
            + "group by id";
        var texts = SqlText.Each(
            ["first", "last", "orders", "lines", "purchases", "amount", "items"],
            name => $"coalesce(cast({name} as string), '')");
        var path = Path.Combine(folder, FolderName);
        await _spark.RunAsync(
            $"insert overwrite directory {SqlText.Quote($"file:{Path.GetFullPath(path)}")} using text "
            + $"select concat_ws('{Separator}', {texts}, hex(id)) value from ({sums}) join ({orders}) using (id) "
            + "order by id",
            "Adding up the purchases of each customer");
        var list = new CustomerList();
        foreach (var name in Directory.GetFiles(path).Where(each => Path.GetFileName(each)[0] is not ('.' or '_'))
            .Order(StringComparer.Ordinal))
            foreach (var line in File.ReadLines(name)) list.Add(line.Split(Separator));
        Directory.Delete(path, recursive: true);
        return list;
    }

    /// <summary>Customers as the cluster wrote them.</summary>
    sealed class CustomerList
    {
        readonly List<CustomerTotals> _customers = [];
        readonly ArrayBufferWriter<byte> _ids = new();

        public void Add(string[] cells)
        {
            var id = Convert.FromHexString(cells[7]);
            _customers.Add(new(_ids.WrittenCount, id.Length)
            {
                First = cells[0].Length > 0 ? int.Parse(cells[0], CultureInfo.InvariantCulture) : int.MaxValue,
                Last = cells[1].Length > 0 ? int.Parse(cells[1], CultureInfo.InvariantCulture) : PurchaseDay.None,
                Orders = int.Parse(cells[2], CultureInfo.InvariantCulture),
                Lines = int.Parse(cells[3], CultureInfo.InvariantCulture),
                Purchases = int.Parse(cells[4], CultureInfo.InvariantCulture),
                Amount = double.Parse(cells[5], CultureInfo.InvariantCulture),
                Items = double.Parse(cells[6], CultureInfo.InvariantCulture),
            });
            _ids.Write(id);
        }

        public GroupedPurchases Grouped(long lines, LeftOutLines leftOut, Layout layout) => new(
            [.. _customers], (in CustomerTotals customer) =>
                _ids.WrittenSpan.Slice((int)customer.Id, customer.IdLength),
            lines, leftOut, new(layout.Names.Length));
    }
}
