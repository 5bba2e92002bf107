namespace Segmentation.Data;

/// <summary>Finds the record with which the table begins: below titles, comments, blank lines and Excel's
/// <c>sep=;</c>.</summary>
static unsafe class TableStart
{
    const int Looked = 60;
    const double MostlyFilled = 0.6;

    /// <summary>The first record of the table.</summary>
    /// <param name="width">How many fields most records have.</param>
    /// <param name="from">1 when the first line states the delimiter, else 0.</param>
    /// <exception cref="InvalidDatasetException">Every line is blank.</exception>
    public static long Find(FileScan scan, byte delimiter, int width, int from)
    {
        var top = Top(scan, delimiter);
        var start = Array.FindIndex(top, from, record => !record.IsAbove(width));
        if (start < 0) start = Array.FindIndex(top, from, record => !record.IsBlank);
        return start >= 0 ? start : throw Refusals.EmptyFile();
    }

    /// <summary>Whether the first line is whole and the next one is split into numbers: that splits decimals, not
    /// columns.</summary>
    public static bool SplitsNumbersOnly(FileScan scan, byte delimiter)
    {
        var two = Top(scan, delimiter).Where(record => !record.IsBlank && !record.IsComment).Take(2).ToArray();
        return two is [{ Fields: 1 }, { Fields: > 1, Numbers: > 0 }];
    }

    /// <summary>The first text of the lines above the table; empty when they are blank.</summary>
    public static string Title(FileScan scan, byte delimiter, long start) =>
        Top(scan, delimiter).Take((int)start).FirstOrDefault(record => !record.IsBlank)?.Text ?? "";

    static TopRecord[] Top(FileScan scan, byte delimiter)
    {
        var sink = new TopSink([]);
        for (var chunk = 0; chunk < scan.Chunks && sink.Records.Count < Looked; chunk++)
            RecordReader.Read(scan, chunk, delimiter, DatasetLimits.MostColumns, ref sink);
        return [.. sink.Records];
    }

    sealed class TopSink(List<TopRecord> records) : IRecordSink
    {
        public List<TopRecord> Records => records;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var (filled, numbers, text) = (0, 0, (string?)null);
            for (var i = 0; i < Math.Min(fields, DatasetLimits.MostColumns); i++)
            {
                var cell = Blanks.Trim(CellText.Content(new(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1))));
                if (cell.IsEmpty) continue;
                filled++;
                text ??= CellText.Shorten(cell);
                if (cell[0] is >= (byte)'0' and <= (byte)'9') numbers++;
            }
            records.Add(new(fields, filled, numbers, text));
            return records.Count < Looked;
        }
    }

    /// <summary>One of the first records.</summary>
    sealed record TopRecord(int Fields, int Filled, int Numbers, string? Text)
    {
        public bool IsBlank => Filled == 0;
        public bool IsComment => Text is ['#', ..];

        /// <summary>Whether it stands above a table of so many columns: a row of the table has more cells, or
        /// numbers.</summary>
        public bool IsAbove(int width) => IsBlank || (IsComment && (width < 2 || Fields != width))
            || (width >= 2 && (Filled == 1 || (Filled < MostlyFilled * width && Numbers == 0)));
    }
}
