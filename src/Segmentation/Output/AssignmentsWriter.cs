using System.Globalization;
using System.Text;
using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>Writes the used rows as they stand in the file, with their segment.</summary>
static class AssignmentsWriter
{
    public static IReadOnlyList<OutputFile> Write(
        CleanTable table, Assignments assignments, string folder, IProgress<long>? rowsWritten, CancellationToken ct)
    {
        var path = Path.Combine(folder, "assignments.csv");
        var delimiter = table.Source.Dialect.Delimiter;
        var text = new StringBuilder();
        text.Append(table.Source.Header).Append(delimiter)
            .AppendJoin(delimiter, "cluster", "segment_name", "silhouette", "distance").Append('\n');
        var n = table.Values.Rows;
        var (silhouette, distance) = (new double[n], new double[n]);
        silhouette.AsSpan().Fill(double.NaN);
        assignments.Silhouette?.Invoke(0, silhouette);
        assignments.Distance(0, distance);
        for (var i = 0; i < n; i++)
        {
            ct.ThrowIfCancellationRequested();
            var label = assignments.Labels[i];
            text.Append(table.Line(i)).Append(delimiter).Append(label + 1).Append(delimiter)
                .Append(assignments.Names[label]).Append(delimiter).Append(Number(silhouette[i])).Append(delimiter)
                .Append(Number(distance[i])).Append('\n');
        }
        File.WriteAllText(path, text.ToString());
        rowsWritten?.Report(n);
        return [new("assignments.csv", new FileInfo(path).Length, n)];
    }

    static string Number(double value) =>
        double.IsNaN(value) ? "" : value.ToString("F6", CultureInfo.InvariantCulture);
}
