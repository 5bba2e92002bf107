using Segmentation.Choice;
using Segmentation.Numerics;
using Segmentation.Profiles;

namespace Segmentation.Spark.Stages;

/// <summary>The segments of all rows, measured and described.</summary>
/// <param name="Centres">Shape [k × d], in the final order: each row belongs to the nearest.</param>
/// <param name="Choice">k and how good it is, over all rows.</param>
sealed record SparkEvaluation(Matrix Centres, KChoice Choice, Findings Findings)
{
    /// <summary>Names of the segments.</summary>
    public string[] Names => [.. Findings.Segments.Select(segment => segment.Name)];

    /// <param name="groups">The choice made on the sample.</param>
    /// <param name="fit">The centres of all rows.</param>
    public static async Task<SparkEvaluation> RunAsync(SparkRun spark, SparkGroups groups, SqlFit fit)
    {
        var (chooser, sample, tried) = groups;
        var (clean, scaled) = (chooser.Clean, chooser.Scaled);
        var (order, centres) = SparkSegments.Order(fit);
        var segments = await SparkSegments.MeasureAsync(spark, scaled, centres, sample, clean.Rows);
        var choice = chooser.Complete(tried, (fit, order), segments, sample, centres);
        var categories = await SparkCategories.CountAsync(spark, clean.Table.Categories, segments.Sums.Sizes);
        var pca = await SparkComponents.FindAsync(spark, sample, scaled, segments.Products, clean.Rows);

        var names = clean.Table.Features;
        var rows = new SegmentedRows(
            [.. scaled.Features.Select(feature => names[feature.Source].Name)],
            sample.Values.Select([.. scaled.Features.Select(feature => feature.Source)]),
            sample.Scaled, choice.Fit.Centres, choice.Fit.Labels);
        var rowNames = new RowNames(
            i => clean.DataRow(sample.Lines[i]),
            shown => sample.Ids.Length == 0 ? [] : Array.ConvertAll(shown, i => sample.Ids[i]));
        var histograms = await SparkHistograms.CountAsync(
            spark, scaled.Features, [.. rows.Features], segments.Distributions, rows.K);
        var measured = new Measured(scaled.Features, segments.Distributions, histograms, categories, pca);
        var findings = Findings.Of(measured, rows, rowNames, choice, chooser.Spec.Seed, spark.Stop);
        var dropped = scaled.Dropped.Select(feature => Findings.LeftOut(names[feature.Source].Name, feature.Reason));
        return new(centres, choice, findings with { Dropped = [.. dropped], Extremes = groups.Extremes });
    }
}
