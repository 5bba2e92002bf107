using Segmentation.Choice;
using Segmentation.Profiles;

namespace Segmentation.Spark.Stages;

/// <summary>k and the centres of the sample, and the rows they were found in.</summary>
/// <param name="Chooser">Knows the rows that are in a segment.</param>
/// <param name="Sample">Rows of these, scaled.</param>
/// <param name="Tried">The choice made on the sample.</param>
sealed record SparkGroups(SparkChoice Chooser, SparkSample Sample, KChoice Tried)
{
    /// <summary>Rows that stand alone; null when there are none. Those listed are of the sample.</summary>
    public Extremes? Extremes { get; private init; }

    /// <summary>Sets rows apart that stand alone, where that is asked for, as the local engine does.</summary>
    /// <param name="chooser">Of all rows.</param>
    /// <param name="sample">Scaled.</param>
    public static async Task<SparkGroups> FindAsync(
        SparkRun spark, SparkChoice chooser, SparkSample sample, IProgress<EngineEvent> events)
    {
        var spec = chooser.Spec;
        var first = await ClusterAsync(spark, chooser, sample, events);
        if (first.Extremes is null || spec.Cleaning.Extremes == ExtremesPolicy.Keep) return first;

        var (now, apart) = (first, default(ExtremeRows));
        for (var round = 0; now.Tried.Alone is { } alone; round++)
        {
            apart = Extremes.Joined(apart, now.Extremes!.Rows);
            var isTooMany = !RowsAlone.Allows(apart.Count, chooser.Clean.Rows);
            if (isTooMany || round == RowsAlone.MostRounds) return await first.KeptAsync(spark, isTooMany);
            var step = new ApartStep(now.Chooser.Scaled, alone);
            var left = await now.Chooser.Clean.WithoutAsync(spark, step, now.Extremes.Rows.Count);
            var others = now.Sample.Without(alone.Rows);
            var scaled = await ScaledRows.RunAsync(spark, left, others, spec);
            now = await ClusterAsync(spark, new(spark, left, scaled, spec), others.With(scaled.Features), events);
        }
        return now with { Extremes = Extremes.Apart(apart!, first.Tried.Sweep) };
    }

    /// <summary>Everything as it was before rows were set apart.</summary>
    async Task<SparkGroups> KeptAsync(SparkRun spark, bool isTooMany)
    {
        await Chooser.Clean.ViewAsync(spark);
        await Chooser.Scaled.ViewAsync(spark);
        return this with { Extremes = Extremes! with { Refused = Extremes.WhyKept(isTooMany) } };
    }

    static async Task<SparkGroups> ClusterAsync(
        SparkRun spark, SparkChoice chooser, SparkSample sample, IProgress<EngineEvent> events)
    {
        var tried = await chooser.TryAsync(sample, events);
        var groups = new SparkGroups(chooser, sample, tried);
        if (tried.Alone is not { } alone) return groups;

        var table = chooser.Clean.Table;
        var rows = new ExtremeValues(sample.Values, sample.Scaled, chooser.Scaled.Features).Of(
            alone.Rows, j => table.Features[j].Name,
            some => Array.ConvertAll(some, i => table.Lines.LineAt(sample.Lines[i])),
            some => sample.Ids.Length == 0 ? [] : Array.ConvertAll(some, i => sample.Ids[i]));
        var count = sample.Lines.Length == chooser.Clean.Rows
            ? alone.Rows.Length
            : await new ApartStep(chooser.Scaled, alone).CountAsync(spark);
        return groups with { Extremes = new(rows with { Count = count }) };
    }
}
