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
            var last = new LastSink();
            RecordReader.Read(scan, chunk, (byte)'\n', keep: 1, ref last);
            if (last.Record < 0) continue;
            var sink = new TotalSink(scan, columns, last.Record);
            RecordReader.Read(scan, chunk, delimiter, columns + 1, ref sink);
            return sink.Total;
        }
        return null;
    }

    /// <summary>Finds the last record that is not blank.</summary>
    sealed class LastSink : IRecordSink
    {
        public long Record = -1;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (!BlankLine.Is(ends[0] + 1, ends[1])) Record = record;
            return true;
        }
    }

    sealed class TotalSink(FileScan scan, int columns, long wanted) : IRecordSink
    {
        public FoundTotal? Total;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (record != wanted) return true;
            if (fields != columns && fields != columns + 1) return false;
            for (var i = 0; i < columns; i++)
            {
                var cell = Blanks.Trim(CellText.Content(new(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1))));
                if (cell.IsEmpty) continue;
                var text = CellText.Shorten(cell);
                if (Words.Contains(text.TrimEnd(':', ' ').ToLowerInvariant()))
                    Total = new(record, ends[0] + 1 - scan.File.Start, text);
                return false;
            }
            return false;
        }
    }
}

/// <summary>A line of totals.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Text">Its first cell.</param>
readonly record struct FoundTotal(long Record, long Offset, string Text);
