using System.Text;
using Segmentation.Data;
using Segmentation.Output;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>The lines of the assignments file: the used rows of the file, with the new cells before the line
/// end.</summary>
/// <param name="Names">Names of the segments.</param>
/// <param name="Layout">How the file is written.</param>
/// <param name="Rows">How records are read.</param>
/// <param name="CutsLines">Some rows have one field too many, which is empty.</param>
/// <param name="Lasts">Numbers of the files' last lines, which may have no line end.</param>
sealed record AssignmentSql(
    IReadOnlyList<string> Names, Layout Layout, RowSql Rows, bool CutsLines, IEnumerable<long> Lasts)
{
    /// <summary>In place of the number of a segment: the row was set apart.</summary>
    public const int Apart = -1;

    readonly char _delimiter = (char)Layout.Delimiter;
    readonly char _mark = (char)Layout.Style.Mark;

    /// <param name="assigned">Has <c>m</c>, <c>value</c>, <c>cut</c>, <c>dd</c>, <c>g</c> and
    /// <c>silhouette</c>.</param>
    /// <param name="safe">Whether cells that a spreadsheet would take for a formula get an apostrophe.</param>
    public string Lines(string assigned, bool safe)
    {
        var distance = "cast(cast(sqrt(dd) as float) as double)";
        var numbers = $"select *, {Rows.Line} line, {(safe ? Rows.Fields : "null")} f, {Scaled("silhouette")} sw, "
            + $"{distance} distance, {Scaled(distance)} dw from ({assigned})";
        var segments = string.Concat(Names.Select((name, g) => $" when {g} then {Quote(Segment(g, name, safe))}"))
            + $" when {Apart} then {Quote(RowRenderer.ApartCells(_delimiter))}";
        return $"select m, concat({(safe ? SafeLine() : CutLine())}, case g{segments} end, "
            + $"{Fixed("silhouette", "sw")}, '{_delimiter}', {Fixed("distance", "dw")}, {LineEnd()}) value "
            + $"from ({numbers})";
    }

    /// <summary>Counts the rows with a cell that a spreadsheet would take for a formula.</summary>
    /// <param name="rows">Has <c>value</c>.</param>
    public string CountRisky(string rows) =>
        $"select count(1) n from (select value from {rows} where {CellSql.MayBeRisky("value")}) "
        + $"where exists({Rows.Fields}, c -> {CellSql.IsRisky(CellSql.Content("c"), _mark)})";

    string Segment(int g, string name, bool safe)
    {
        var risky = safe && SafeCsv.IsRisky(Encoding.UTF8.GetBytes(name), (byte)'.');
        var cell = risky ? $"\"'{RowRenderer.Doubled(name)}\"" : RowRenderer.Quoted(name, _delimiter);
        return $"{_delimiter}{g + 1}{_delimiter}{cell}{_delimiter}";
    }

    string CutLine() => CutsLines ? "case when cut then substring(line, 1, length(line) - 1) else line end" : "line";

    string SafeLine()
    {
        var content = CellSql.Content("c");
        var cells = $"transform(slice(f, 1, {Layout.Names.Length}), "
            + $"c -> case when {CellSql.IsRisky(content, _mark)} then concat('\"\\'', {content}, '\"') else c end)";
        return $"case when {CellSql.MayBeRisky("line")} then array_join({cells}, '{_delimiter}') else {CutLine()} end";
    }

    // The last line of a file may have no line end and gets that of the other lines.
    string LineEnd()
    {
        if (Layout.Dialect.Newline.Length < 2 && !Rows.HasReturns) return "''";
        var last = Layout.Dialect.Newline.Length == 2 ? $" or m in ({string.Join(", ", Lasts)})" : "";
        return $"case when endswith(value, '\\r'){last} then '\\r' else '' end";
    }

    static string Scaled(string value) => $"cast(floor(abs({value}) * {Number(FixedNumber.Million)} + 0.5D) as bigint)";

    /// <summary>Six digits behind the mark, as <see cref="FixedNumber"/> writes them.</summary>
    string Fixed(string value, string scaled)
    {
        var digits = $"concat(case when {value} < 0 and {scaled} > 0 then '-' else '' end, "
            + $"cast({scaled} div {FixedNumber.Million} as string), '{_mark}', "
            + $"lpad(cast({scaled} % {FixedNumber.Million} as string), 6, '0'))";
        var shortest = _mark == '.' ? $"cast({value} as string)" : $"replace(cast({value} as string), '.', '{_mark}')";
        return $"case when {value} is null then '' "
            + $"when abs({value}) < {Number(FixedNumber.Largest)} then {digits} else {shortest} end";
    }
}
