namespace Segmentation.Data;

/// <summary>Recognises a line at the end of a file that adds up the others: it is no customer.</summary>
static unsafe class TotalLine
{
    static readonly HashSet<string> Words =
    [
        "total", "totals", "grand total", "sum", "subtotal", "sub total", "total general", "total général", "totale",
        "totaal", "totalt", "summe", "gesamt", "gesamtsumme", "insgesamt", "somme", "suma", "suma total", "soma",
        "razem", "celkem", "összesen", "toplam", "yhteensä", "итого", "всего", "合計", "合计", "总计", "합계",
    ];

    /// <summary>The record with the totals; null when there is none.</summary>
    public static FoundTotal? Find(FileScan scan, byte delimiter, int columns)
    {
        for (var chunk = scan.Chunks - 1; chunk >= 0; chunk--)
        {
            var last = new LastSink(scan.File.Start);
            RecordReader.Read(scan, chunk, (byte)'\n', keep: 1, ref last);
            if (last.Record < 0) continue;
            var text = WordOf(scan.File.Span(last.From, last.To), delimiter, columns);
            return text is null ? null : new(last.Record, last.From, text);
        }
        return null;
    }

    /// <summary>The first cell of a record that adds up others; null when the record does not. It stands in one
    /// line.</summary>
    /// <param name="record">Without its line end.</param>
    public static string? WordOf(ReadOnlySpan<byte> record, byte delimiter, int columns)
    {
        if (record.Contains((byte)'\n')) return null;
        var first = ReadOnlySpan<byte>.Empty;
        var (fields, from, quoted) = (0, 0, false);
        for (var at = 0; at <= record.Length; at++)
        {
            if (at < record.Length && record[at] == '"') quoted = !quoted;
            if (at < record.Length && (quoted || record[at] != delimiter)) continue;
            if (first.IsEmpty && fields < columns) first = Blanks.Trim(CellText.Content(record[from..at]));
            (fields, from) = (fields + 1, at + 1);
        }
        if (first.IsEmpty || (fields != columns && fields != columns + 1)) return null;
        var text = CellText.Shorten(first);
        return Words.Contains(text.TrimEnd(':', ' ').ToLowerInvariant()) ? text : null;
    }

    /// <summary>Finds the last record that is not blank.</summary>
    sealed class LastSink(byte* start) : IRecordSink
    {
        public long Record = -1;
        public long From;
        public long To;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (!BlankLine.Is(ends[0] + 1, ends[1]))
                (Record, From, To) = (record, ends[0] + 1 - start, ends[1] - start);
            return true;
        }
    }
}

/// <summary>A line of totals.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Text">Its first cell.</param>
readonly record struct FoundTotal(long Record, long Offset, string Text);
