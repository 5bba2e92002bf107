namespace Segmentation.Output;

/// <summary>How a written assignments file is handed out.</summary>
/// <param name="Delimiter">Comma, semicolon, tab or pipe.</param>
/// <param name="Decimal">Point or comma.</param>
/// <param name="Bom">Begins with a byte order mark, which makes Excel read UTF-8.</param>
/// <param name="Safe">Cells that a spreadsheet would take for a formula get an apostrophe before them.</param>
public sealed record VariantOptions(char Delimiter, char Decimal, bool Bom, bool Safe);

/// <summary>Rewrites an assignments file, as a stream, to another delimiter or decimal mark or the safe form.</summary>
public static class AssignmentsVariant
{
    /// <summary>Copies all records; memory does not grow with the file.</summary>
    /// <param name="source">assignments.csv.</param>
    /// <param name="dialect">How it is written: that of the uploaded file.</param>
    /// <param name="options">How it shall be written.</param>
    /// <param name="destination">Takes the bytes.</param>
    /// <param name="ct">Ends the copying.</param>
    public static async Task WriteAsync(
        Stream source, Dialect dialect, VariantOptions options, Stream destination, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        var rewriter = new RecordRewriter(dialect, options);
        while (rewriter.Fill(await source.ReadAsync(rewriter.RoomMemory, ct)))
            await destination.WriteAsync(rewriter.RewriteMemory(), ct);
    }
}
