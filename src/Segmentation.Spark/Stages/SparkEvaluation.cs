using Segmentation.Choice;
using Segmentation.Numerics;
using Segmentation.Profiles;

namespace Segmentation.Spark.Stages;

/// <summary>What was found out about the segments.</summary>
/// <param name="Centres">Shape [k × d], in the final order: the nearest decides.</param>
/// <param name="Choice">k and how good it is, over all rows.</param>
sealed record SparkEvaluation(Matrix Centres, KChoice Choice, Findings Findings)
{
    /// <summary>Of the segments, from the first.</summary>
    public string[] Names => [.. Findings.Segments.Select(segment => segment.Name)];

    /// <param name="tried">What was found on the sample.</param>
    /// <param name="fit">What came of it on all rows.</param>
    public static async Task<SparkEvaluation> RunAsync(
        SparkRun cluster, SparkChoice chooser, SparkSample sample, KChoice tried, SqlFit fit)
    {
        var (clean, scaled, centres) = (chooser.Clean, chooser.Scaled, SparkSegments.Order(fit));
        var segments = await SparkSegments.MeasureAsync(cluster, scaled, centres, sample, clean.Rows);
        var choice = chooser.Complete(tried, fit, segments, sample, centres);
        var categories = await SparkCategories.CountAsync(cluster, clean.Table.Categories, segments.Sums.Sizes);
        var pca = await SparkComponents.FindAsync(cluster, sample, scaled, segments.Products, clean.Rows);

        var names = clean.Table.Features;
        var rows = new SegmentedRows(
            [.. scaled.Features.Select(feature => names[feature.Source].Name)],
            sample.Values.Select([.. scaled.Features.Select(feature => feature.Source)]), sample.Scaled, choice.Fit.Centres, choice.Fit.Labels);
        var rowNames = new RowNames(i => clean.DataRow(sample.Lines[i]), shown => sample.Ids.Length == 0 ? [] : [.. shown.Select(i => sample.Ids[i])]);
        var findings = Findings.Of(
            new(scaled.Features, segments.Distributions, categories, pca), rows, rowNames, choice, chooser.Spec.Seed, cluster.Stop);
        return new(centres, choice, findings with
        {
            Dropped = [.. scaled.Dropped.Select(dropped => Findings.LeftOut(names[dropped.Source].Name, dropped.Reason))],
        });
    }
}
