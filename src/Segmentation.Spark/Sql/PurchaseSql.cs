using Segmentation.Data;
using Segmentation.Features;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>The rules of <see cref="PurchaseRules"/> in SQL: what a line counts for a customer, or why it is left
/// out.</summary>
sealed class PurchaseSql
{
    readonly Layout _layout;
    readonly PurchaseRoles _roles;
    readonly RfmSpec _spec;
    readonly RowSql _rows;
    readonly int[] _read;

    /// <param name="layout">Its dates are read as days before 1970 from now on.</param>
    /// <param name="hasQuotes">Some line has a quote.</param>
    /// <param name="hasReturns">Some line ends with a carriage return.</param>
    public PurchaseSql(Layout layout, PurchaseRoles roles, RfmSpec spec, bool hasQuotes, bool hasReturns)
    {
        (_layout, _roles, _spec) = (layout, roles, spec);
        _read = [.. new[] { roles.Amount, roles.Quantity, roles.Price, roles.Date }.Where(column => column >= 0)];
        if (_read.Length == 0) _read = [roles.Customer];   // a line is split only for some column
        if (roles.Date >= 0)
            layout.Style.Forms[roles.Date] =
                layout.Style.Forms[roles.Date].Dated(layout.Samples[roles.Date].Dating with { AsOf = 0 });
        _rows = new(layout, [.. _read.Select(column => layout.Columns[column])], [], MissingPolicy.Drop)
        {
            HasQuotes = hasQuotes,
            HasReturns = hasReturns,
        };
    }

    /// <summary>All lines that are not blank: <c>m</c>, <c>f</c> (cells with quotes), <c>id</c>, <c>ord</c> (what tells
    /// orders apart; null: each line is one), <c>day</c> since 1970, <c>amount</c>, <c>items</c>, <c>bought</c> (false:
    /// only the amount counts), <c>why</c> (a <see cref="LineFault"/>) and <c>role</c> (a <see cref="ColumnRole"/>;
    /// −1: the whole line).</summary>
    public string Lines(string records)
    {
        var cells = $"select m, f, reason, {Id()} id, {Invoice()} invoice{Numbers()}, "
            + $"{(_roles.Date < 0 ? "cast(null as int)" : $"cast(-{ValueOf(_roles.Date)} as int)")} day "
            + $"from ({_rows.Rows(records)}) where reason <> {RowSql.Blank}";
        var priced = $"select *, {IsCancelled()} cancelled, {Amount()} amount, {Items()} items, {AmountFault()} wrong "
            + $"from ({cells})";
        var net = _spec.Returns == ReturnsPolicy.Net;
        var isReturn = $"wrong is not null and wrong.fault = {(int)LineFault.Return}";
        var bought = net ? $"not cancelled and not ({isReturn})" : "true";
        var judged = $"select *, {bought} bought from ({priced})";
        return $"select m, f, id, {Order()} ord, day, "
            + "case when bought then amount else -abs(amount) end amount, items, "
            + $"bought, coalesce(fault.fault, 0) why, coalesce(fault.role, -1) role "
            + $"from (select *, {Fault(net, isReturn)} fault from ({judged}))";
    }

    string Fault(bool net, string isReturn)
    {
        var counts = net ? $"wrong is not null and not ({isReturn}) "
            + $"and (bought or wrong.fault <> {(int)LineFault.ZeroAmount})" : "wrong is not null";
        var date = _roles.Date < 0 ? "" : $"when day is null then {Of(LineFault.MissingDate, ColumnRole.Date)} ";
        var future = _roles.Date < 0 || _spec.AsOf is not { } asOf ? ""
            : $"when day > {PurchaseDay.Of(asOf)} then {Of(LineFault.Future, ColumnRole.Date)} ";
        return $"case when reason = {RowSql.Ragged} then {Of(LineFault.Ragged, null)} "
            + $"when {IsMissing("id")} then {Of(LineFault.MissingCustomer, ColumnRole.Customer)} "
            + (net ? "" : $"when cancelled then {Of(LineFault.Canceled, ColumnRole.Invoice)} ")
            + $"when {counts} then wrong {date}{future}end";
    }

    string AmountFault()
    {
        if (_roles.Amount >= 0)
            return $"case {Unreadable(_roles.Amount, ColumnRole.Amount)}"
                + $"when amount < 0 then {Of(LineFault.Return, ColumnRole.Amount)} "
                + (_roles.Quantity < 0 ? "" : $"when items < 0 then {Of(LineFault.Return, ColumnRole.Quantity)} ")
                + $"when amount = 0 then {Of(LineFault.ZeroAmount, ColumnRole.Amount)} end";
        if (_roles.Quantity < 0) return $"cast(null as {Type})";
        var pieces = Unreadable(_roles.Quantity, ColumnRole.Quantity);
        var isReturn = $"when items < 0 then {Of(LineFault.Return, ColumnRole.Quantity)} ";
        return _roles.Price < 0
            ? $"case {pieces}{isReturn}end"
            : $"case {pieces}{Unreadable(_roles.Price, ColumnRole.Price)}{isReturn}"
                + $"when {ValueOf(_roles.Price)} < 0 then {Of(LineFault.Return, ColumnRole.Price)} "
                + $"when items = 0 then {Of(LineFault.ZeroAmount, ColumnRole.Quantity)} "
                + $"when {ValueOf(_roles.Price)} = 0 then {Of(LineFault.ZeroAmount, ColumnRole.Price)} end";
    }

    string Unreadable(int column, ColumnRole role) =>
        $"when e{At(column)} = {1 + (int)Data.Fault.Missing} then {Of(LineFault.MissingValue, role)} "
        + $"when e{At(column)} = {1 + (int)Data.Fault.NotFinite} then {Of(LineFault.NotFinite, role)} "
        + $"when e{At(column)} > 0 then {Of(LineFault.NotANumber, role)} ";

    string Amount() => _roles.Amount >= 0 ? $"coalesce({ValueOf(_roles.Amount)}, 0D)"
        : _roles is { Quantity: >= 0, Price: >= 0 }
        ? $"coalesce({ValueOf(_roles.Quantity)} * {ValueOf(_roles.Price)}, 0D)" : "0D";

    string Items() => _roles.Quantity < 0 ? "0D" : $"coalesce({ValueOf(_roles.Quantity)}, 0D)";

    // The alias of a column cannot be used beside it.
    string Numbers() => string.Concat(_read.Where(column => column != _roles.Date)
        .Select(column => $", v{At(column)}, coalesce(get(slow, {At(column)}).e, 0) e{At(column)}"));

    string ValueOf(int column) => $"v{At(column)}";

    int At(int column) => Array.IndexOf(_read, column);

    /// <summary>Programs write the ids of a column with gaps as 17850.0.</summary>
    string Id()
    {
        var id = $"trim({_rows.ContentOf(_layout.Columns[_roles.Customer])})";
        return _layout.Samples[_roles.Customer].IsNumeric
            ? $"regexp_replace({id}, {Quote("^(.+)[.,]0+$")}, '$1')" : id;
    }

    string IsMissing(string text) => NumberSql.IsMissingText(text, _layout.Style.Forms[_roles.Customer].Missing);

    string Invoice() => _roles.Invoice < 0
        ? "cast(null as string)" : $"trim({_rows.ContentOf(_layout.Columns[_roles.Invoice])})";

    string IsCancelled() => _roles.Invoice >= 0
        && _layout.Samples[_roles.Invoice] is { IsNumeric: true } or { LooksNumeric: true }
            ? $"invoice rlike {Quote("^[Cc][0-9]+$")}" : "false";

    /// <summary>A line without its invoice is one with the others of its day, as where no line has one.</summary>
    string Order()
    {
        var other = _roles.Date >= 0 ? "concat('d', day)" : "concat('m', m)";
        return _roles.Invoice < 0
            ? other
            : $"case when {IsMissing("invoice")} then {other} else concat('i', invoice) end";
    }

    const string Type = "struct<fault: int, role: int>";

    static string Of(LineFault fault, ColumnRole? role) =>
        $"named_struct('fault', {(int)fault}, 'role', {(role is { } each ? (int)each : -1)})";
}
