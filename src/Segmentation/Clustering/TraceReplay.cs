using Segmentation.Evaluation;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>What a few rows do in the steps of a start: their segments follow from the centres.</summary>
public sealed class TraceReplay
{
    readonly IReadOnlyList<FeatureScale> _scales;
    readonly Matrix _rows;
    readonly int _k;

    /// <param name="features">Of the result.</param>
    /// <param name="values">Shape [d × m]: a column for each feature, in the units of the file.</param>
    /// <param name="start">What is replayed.</param>
    public TraceReplay(
        IReadOnlyList<FeatureInfo> features, IReadOnlyList<IReadOnlyList<double>> values, StartTrace start)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(start);
        _scales = [.. features.Select((each, j) => new FeatureScale(j, each.Transform, each.Centre, each.Scale))];
        _rows = new([.. values.Select((column, j) => column.Select(_scales[j].OfFile).ToArray())]);
        _k = start.Centres.Count;
        var assignment = new Assignment(_rows, _k, bounds: false);
        Labels = [.. start.Steps.Select(step => Nearest(assignment, step.Centres))];
    }

    /// <summary>For each step, shape [m]: segment of each row, from 0.</summary>
    public IReadOnlyList<byte[]> Labels { get; }

    /// <summary>Turns scaled centres back into the units of the file.</summary>
    /// <param name="centres">Shape [k × d].</param>
    public double[][] ToFile(IReadOnlyList<IReadOnlyList<double>> centres)
    {
        ArgumentNullException.ThrowIfNull(centres);
        return [.. centres.Select(centre => centre.Select((value, j) => _scales[j].ToFile(value)).ToArray())];
    }

    /// <summary>Indices of these rows after each step; null where fewer than two segments have rows.</summary>
    /// <remarks>Distances between rows are measured once for all steps. Time O(m² · (d + steps)).</remarks>
    public IReadOnlyList<StepIndices> Measure(CancellationToken ct)
    {
        var segmentations = Labels.Select(labels => (labels, _k)).ToArray();
        var silhouettes = Silhouette.PerRow(_rows, segmentations, ct);
        return
        [
            .. Labels.Select((labels, i) =>
            {
                if (labels.Distinct().Count() < 2) return new StepIndices(null, null, null);
                var sums = SegmentSums.Measure(_rows, labels, _k, ct);
                return new StepIndices(
                    silhouettes[i].Average(), Finite(CalinskiHarabasz.Of(sums)), Finite(DaviesBouldin.Of(sums)));
            }),
        ];
    }

    static double? Finite(double value) => double.IsFinite(value) ? value : null;

    // By the same sums as in the run, so that a row between two centres goes where it went.
    static byte[] Nearest(Assignment assignment, IReadOnlyList<IReadOnlyList<double>> centres)
    {
        assignment.Reset([.. centres.SelectMany(centre => centre)]);
        assignment.Pass(threads: 1, CancellationToken.None);
        return (byte[])assignment.Labels.Clone();
    }
}

/// <summary>How good a segmentation of a few rows is.</summary>
/// <param name="Silhouette">Mean, −1 to 1.</param>
/// <param name="CalinskiHarabasz">Higher is better.</param>
/// <param name="DaviesBouldin">Lower is better.</param>
public sealed record StepIndices(double? Silhouette, double? CalinskiHarabasz, double? DaviesBouldin);
