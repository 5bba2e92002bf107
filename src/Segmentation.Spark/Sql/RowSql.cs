using System.Globalization;
using Segmentation.Data;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>From lines to rows: which line is a row, the numbers of its features, and why a row is not used.</summary>
/// <remarks>Columns of the file are addressed by their place; no header ever stands in SQL.</remarks>
sealed class RowSql(Layout layout, IReadOnlyList<ColumnInfo> features, IReadOnlyList<ColumnInfo> categories, MissingPolicy missing)
{
    /// <summary>What <c>reason</c> is of a blank line.</summary>
    public const int Blank = -1;
    /// <summary>What <c>reason</c> is of a row with too few or too many fields.</summary>
    public const int Ragged = -2;
    const int Faults = 4;

    public IReadOnlyList<ColumnInfo> Features => features;
    public IReadOnlyList<ColumnInfo> Categories => categories;

    readonly int _columns = layout.Names.Length;
    readonly char _delimiter = (char)layout.Delimiter;
    readonly char _mark = (char)layout.Style.Mark;

    /// <summary>Place of a feature and its fault in <c>reason</c>, which is 0 for a row that is used.</summary>
    public static (int Feature, Fault Fault) Decode(int reason) => (reason / Faults, (Fault)((reason % Faults) - 1));

    /// <summary>All lines below the header: <c>m</c>, <c>line</c>, <c>cr</c>, <c>f</c> (cells with quotes), <c>t0…</c> (texts of features), <c>v0…</c> (numbers or null),
    /// <c>e0…</c> (faults), <c>k0…</c> (categories), <c>cut</c> (one empty field too many), <c>reason</c>.</summary>
    /// <param name="lines">Has <c>m</c> and <c>value</c>.</param>
    public string Rows(string lines)
    {
        var split = $"select *, {CellSql.Fields("line", _delimiter)} f from (select m, "
            + "case when endswith(value, '\\r') then substring(value, 1, length(value) - 1) else value end line, "
            + $"endswith(value, '\\r') cr from {lines})";
        var shaped = $"select *, size(f) = {_columns} or (size(f) = {_columns + 1} and get(f, {_columns}) = '') fits, "
            + $"size(f) = {_columns + 1} and get(f, {_columns}) = '' cut, size(f) = 1 and trim(line) = '' blank from ({split})";
        var cells = $"select *{Add(features.Count, j => $"trim({CellSql.Content(CellOf(features[j]))}) t{j}")} from ({shaped})";
        var numbers = $"select *{Add(features.Count, j => $"case when fits and not blank then {CellSql.Number($"t{j}", _mark)} end x{j}")} from ({cells})";
        var finite = $"select *{Add(features.Count, j => $"case when abs(x{j}) <= {Number(NotNumber.Largest)} then x{j} + 0D end v{j}")} from ({numbers})";
        var faults = $"select *{Add(features.Count, j => CellSql.Fault($"t{j}", $"v{j}", $"x{j}") + $" e{j}")} from ({finite})";
        return $"select m, line, cr, f, cut{Add(features.Count, j => $"t{j}, v{j}, e{j}")}"
            + $"{Add(categories.Count, c => $"{CellSql.Text(CellOf(categories[c]))} k{c}")}, {Reason()} reason from ({faults})";
    }

    string Reason()
    {
        var text = $"case when blank then {Blank} when not fits then {Ragged}";
        for (var j = 0; j < features.Count; j++)
            text += $" when e{j} > {(missing == MissingPolicy.Median ? 1 : 0)} then {(j * Faults).ToString(CultureInfo.InvariantCulture)} + e{j}";
        return text + " else 0 end";
    }

    static string CellOf(ColumnInfo column) => $"get(f, {column.Index})";

    static string Add(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(i => ", " + text(i)));
}
