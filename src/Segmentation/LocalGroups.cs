using Segmentation.Choice;
using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Profiles;

namespace Segmentation;

/// <summary>The segments that were chosen, and the rows they were found in.</summary>
/// <param name="Table">The rows that are in a segment.</param>
/// <param name="Scaled">Their features.</param>
/// <param name="Choice">k and the segments.</param>
sealed record LocalGroups(CleanTable Table, Scaled Scaled, KChoice Choice)
{
    /// <summary>Rows that stand alone; null when there are none.</summary>
    public Extremes? Extremes { get; private init; }

    /// <summary>Chooses the segments. Rows that stand alone are set apart where that is asked for, and the others
    /// scaled anew and clustered without them, until no k is kept from being recommended by a few rows.</summary>
    public static LocalGroups Find(
        CleanTable table, Scaled scaled, SegmentationSpec spec, IProgress<EngineEvent> events, CancellationToken ct)
    {
        var first = Cluster(table, scaled, spec, events, ct);
        if (first.Extremes is null || spec.Cleaning.Extremes == ExtremesPolicy.Keep) return first;

        var (now, apart) = (first, default(ExtremeRows));
        for (var round = 0; now.Choice.Alone is { } alone; round++)
        {
            apart = Extremes.Joined(apart, now.Extremes!.Rows);
            var isTooMany = !RowsAlone.Allows(apart.Count, table.Rows.Used);
            if (isTooMany || round == RowsAlone.MostRounds)
                return first with { Extremes = first.Extremes with { Refused = Extremes.WhyKept(isTooMany) } };
            var left = now.Table.Without(alone.Rows);
            var again = Scaler.Scale(left.Values, spec.Scaling, left.Source.Transforms(spec.Transform), ct);
            now = Cluster(left, again, spec, events, ct);
        }
        return now with { Extremes = Extremes.Apart(apart!, first.Choice.Sweep) };
    }

    static LocalGroups Cluster(
        CleanTable table, Scaled scaled, SegmentationSpec spec, IProgress<EngineEvent> events, CancellationToken ct)
    {
        var choice = KChooser.Choose(scaled.Values, spec, events, ct);
        var names = table.Source.FeatureColumns;
        return new(table, scaled, choice)
        {
            Extremes = choice.Alone is not { } alone ? null : new(
                new ExtremeValues(table.Values, scaled.Values, scaled.Features).Of(
                    alone.Rows, j => names[j].Name, rows => table.Lines(rows, ct), rows => table.Ids(rows, ct))),
        };
    }
}
