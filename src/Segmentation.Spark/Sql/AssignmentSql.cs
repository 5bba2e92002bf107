using System.Text;
using Segmentation.Data;
using Segmentation.Output;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>The lines of the assignments file: the used rows as they stand in the file, with the new cells before the line end.</summary>
/// <param name="Names">Of the segments.</param>
/// <param name="Layout">How the file is written.</param>
/// <param name="Rows">How records are read.</param>
/// <param name="CutsLines">Some rows end with an empty field too many.</param>
/// <param name="Lasts">Numbers of the files' last lines, which may have no line end of their own.</param>
sealed record AssignmentSql(IReadOnlyList<string> Names, Layout Layout, RowSql Rows, bool CutsLines, IEnumerable<long> Lasts)
{
    const double Million = 1e6;
    const double LargestFixed = 1e9;

    readonly char _delimiter = (char)Layout.Delimiter;
    readonly char _mark = (char)Layout.Style.Mark;

    /// <param name="assigned">Has <c>m</c>, <c>value</c>, <c>cut</c>, <c>dd</c>, <c>g</c> and <c>silhouette</c>.</param>
    /// <param name="safe">What a spreadsheet would take for a formula gets an apostrophe.</param>
    public string Lines(string assigned, bool safe)
    {
        var distance = "cast(cast(sqrt(dd) as float) as double)";
        var numbers = $"select *, {Rows.Line} line, {(safe ? Rows.Fields : "null")} f, {Scaled("silhouette")} sw, {distance} distance, {Scaled(distance)} dw from ({assigned})";
        var segment = "case g" + string.Concat(Names.Select((name, g) => $" when {g} then {Quote(Segment(g, name, safe))}")) + " end";
        return $"select m, concat({(safe ? SafeLine() : CutLine())}, {segment}, {Fixed("silhouette", "sw")}, '{_delimiter}', {Fixed("distance", "dw")}, "
            + $"{LineEnd()}) value from ({numbers})";
    }

    /// <summary>Rows of which some cell is taken for a formula, counted.</summary>
    /// <param name="rows">Has <c>value</c>.</param>
    public string CountRisky(string rows) =>
        $"select count(1) n from (select value from {rows} where {CellSql.MayBeRisky("value")}) "
        + $"where exists({Rows.Fields}, c -> {CellSql.IsRisky(CellSql.Content("c"), _mark)})";

    string Segment(int g, string name, bool safe)
    {
        var risky = safe && SafeCsv.IsRisky(Encoding.UTF8.GetBytes(name), (byte)'.');
        return $"{_delimiter}{g + 1}{_delimiter}{(risky ? $"\"'{RowRenderer.Doubled(name)}\"" : RowRenderer.Quoted(name, _delimiter))}{_delimiter}";
    }

    string CutLine() => CutsLines ? "case when cut then substring(line, 1, length(line) - 1) else line end" : "line";

    string SafeLine()
    {
        var content = CellSql.Content("c");
        var cells = $"transform(slice(f, 1, {Layout.Names.Length}), c -> case when {CellSql.IsRisky(content, _mark)} then concat('\"\\'', {content}, '\"') else c end)";
        return $"case when {CellSql.MayBeRisky("line")} then array_join({cells}, '{_delimiter}') else {CutLine()} end";
    }

    // The last line of a file may have no line end, and gets the file's.
    string LineEnd() => Layout.Dialect.Newline.Length == 2 ? $"case when endswith(value, '\\r') or m in ({string.Join(", ", Lasts)}) then '\\r' else '' end"
        : Rows.HasReturns ? "case when endswith(value, '\\r') then '\\r' else '' end" : "''";

    static string Scaled(string value) => $"cast(floor(abs({value}) * {Number(Million)} + 0.5D) as bigint)";

    /// <summary>Six digits behind the mark, as <see cref="FixedNumber"/> writes them.</summary>
    string Fixed(string value, string scaled)
    {
        var digits = $"concat(case when {value} < 0 and {scaled} > 0 then '-' else '' end, cast({scaled} div 1000000 as string), '{_mark}', "
            + $"lpad(cast({scaled} % 1000000 as string), 6, '0'))";
        var shortest = _mark == '.' ? $"cast({value} as string)" : $"replace(cast({value} as string), '.', '{_mark}')";
        return $"case when {value} is null then '' when abs({value}) < {Number(LargestFixed)} then {digits} else {shortest} end";
    }
}
