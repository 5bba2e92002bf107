namespace Segmentation.Cli;

/// <summary>What a file was read as, in a line.</summary>
static class FormatText
{
    /// <summary>Null of a UTF-8 CSV, of which nothing is to be said.</summary>
    public static string? Of(SourceFormat format)
    {
        if (format is
            {
                Kind: SourceKind.Csv, Packing: null, Encoding: "utf-8", Unreadable: null, ColumnsBy: null,
            })
            return null;
        var text = "Read as " + format.Kind switch
        {
            SourceKind.Csv => $"text in {format.Encoding}{(format.EncodingGuessed ? " (--encoding to change)" : "")}",
            SourceKind.Parquet => "Parquet",
            _ => $"the sheet \"{format.Sheet}\" of an Excel workbook",
        };
        if (format.ColumnsBy is { } by)
            text += by == ColumnsBy.Width ? ", with columns of fixed width" : ", with columns separated by blanks";
        if (format.Packing is { } packing) text += $", packed by {EnumWord.Of(packing)}";
        if (format.Entry is { } entry) text += $" as \"{entry}\"";
        if (format.Unreadable is { } lost) text += $"; {lost.Count:#,0} characters of it cannot be read";
        return text;
    }
}
