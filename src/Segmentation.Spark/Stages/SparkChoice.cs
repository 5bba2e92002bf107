using Segmentation.Choice;
using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Chooses k and finds the centres: on a sample in this process, then over all rows on the cluster.</summary>
sealed class SparkChoice(SparkRun spark, UsedRows clean, ScaledRows scaled, SegmentationSpec spec)
{
    // Within so many standard errors of a centre of the sample, the centre of all rows is expected.
    const double Errors = 4;

    // k × d. Ten iterations in SQL were 1.3 times as fast as three starts of MLlib at 600, and slower at 1,500
    // (docs/performance.md).
    const int WidestLloyd = 600;

    public UsedRows Clean => clean;
    public ScaledRows Scaled => scaled;
    public SegmentationSpec Spec => spec;

    /// <summary>Chooses k and finds the best centres of the sample.</summary>
    public async Task<KChoice> TryAsync(SparkSample sample, IProgress<EngineEvent> events)
    {
        var (rows, of) = (await WithEveryKindAsync(sample), clean.Rows);
        var asked = spec with { NInit = spec.NInit ?? KMeans.StartsFor(of) };
        var tried = await Task.Run(() => KChooser.ChooseOnSample(rows, of, asked, events, spark.Stop), spark.Stop);
        // Kinds of rows that were added stand behind those of the sample.
        var alone = tried.Alone is { } found ? Array.FindAll(found.Rows, row => row < sample.Lines.Length) : [];
        return tried with { Alone = alone.Length > 0 ? tried.Alone! with { Rows = alone } : null };
    }

    /// <summary>Finds the centres of all rows.</summary>
    public Task<SqlFit> FitAsync(KChoice choice, SparkSample sample)
    {
        var fit = choice.Fit;
        if (Used(choice) == Clusterer.Mllib)
            return MllibKMeans.RunAsync(spark, choice.Sweep.Chosen, scaled.Features.Count, spec);
        if (clean.Rows <= KChooser.SampleRows)
        {
            var sizes = Array.ConvertAll(fit.Sums.Sizes, size => (long)size);
            return Task.FromResult(new SqlFit(fit.Centres, sizes, fit.Iterations, fit.Converged, []));
        }
        var lloyd = new SqlLloyd(spark, clean.Rows, sample.Scaled, spec.MaxIterations);
        return lloyd.RunAsync(fit.Centres, Expected(fit.Sums));
    }

    /// <summary>Which clusterer finds the centres of all rows.</summary>
    public Clusterer Used(KChoice choice) =>
        spec.Clusterer == Clusterer.Auto
            ? choice.Sweep.Chosen * scaled.Features.Count > WidestLloyd ? Clusterer.Mllib : Clusterer.Lloyd
            : spec.Clusterer;

    // MLlib keeps no steps. Without steps in SQL, the sample was all rows.
    StartSteps[] Traced(KChoice tried, SqlFit fit, int[] order, KMeansResult measured)
    {
        if (Used(tried) == Clusterer.Mllib) return [];
        if (fit.Steps.Length == 0) return tried.Fit.Traced;
        var steps = new StartSteps(
            1, measured.Inertia, Arrays.Indices(order.Length), fit.Steps, fit.Centres.ToRowMajor())
        {
            Squares = measured.Inertia + fit.Steps[^1].Between,
        };
        return StartSteps.GoOn(tried.Fit.Traced, steps.Renumber(order) with { Centres = measured.Sums.Centres });
    }

    static double Expected(SegmentSums sums) => Errors * Enumerable.Range(0, sums.K).Max(c =>
        Math.Sqrt(sums.WithinOf(c) / sums.Sizes[c] / sums.Sizes[c]));

    /// <summary>The rows of the sample. When almost all rows are equal, it has too few different rows for the segments,
    /// so different rows are added.</summary>
    async Task<Matrix> WithEveryKindAsync(SparkSample sample)
    {
        var most = (spec.K ?? spec.KRange[1]) + 1;
        if (sample.Scaled.Rows == clean.Rows) return sample.Scaled;
        if (DistinctRows.Find(sample.Scaled, most, spark.Stop).Length >= most) return sample.Scaled;

        var d = scaled.Features.Count;
        var kinds = await spark.AskAsync(
            $"select distinct {SqlText.Each(d, c => $"z{c}")} from scaled limit {most}", "Looking for different rows");
        var added = kinds.SelectMany(kind => Arrays.Generate(d, c => kind.Double($"z{c}")));
        return Matrix.FromRowMajor([.. sample.Scaled.ToRowMajor(), .. added], d);
    }

    /// <summary>Replaces the numbers of the sample by those that were measured over all rows.</summary>
    /// <param name="all">The fit of all rows, and the order of its segments.</param>
    public KChoice Complete(
        KChoice tried, (SqlFit Fit, int[] Order) all, SparkSegments segments, SparkSample sample, Matrix centres)
    {
        var (fit, order) = all;
        var (labels, distances) = NearestCentres.Of(sample.Scaled, centres);
        var means = Matrix.FromRowMajor(segments.Sums.Centres, segments.Sums.Features);
        var measured = new KMeansResult(means, labels, distances, segments.Sums)
        {
            Iterations = fit.Iterations,
            Starts = tried.Fit.Starts,
            Converged = fit.Converged,
        };
        measured = measured with { Traced = Traced(tried, fit, order, measured) };
        var isSame = clean.Rows <= KChooser.SampleRows && ReferenceEquals(tried.Fit.Centres, fit.Centres);
        var silhouette = isSame
            ? tried.Silhouette
            : Silhouette.Measure(sample.Scaled, labels, segments.Sums.Sizes, spec.Seed, spark.Stop);
        var choice = tried with { Fit = measured, Silhouette = silhouette };
        if (!isSame && tried.Stability is { } found)
            choice = choice with { Stability = Repeat(sample.Scaled, measured, found) };
        if (spec.K is null) return choice;

        var candidate = KChooser.Candidate(measured, silhouette.Mean, tried.Sweep.Candidates[0].Seconds);
        return choice with { Sweep = KRule.Given(candidate, sample.Scaled.Rows, clean.Rows, tried.Structure) };
    }

    /// <summary>Whether the segments of all rows come out again, on the sample.</summary>
    /// <param name="found">The same for the segments of the sample: the other seeds are those of its starts.</param>
    StabilityFindings Repeat(Matrix rows, KMeansResult measured, StabilityFindings found) =>
        StabilityTest.Run(rows, measured.Labels, measured.Sums.K, spec.Seed, null, spark.Stop) with
        {
            Seeds = found.Seeds,
        };
}
