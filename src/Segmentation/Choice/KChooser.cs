using System.Diagnostics;
using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Numerics;
using Segmentation.Progress;

namespace Segmentation.Choice;

/// <summary>Finds the segments for the k that was asked for, or for the k that the rule chooses.</summary>
sealed class KChooser
{
    /// <summary>With more rows than this, the starts run on a sample of this many.</summary>
    public const int SampleRows = 50_000;
    const int SamplePurpose = 3;
    const int SilhouettePurpose = 4;

    readonly Matrix _all;
    readonly Matrix _rows;   // all rows, or the sample the starts run on
    readonly SegmentationSpec _spec;
    readonly KMeansOptions _options;
    readonly IProgress<EngineEvent> _events;
    readonly FitProgress _progress;
    readonly int _from;
    readonly int _to;
    readonly int _of;
    readonly int _draws;   // the most that are made to tell groups from a cloud

    KChooser(Matrix all, int of, SegmentationSpec spec, IProgress<EngineEvent> events, CancellationToken ct)
    {
        (_all, _of, _spec, _events) = (all, of, spec, events);
        _draws = spec.Advice == AdviceLevel.Full ? 2 * StructureTest.MostDraws : 0;
        (_from, _to) = spec.K is { } k ? (k, k) : (spec.KRange[0], spec.KRange[1]);
        var distinct = DistinctRows.Find(all, _to + 1, ct);
        _to = Math.Min(_to, LargestK(distinct.Length));
        _rows = Sample(distinct, ct);
        _options = new(spec.NInit ?? KMeans.StartsFor(of), spec.MaxIterations, spec.Seed);
        var refits = _draws > 0 ? StabilityTest.Refits + StabilityTest.OtherSeeds : 0;
        _progress = new(events, (_to - _from + 1) * _options.Starts, _draws, refits, _rows == all ? 0 : all.Rows);
    }

    /// <summary>Tries every candidate, chooses one, and fits it to all rows.</summary>
    /// <param name="scaled">Shape [n × d], features on a common scale.</param>
    /// <returns>Segments numbered by size. With more than 50,000 rows the centres come from a sample; all rows are then
    /// assigned and the centres moved until no row changes.</returns>
    /// <exception cref="InvalidDatasetException">There are not more different rows than segments.</exception>
    public static KChoice Choose(
        Matrix scaled, SegmentationSpec spec, IProgress<EngineEvent> events, CancellationToken ct)
    {
        return ChooseOnSample(scaled, scaled.Rows, spec, events, ct);
    }

    /// <summary>The same for rows that are a sample: chooses k and finds the centres from which a fit of all rows can
    /// start.</summary>
    /// <param name="sample">Shape [m × d].</param>
    /// <param name="of">Rows in all.</param>
    public static KChoice ChooseOnSample(
        Matrix sample, int of, SegmentationSpec spec, IProgress<EngineEvent> events, CancellationToken ct)
    {
        var chooser = new KChooser(sample, of, spec, events, ct);
        return spec.K is null ? chooser.Sweep(ct) : chooser.Given(ct);
    }

    int LargestK(int distinct)
    {
        if (_from <= distinct - 1) return distinct - 1;

        var advice = distinct > 2
            ? $"Choose k = {distinct - 1} or less, or compare more columns."
            : "At least 3 different rows are needed; compare other columns.";
        throw new InvalidDatasetException(DataErrors.KTooLarge,
            $"{_from} segments need at least {_from + 1} different rows, "
            + $"but the {_of:N0} used rows have only {distinct} different combinations of values. {advice}")
        {
            Numbers = new Dictionary<string, long> { ["distinctRows"] = distinct, ["k"] = _from },
        };
    }

    Matrix Sample(int[] distinct, CancellationToken ct)
    {
        if (_all.Rows <= SampleRows) return _all;
        var drawn = RowSample.Draw(_all.Rows, SampleRows, new(_spec.Seed, SamplePurpose, 0));
        var sample = RowSample.Take(_all, drawn);
        if (DistinctRows.Find(sample, _to + 1, ct).Length > _to) return sample;

        // Almost all rows are equal: the sample has too few different rows, so one of each kind is added.
        var all = new SortedSet<int>(drawn);
        all.UnionWith(distinct);
        return RowSample.Take(_all, [.. all]);
    }

    KMeansResult Fit(int k, CancellationToken ct) => KMeans.Best(_rows, k, _options, () => _progress.Started(k), ct);

    KMeansResult FitAll(KMeansResult fit, CancellationToken ct)
    {
        if (_rows == _all) return fit;
        var all = KMeans.From(_all, fit.Centres, _options, _progress.Iterated, ct);
        return all with { Traced = StartSteps.GoOn(fit.Traced, all.Traced[0]) };
    }

    KChoice Given(CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var started = Fit(_from, ct);
        var fit = FitAll(started, ct);
        var silhouette = Silhouette.Measure(_all, fit.Labels, _from, _spec.Seed, ct);
        var candidate = Candidate(fit, silhouette.Mean, clock.Elapsed.TotalSeconds);
        _events.Report(new EngineEvent.CandidateDone(candidate));
        var structure = Test([candidate], ct);
        return new(KRule.Given(candidate, _rows.Rows, _of, structure), fit, silhouette)
        {
            Structure = structure,
            Stability = Repeat(started, fit, ct),
        };
    }

    /// <param name="started">The segments of the rows the starts ran on.</param>
    /// <param name="fit">Those of all rows.</param>
    StabilityFindings? Repeat(KMeansResult started, KMeansResult fit, CancellationToken ct)
    {
        if (_draws == 0) return null;
        var found = StabilityTest.Run(_all, fit.Labels, fit.Sums.K, _options.Seed, _progress.Refitted, ct);
        return found with { Seeds = StabilityTest.FromOtherSeeds(_rows, started, _options, _progress.Refitted, ct) };
    }

    StructureFindings Test(KCandidate[] candidates, CancellationToken ct)
    {
        if (_draws == 0) return new() { Tested = false };
        var found = StructureTest.Run(_rows, _spec.Scaling, candidates, _progress.Drawn, ct);
        _progress.Compared();
        return found;
    }

    KChoice Sweep(CancellationToken ct)
    {
        var (fits, seconds) = (new KMeansResult[_to - _from + 1], new double[_to - _from + 1]);
        for (var i = 0; i < fits.Length; i++)
        {
            var clock = Stopwatch.StartNew();
            fits[i] = Fit(_from + i, ct);
            seconds[i] = clock.Elapsed.TotalSeconds;
        }

        var silhouettes = Silhouettes(fits, seconds, ct);
        var candidates = new KCandidate[fits.Length];
        for (var i = 0; i < fits.Length; i++)
        {
            candidates[i] = Candidate(fits[i], silhouettes[i].Mean, seconds[i]);
            _events.Report(new EngineEvent.CandidateDone(candidates[i]));
        }

        var structure = Test(candidates, ct);
        var sweep = KRule.Choose(candidates, Array.ConvertAll(fits, TooSmall), _rows.Rows, _of, structure);
        var started = fits[sweep.Chosen - _from];
        var fit = FitAll(started, ct);
        var silhouette = _all.Rows <= Silhouette.ExactLimit
            ? silhouettes[sweep.Chosen - _from]
            : Silhouette.Measure(_all, fit.Labels, sweep.Chosen, _spec.Seed, ct);
        var others = Array.FindAll(fits, tried => tried.Sums.K != sweep.Chosen);
        return new(sweep, fit, silhouette)
        {
            Others = new(_rows, _rows == _all, others),
            Structure = structure,
            Stability = Repeat(started, fit, ct),
            Alone = RowsAlone.Find(_all, fits, sweep, ct),
        };
    }

    /// <summary>The silhouettes of all k, on the same rows: all of them, or one sample.</summary>
    SilhouetteSummary[] Silhouettes(KMeansResult[] fits, double[] seconds, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var exact = _rows.Rows <= Silhouette.ExactLimit;
        var rows = exact
            ? Arrays.Indices(_rows.Rows)
            : RowSample.Draw(_rows.Rows, Silhouette.SampleRows, new(_spec.Seed, SilhouettePurpose, 0));
        var labels = Array.ConvertAll(fits, fit => exact ? fit.Labels : Array.ConvertAll(rows, row => fit.Labels[row]));
        var segmentations = new (byte[], int)[fits.Length];
        for (var i = 0; i < fits.Length; i++) segmentations[i] = (labels[i], _from + i);

        var values = Silhouette.PerRow(exact ? _rows : RowSample.Take(_rows, rows), segmentations, ct);
        for (var i = 0; i < seconds.Length; i++) seconds[i] += clock.Elapsed.TotalSeconds / seconds.Length;
        return Arrays.Generate(fits.Length, i => Silhouette.Summarize(rows, values[i], labels[i], _from + i));
    }

    /// <summary>What was measured for one k.</summary>
    public static KCandidate Candidate(KMeansResult fit, double silhouette, double seconds) => new()
    {
        K = fit.Sums.K,
        Inertia = fit.Inertia,
        Iterations = fit.Iterations,
        Silhouette = silhouette,
        CalinskiHarabasz = CalinskiHarabasz.Of(fit.Sums),
        DaviesBouldin = DaviesBouldin.Of(fit.Sums),
        Smallest = fit.Sums.Sizes[^1],
        Allowed = fit.Sums.Sizes[^1] >= KRule.SmallestAllowed(fit.Sums.Rows),
        Seconds = seconds,
    };

    static int TooSmall(KMeansResult fit)
    {
        var floor = KRule.SmallestAllowed(fit.Sums.Rows);
        return fit.Sums.Sizes.Where(size => size < floor).Sum();
    }
}
