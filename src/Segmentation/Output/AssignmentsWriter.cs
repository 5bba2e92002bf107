using System.Text;
using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>Writes the used rows as they stand in the file, with their segment, and among them those that were set
/// apart, without one.</summary>
/// <remarks>Rows are copied, not formatted again; new cells go before the line end. Chunks of the file are made in
/// parallel and written each to its place, in file order. Silhouette and distance have six digits behind the decimal
/// mark of the file.</remarks>
static class AssignmentsWriter
{
    public const string FileName = "assignments.csv";
    public const string SafeFileName = "assignments.safe.csv";

    static readonly string[] NewColumns = ["cluster", "segment_name", "silhouette", "distance"];

    /// <returns>assignments.csv, and assignments.safe.csv when a spreadsheet would take a cell for a formula.</returns>
    public static IReadOnlyList<OutputFile> Write(
        CleanTable table, Assignments assignments, string folder, IProgress<long>? rowsWritten, CancellationToken ct)
    {
        var path = Path.Combine(folder, FileName);
        var risk = new RiskScan(table.Source.Layout);
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var header = Header(table.Source.Layout);
            RandomAccess.Write(file, header, 0);
            var ordered = new OrderedWriter(file, header.Length);
            WriteChunks(new RowRenderer(table, assignments), risk, ordered, rowsWritten, ct);
        }
        List<OutputFile> files = [new(FileName, new FileInfo(path).Length, table.Rows.Used + table.Rows.SetApart)];
        if (risk.Found || assignments.Names.Any(name => SafeCsv.IsRisky(Encoding.UTF8.GetBytes(name), (byte)'.')))
            files.Add(WriteSafe(table, folder, ct));
        return files;
    }

    static void WriteChunks(
        RowRenderer renderer, RiskScan risk, OrderedWriter ordered, IProgress<long>? rowsWritten, CancellationToken ct)
    {
        var (next, done, chunks) = (-1, 0L, renderer.Chunks);
        ordered.Run(Math.Min(Environment.ProcessorCount, chunks), () =>
        {
            using var buffer = new OutputBuffer();
            for (var chunk = Interlocked.Increment(ref next); chunk < chunks; chunk = Interlocked.Increment(ref next))
            {
                ct.ThrowIfCancellationRequested();
                risk.Look(chunk);
                var rows = renderer.Render(chunk, buffer);
                ordered.Write(chunk, buffer.Written);
                rowsWritten?.Report(Interlocked.Add(ref done, rows));
            }
        });
    }

    /// <summary>The first lines as they stand, with the new names: a name that is taken gets a number.</summary>
    public static byte[] Header(Layout layout)
    {
        var taken = new HashSet<string>(layout.Names, StringComparer.OrdinalIgnoreCase);
        var bytes = HeaderBytes.Of(layout, out var newline);
        var text = new StringBuilder();
        foreach (var name in NewColumns)
        {
            var free = name;
            for (var number = 2; !taken.Add(free); number++) free = $"{name}_{number}";
            text.Append((char)layout.Delimiter).Append(free);
        }
        return [.. bytes, .. Encoding.UTF8.GetBytes(text + newline)];
    }

    /// <summary>Whole records that are safe to open in a spreadsheet.</summary>
    public static byte[] Safe(byte[] records, Dialect dialect)
    {
        using var safe = new MemoryStream();
        var rewriter = Rewriter(dialect);
        var left = records.AsSpan();
        while (true)
        {
            var taken = Math.Min(left.Length, rewriter.Room.Length);
            left[..taken].CopyTo(rewriter.Room);
            left = left[taken..];
            if (!rewriter.Fill(taken)) return safe.ToArray();
            safe.Write(rewriter.Rewrite());
        }
    }

    static RecordRewriter Rewriter(Dialect dialect) =>
        new(dialect, new(dialect.Delimiter, dialect.Decimal, dialect.Bom, Safe: true));

    static OutputFile WriteSafe(CleanTable table, string folder, CancellationToken ct)
    {
        var path = Path.Combine(folder, SafeFileName);
        var dialect = table.Source.Dialect;
        using var source = new FileStream(
            Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var destination = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var rewriter = Rewriter(dialect);
        while (rewriter.Fill(source.Read(rewriter.Room)))
        {
            ct.ThrowIfCancellationRequested();
            destination.Write(rewriter.Rewrite());
        }
        return new(SafeFileName, destination.Length, table.Rows.Used + table.Rows.SetApart);
    }
}
