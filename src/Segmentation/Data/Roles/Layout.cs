namespace Segmentation.Data;

/// <summary>All that is known of a file before its numbers are read: encoding, delimiter, header, number style, roles.</summary>
sealed class Layout
{
    const int FewRecords = 1_000;

    Layout(FileScan scan, Delimited delimited, string[] names, Sample sample)
    {
        (Scan, HeaderRecord, Names) = (scan, delimited.HeaderRecord, names);
        Delimiter = delimited.Delimiter;
        Style = NumberStyle.Sniff(sample, Delimiter);
        Samples = [.. names.Select((name, i) => ColumnSample.Of(sample, i, name, Style.Mark))];
        IsWhole = sample.IsWhole;
        Columns = RoleFinder.Find(Samples, IsWhole);
        Dialect = new()
        {
            Bom = scan.TextStart > 0,
            Delimiter = (char)Delimiter,
            Newline = LineEnds.Most(scan),
            HeaderRow = (int)delimited.HeaderRecord + 1,
            Decimal = (char)Style.Mark,
            Thousands = Style.Thousands,
            Confidence = delimited.Confidence,
            Alternatives = delimited.Alternatives,
        };
    }

    public FileScan Scan { get; }
    public byte Delimiter { get; }
    public long HeaderRecord { get; }
    public string[] Names { get; }
    public NumberStyle Style { get; }
    public ColumnSample[] Samples { get; }
    public ColumnInfo[] Columns { get; }
    public Dialect Dialect { get; }
    /// <summary>The samples are the whole file.</summary>
    public bool IsWhole { get; }
    /// <summary>About the header.</summary>
    public List<Issue> Issues { get; } = [];
    /// <summary>Records below the header, blank lines counted.</summary>
    public int Slots => (int)(Scan.Records - HeaderRecord - 1);

    /// <summary>Reads what is needed to know how to read the rest.</summary>
    /// <param name="excerpt">Null when the file is all there is.</param>
    /// <exception cref="InvalidDatasetException">No text, no rows, broken quotes, purchases.</exception>
    public static Layout Find(MappedFile file, CancellationToken ct, Excerpt? excerpt = null)
    {
        TextCheck.Start(file);
        var scan = FileScan.Run(file, ct);
        TextCheck.Utf8Only(scan, ct);
        var delimited = DialectSniffer.Sniff(scan);
        QuoteCheck.Run(scan, delimited.Delimiter, ct);
        var issues = new List<Issue>();
        var names = HeaderReader.Read(scan, delimited, issues);
        CheckRows(scan, delimited);
        var sample = Sample.Take(scan, delimited, names.Length, excerpt);
        if (sample.Rows == 0) throw Refusals.NothingFits(names.Length, Refusals.DelimiterName((char)delimited.Delimiter));
        var layout = new Layout(scan, delimited, names, sample);
        Purchases.Refuse(layout);
        layout.Issues.AddRange(issues);
        return layout;
    }

    static void CheckRows(FileScan scan, Delimited delimited)
    {
        var below = scan.Records - delimited.HeaderRecord - 1;
        if (below > Array.MaxLength) throw Refusals.TooManyRows(below);
        if (below > FewRecords) return;
        var sink = new FilledCounter(delimited.HeaderRecord);
        for (var chunk = 0; chunk < scan.Chunks; chunk++) RecordReader.Read(scan, chunk, (byte)'\n', keep: 1, ref sink);
        if (sink.Filled == 0) throw Refusals.NoDataRows(LineEnds.OnlyCarriageReturns(scan));
        if (sink.Filled < RowSelection.FewestRows) throw Refusals.TooFewRows(sink.Filled);
    }

    struct FilledCounter(long header) : IRecordSink
    {
        public long Filled;

        public unsafe bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (record > header && !BlankLine.Is(ends[0] + 1, ends[1])) Filled++;
            return true;
        }
    }
}

/// <summary>How lines end.</summary>
static class LineEnds
{
    const int Looked = 1 << 16;

    public static string Most(FileScan scan)
    {
        var start = scan.File.Span(0, Math.Min(scan.File.Length, Looked));
        var (both, feeds) = (start.Count("\r\n"u8), start.Count((byte)'\n'));
        return both * 2 > feeds ? "\r\n" : "\n";
    }

    public static bool OnlyCarriageReturns(FileScan scan)
    {
        var start = scan.File.Span(0, Math.Min(scan.File.Length, Looked));
        return !start.Contains((byte)'\n') && start.Count((byte)'\r') > 1;
    }
}

/// <summary>A file that holds only some records of the one that is meant.</summary>
/// <param name="Breaks">Numbers of the records before which others were left out.</param>
sealed record Excerpt(IReadOnlySet<long> Breaks);
