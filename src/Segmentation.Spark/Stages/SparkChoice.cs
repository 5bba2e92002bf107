using Segmentation.Choice;
using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Chooses k and finds the centres: on a sample here, then over all rows on the cluster.</summary>
sealed class SparkChoice(SparkRun cluster, UsedRows clean, ScaledRows scaled, SegmentationSpec spec)
{
    // Standard errors of a sampled centre within which the centre of all rows is expected.
    const double Errors = 4;

    // k × d. Of ten iterations SQL was at 600 1.3 times as fast as the three starts of MLlib, at 1,500 slower (docs/performance.md).
    const int WidestLloyd = 600;

    public UsedRows Clean => clean;
    public ScaledRows Scaled => scaled;
    public SegmentationSpec Spec => spec;

    /// <summary>k, and the best centres of the sample.</summary>
    public async Task<KChoice> TryAsync(SparkSample sample, IProgress<EngineEvent> events)
    {
        var (rows, of) = (await WithEveryKindAsync(sample), clean.Rows);
        var asked = spec with { NInit = spec.NInit ?? KMeans.StartsFor(of) };
        return await Task.Run(() => KChooser.ChooseOnSample(rows, of, asked, events, cluster.Stop), cluster.Stop);
    }

    /// <summary>The centres over all rows.</summary>
    public Task<SqlFit> FitAsync(KChoice choice, SparkSample sample)
    {
        var fit = choice.Fit;
        if (Used(choice) == Clusterer.Mllib) return MllibKMeans.RunAsync(cluster, choice.Sweep.Chosen, scaled.Features.Count, spec);
        if (clean.Rows <= KChooser.SampleRows)
            return Task.FromResult(new SqlFit(fit.Centres, [.. fit.Sums.Sizes.Select(size => (long)size)], fit.Iterations, fit.Converged));
        return new SqlLloyd(cluster, clean.Rows, sample.Scaled, spec.MaxIterations).RunAsync(fit.Centres, Expected(fit.Sums));
    }

    /// <summary>What finds the centres over all rows.</summary>
    public Clusterer Used(KChoice choice) =>
        spec.Clusterer == Clusterer.Auto
            ? choice.Sweep.Chosen * scaled.Features.Count > WidestLloyd ? Clusterer.Mllib : Clusterer.Lloyd
            : spec.Clusterer;

    static double Expected(SegmentSums sums) => Errors * Enumerable.Range(0, sums.K).Max(c =>
        Math.Sqrt(sums.WithinOf(c) / sums.Sizes[c] / sums.Sizes[c]));

    /// <summary>Almost all rows may be equal, and a sample hold fewer kinds than there are segments: one of each joins it.</summary>
    async Task<Matrix> WithEveryKindAsync(SparkSample sample)
    {
        var most = (spec.K ?? spec.KRange[1]) + 1;
        if (sample.Scaled.Rows == clean.Rows || DistinctRows.Find(sample.Scaled, most, cluster.Stop).Length >= most) return sample.Scaled;

        var d = scaled.Features.Count;
        var kinds = await cluster.AskAsync($"select distinct {SqlText.Each(d, c => $"z{c}")} from scaled limit {most}", "Looking for different rows");
        var rows = new List<IReadOnlyList<double>>();
        for (var i = 0; i < sample.Scaled.Rows; i++) rows.Add([.. Enumerable.Range(0, d).Select(c => sample.Scaled[i, c])]);
        rows.AddRange(kinds.Select(kind => (IReadOnlyList<double>)[.. Enumerable.Range(0, d).Select(c => kind.Double($"z{c}"))]));
        return Matrix.FromRows(rows);
    }

    /// <summary>The choice with what was measured over all rows in the place of the sample's numbers.</summary>
    public KChoice Complete(KChoice tried, SqlFit fit, SparkSegments segments, SparkSample sample, Matrix centres)
    {
        var (labels, distances) = Nearest.Of(sample.Scaled, centres);
        var measured = new KMeansResult(Means(segments.Sums), labels, distances, segments.Sums)
        {
            Iterations = fit.Iterations,
            Starts = tried.Fit.Starts,
            Converged = fit.Converged,
        };
        var asItWas = clean.Rows <= KChooser.SampleRows && ReferenceEquals(tried.Fit.Centres, fit.Centres);
        var silhouette = asItWas ? tried.Silhouette : Silhouette.Measure(sample.Scaled, labels, segments.Sums.Sizes, spec.Seed, cluster.Stop);
        if (spec.K is null) return new(tried.Sweep, measured, silhouette);

        var candidate = KChooser.Candidate(measured, silhouette.Mean, tried.Sweep.Candidates[0].Seconds);
        return new(KRule.Given(candidate, sample.Scaled.Rows, clean.Rows), measured, silhouette);
    }

    static Matrix Means(SegmentSums sums)
    {
        var means = new Matrix(sums.K, sums.Features);
        for (var s = 0; s < sums.Centres.Length; s++) means[s / sums.Features, s % sums.Features] = sums.Centres[s];
        return means;
    }
}
