namespace Segmentation.Data;

/// <summary>What is known of a file before its numbers are read: encoding, delimiter, header, number style,
/// roles.</summary>
sealed class Layout
{
    const int FewRecords = 1_000;

    Layout(FileScan scan, Delimited delimited, string[] names, SampledRows sample)
    {
        (Scan, HeaderRecord, Names) = (scan, delimited.HeaderRecord, names);
        Delimiter = delimited.Delimiter;
        Style = NumberStyle.Sniff(sample, Delimiter);
        Samples = [.. names.Select((name, i) => ColumnSample.Of(sample, i, name, Style))];
        Sentinels = Array.ConvertAll(Samples, seen => seen.Sentinel?.Value ?? double.NaN);
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
    /// <summary>Of each column the number that may stand for a missing one; NaN where none does.</summary>
    public double[] Sentinels { get; }
    public Dialect Dialect { get; }
    /// <summary>Whether the samples are all of the file.</summary>
    public bool IsWhole { get; }
    /// <summary>About the header.</summary>
    public List<Issue> Issues { get; } = [];
    /// <summary>Records below the header, blank lines included.</summary>
    public int Slots => (int)(Scan.Records - HeaderRecord - 1);

    /// <summary>Finds out how to read a file.</summary>
    /// <param name="excerpt">Null when the file is complete.</param>
    /// <exception cref="InvalidDatasetException">No text, no rows, broken quotes, purchases.</exception>
    public static Layout Find(MappedFile file, CancellationToken ct, Excerpt? excerpt = null)
    {
        TextCheck.CheckStart(file);
        var scan = FileScan.Run(file, ct);
        TextCheck.CheckUtf8(scan, ct);
        var delimited = DialectSniffer.Sniff(scan);
        QuoteCheck.Run(scan, delimited.Delimiter, ct);
        var issues = new List<Issue>();
        var names = HeaderReader.Read(scan, delimited, issues);
        CheckRows(scan, delimited);
        var sample = SampledRows.Take(scan, delimited, names.Length, excerpt);
        if (sample.Rows == 0)
            throw Refusals.NothingFits(names.Length, Refusals.DelimiterName((char)delimited.Delimiter));
        var layout = new Layout(scan, delimited, names, sample);
        Purchases.Refuse(layout);
        layout.Issues.AddRange(issues);
        return layout;
    }

    /// <summary>Whether a column of numbers has one value in the samples but may have others in the rest of the
    /// file.</summary>
    public bool MayVary(ColumnInfo column) =>
        !IsWhole && column.Type is ColumnType.Integer or ColumnType.Number
        && column is { Role: ColumnRole.Ignored, Reason: Reasons.Constant };

    /// <summary>Whether a column is compared, or may turn out to be.</summary>
    public bool IsCandidate(ColumnInfo column) => column.Role == ColumnRole.Feature || MayVary(column);

    static void CheckRows(FileScan scan, Delimited delimited)
    {
        var below = scan.Records - delimited.HeaderRecord - 1;
        if (below > Array.MaxLength) throw Refusals.TooManyRows(below);
        if (below > FewRecords) return;
        var sink = new FilledCounter(delimited.HeaderRecord);
        for (var chunk = 0; chunk < scan.Chunks; chunk++) RecordReader.Read(scan, chunk, (byte)'\n', keep: 1, ref sink);
        if (sink.Filled == 0) throw Refusals.NoDataRows(LineEnds.OnlyCarriageReturns(scan));
        if (sink.Filled < DatasetLimits.FewestRows) throw Refusals.TooFewRows(sink.Filled);
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

/// <summary>Says that a file has only some records of another one.</summary>
/// <param name="Breaks">Numbers of the records before which others were left out.</param>
sealed record Excerpt(IReadOnlySet<long> Breaks);
