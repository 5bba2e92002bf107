using System.Text.Json;
using Segmentation.Choice;
using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Used rows in this process, in file order: all of them, or a random sample when there are more than
/// 50,000.</summary>
/// <param name="Lines">Shape [m]: number of each row's line.</param>
/// <param name="Values">Shape [m × features], in the units of the file.</param>
/// <param name="Ids">Id of each row; empty when the file has no id column.</param>
sealed record SparkSample(long[] Lines, Matrix Values, string[] Ids)
{
    const double Spare = 1.03;   // so that fewer rows than wanted are seldom drawn
    const long Buckets = 1L << 40;
    const int CellsPerAnswer = 1_000_000;
    const int Purpose = 7;   // other numbers than any other use of the seed

    /// <summary>Shape [m × d]; empty before <see cref="With"/>.</summary>
    public Matrix Scaled { get; private init; } = new(0, 0);

    /// <summary>Adds the scaled values.</summary>
    public SparkSample With(IReadOnlyList<FeatureScale> features) => this with { Scaled = Scale(Values, features) };

    /// <summary>The sample without some of its rows; it has to be scaled again.</summary>
    /// <param name="rows">Ascending, each once.</param>
    public SparkSample Without(int[] rows)
    {
        var kept = Arrays.Indices(Lines.Length).Except(rows).ToArray();
        return new(
            Array.ConvertAll(kept, i => Lines[i]), RowSample.Take(Values, kept),
            Ids.Length == 0 ? [] : Array.ConvertAll(kept, i => Ids[i]));
    }

    public static async Task<SparkSample> DrawAsync(SparkRun spark, UsedRows clean, int seed)
    {
        var (rows, wanted) = (clean.Rows, KChooser.SampleRows);
        var share = rows <= wanted ? 1 : Math.Min(1, (wanted * Spare + 500) / rows);
        var id = Array.Find(clean.Table.Columns, column => column.Role == ColumnRole.Id);
        var drawn = new List<Drawn>((int)(rows * share) + 1);
        var parts = (int)Math.Ceiling(rows * share * (clean.Filled.Length + 2) / CellsPerAnswer);
        for (var part = 0; part < parts; part++)
        {
            var rowsOfPart = await spark.AskTextAsync(Query(clean, id, (seed, share, part, parts)), "Drawing a sample");
            drawn.AddRange(Read(rowsOfPart, clean.Filled.Length));
        }
        drawn.Sort((a, b) => a.Line.CompareTo(b.Line));
        if (share < 1 && drawn.Count > wanted)
            drawn = [.. RowSample.Draw(drawn.Count, wanted, new(seed, Purpose, 0)).Select(i => drawn[i])];
        var values = Matrix.FromRows(drawn.ConvertAll(row => (IReadOnlyList<double>)row.Values));
        return new([.. drawn.Select(row => row.Line)], values,
            id is null ? [] : [.. drawn.Select(row => CellText.Cut(row.Id, CleanTable.LongestId))]);
    }

    // A hash of the line's number, not of the row: then Spark filters before it computes the other columns.
    static string Query(UsedRows clean, ColumnInfo? id, (int Seed, double Share, int Part, int Parts) draw)
    {
        var hash = $"pmod(xxhash64(m, {draw.Seed}), {Buckets})";
        var limits = (draw.Share < 1 ? $" and {hash} < {(long)(draw.Share * Buckets)}" : "")
            + (draw.Parts > 1 ? $" and pmod({hash}, {draw.Parts}) = {draw.Part}" : "");
        var name = id is null ? "''" : CellSql.Text($"get({clean.Table.Sql.Fields}, {id.Index})");
        return $"select m, array({string.Join(", ", clean.Filled)}) v, {name} i from rows where reason = 0{limits}";
    }

    static IEnumerable<Drawn> Read(string json, int features)
    {
        using var rows = JsonDocument.Parse(json);
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            var values = new double[features];
            var at = 0;
            foreach (var value in row.GetProperty("v").EnumerateArray()) values[at++] = value.GetDouble();
            yield return new(row.Long("m"), values, row.Text("i"));
        }
    }

    static Matrix Scale(Matrix values, IReadOnlyList<FeatureScale> features)
    {
        var scaled = new Matrix(values.Rows, features.Count);
        for (var c = 0; c < features.Count; c++)
        {
            var from = values.Column(features[c].Source);
            var to = scaled.Column(c);
            var by = features[c];
            for (var i = 0; i < from.Length; i++) to[i] = by.OfFile(from[i]);
        }
        return scaled;
    }

    sealed record Drawn(long Line, double[] Values, string Id);
}
