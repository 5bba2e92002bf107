using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Choice;

/// <summary>Tells rows with groups from one cloud: only groups have a higher mean silhouette than every one of 39 draws
/// of rows that are alike but for them.</summary>
/// <remarks>docs/advice.md has the false claims and the power by kind of data. The draws are the same for the same
/// rows, whatever the seed of the run.</remarks>
sealed class StructureTest
{
    public const int MostDraws = 39;
    /// <summary>Made always: the means over them are wanted too.</summary>
    public const int FewestDraws = 10;
    // With more rows, a sample decides: so many rows for each segment of the largest k, within these limits.
    const int RowsPerSegment = 25;
    const int FewestRows = 500;
    const int MostRows = 1_000;
    const int Purpose = 10;
    const int Seed = 1;
    const int Starts = 2;

    readonly Matrix _rows;
    readonly Scaling _scaling;
    readonly (int From, int To) _range;
    readonly Action _drawn;

    StructureTest(Matrix scaled, Scaling scaling, (int From, int To) range, Action drawn, CancellationToken ct)
    {
        (_scaling, _range, _drawn) = (scaling, range, drawn);
        var most = Math.Clamp(RowsPerSegment * range.To, FewestRows, MostRows);
        _rows = scaled.Rows <= most
            ? scaled
            : RowSample.Take(scaled, RowSample.Draw(scaled.Rows, most, new(Seed, Purpose, 0)));
        Own = Sweep(_rows, ct);
    }

    QuickSweep Own { get; }

    /// <summary>Compares the rows with draws.</summary>
    /// <param name="scaled">Shape [n × d], after transform and scaling; at least two different rows.</param>
    /// <param name="scaling">How the draws are scaled.</param>
    /// <param name="candidates">The k of the sweep, ascending, with their silhouettes over all rows.</param>
    /// <param name="drawn">Called after each draw, on any thread.</param>
    public static StructureFindings Run(
        Matrix scaled, Scaling scaling, IReadOnlyList<KCandidate> candidates, Action drawn, CancellationToken ct)
    {
        var test = new StructureTest(scaled, scaling, (candidates[0].K, candidates[^1].K), drawn, ct);
        var reference = new ReferenceRows(test._rows, ct);
        var draws = test.Draw(reference.Draw, FewestDraws, ct);
        var byK = ByK(candidates, draws);
        var allowed = byK.Where(one => one is { Allowed: true, Excess: not null })
            .OrderByDescending(one => one.Excess).ThenBy(one => one.K).ToArray();
        var findings = new StructureFindings
        {
            Tested = true,
            K = allowed.Length > 0 ? allowed[0].K : null,
            RunnerUp = allowed.Length > 1 ? allowed[1].K : null,
            Rows = test._rows.Rows,
            Best = test.Own.Best,
            HighestDraw = draws.Max(draw => draw.Best),
            Draws = draws.Length,
            Excess = allowed.Length > 0 ? allowed[0].Excess : null,
            ByK = byK,
        };
        if (!(findings.Excess >= StructureFindings.LeastExcess) || !test.Beats(draws)) return findings;

        var boxes = test.Draw(new PrincipalBox(test._rows, ct).Draw, 1, ct);
        return findings with { HighestBox = boxes.Max(draw => draw.Best), Claimed = test.Beats(boxes) };
    }

    bool Beats(QuickSweep[] draws) => Own.Best is not null && Array.TrueForAll(draws, draw => !IsAsGood(draw));

    bool IsAsGood(QuickSweep draw) => draw.Best >= Own.Best;

    /// <summary>The draws, up to the first that is as good as the data.</summary>
    QuickSweep[] Draw(Func<int, int, Matrix> draw, int fewest, CancellationToken ct)
    {
        var (sweeps, needed) = (new QuickSweep[MostDraws], Own.Best is null ? fewest : MostDraws);
        ParallelLoop.Run(MostDraws, number =>
        {
            if (number >= Volatile.Read(ref needed)) return;
            sweeps[number] = Sweep(draw(_rows.Rows, number), ct);
            _drawn();
            if (IsAsGood(sweeps[number])) Lower(ref needed, Math.Max(fewest, number + 1));
        }, ct);
        return sweeps[..needed];
    }

    static void Lower(ref int value, int to)
    {
        int seen;
        while ((seen = Volatile.Read(ref value)) > to && Interlocked.CompareExchange(ref value, to, seen) != seen) { }
    }

    QuickSweep Sweep(Matrix rows, CancellationToken ct) => Scaler.TryScale(rows, _scaling, ct) is { } scaled
        ? QuickSweep.Run(scaled, _range.From, _range.To, Starts, ct)
        : QuickSweep.Nothing(_range.From, _range.To);

    static StructureOfK[] ByK(IReadOnlyList<KCandidate> candidates, QuickSweep[] draws)
    {
        var byK = new StructureOfK[candidates.Count];
        for (var i = 0; i < byK.Length; i++)
        {
            var (candidate, at) = (candidates[i], i);
            var values = draws.Select(draw => draw.Silhouettes[at]).OfType<double>().ToArray();
            double? mean = values.Length > 0 ? values.Average() : null;
            byK[i] = new(
                candidate.K, candidate.Silhouette, values.Length > 0 ? values.Min() : null, mean,
                values.Length > 0 ? values.Max() : null, candidate.Silhouette - mean, candidate.Allowed);
        }
        return byK;
    }
}
