using Segmentation.Choice;
using Segmentation.Data;
using Segmentation.Evaluation;
using Segmentation.Profiles;
using Segmentation.Progress;

namespace Segmentation.Output;

/// <summary>Writes every file of a result.</summary>
static class ResultFiles
{
    public static IReadOnlyList<OutputFile> Write(
        CleanTable table, KChoice choice, Findings findings, string folder, StageClock clock, CancellationToken ct)
    {
        var assignments = new Assignments(
            choice.Fit.Labels, [.. findings.Segments.Select(segment => segment.Name)],
            (first, values) => Spread(choice.Silhouette, first, values),
            (first, values) => Widen(choice.Fit.Distances, first, values));
        var rows = clock.RowsWritten(table.Rows.Used + table.Rows.SetApart);
        return
        [
            .. AssignmentsWriter.Write(table, assignments, folder, rows, ct),
            .. BesideAssignments(folder, findings, table.Excluded, table.Source.Issues),
        ];
    }

    /// <summary>The small tables and the parts, which no engine makes in its own way.</summary>
    public static IReadOnlyList<OutputFile> BesideAssignments(
        string folder, Findings findings, IReadOnlyList<ExcludedRow> excluded, IReadOnlyList<Issue> issues) =>
    [
        Reports.Profiles(findings.Segments).Write(folder, "profiles.csv"),
        Reports.Excluded(excluded).Write(folder, "excluded.csv"),
        Reports.Issues([.. issues, .. findings.Issues]).Write(folder, "issues.csv"),
        ResultParts.Points.Write(folder, findings.Points, findings.Points.Rows.Count),
        ResultParts.Silhouette.Write(folder, findings.Bands, findings.Bands.Bands.Sum(band => band.Values.Count)),
        ResultParts.Candidates.Write(folder, findings.Candidates, findings.Candidates.Fits.Count),
        ResultParts.Distributions.Write(folder, findings.Bins, findings.Bins.Features.Count),
        .. Trace(folder, findings.Trace),
    ];

    static OutputFile[] Trace(string folder, FitTrace? trace) => trace is null
        ? []
        : [ResultParts.Trace.Write(folder, trace, trace.Starts.Sum(start => start.Steps.Count))];

    static void Spread(SilhouetteSummary silhouette, int first, Span<double> values)
    {
        if (!silhouette.Sampled)
        {
            silhouette.Values.AsSpan(first, values.Length).CopyTo(values);
            return;
        }
        values.Fill(double.NaN);
        var at = Array.BinarySearch(silhouette.Rows, first);
        for (var m = at < 0 ? ~at : at; m < silhouette.Rows.Length && silhouette.Rows[m] - first < values.Length; m++)
            values[silhouette.Rows[m] - first] = silhouette.Values[m];
    }

    static void Widen(float[] distances, int first, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = distances[first + i];
    }
}
