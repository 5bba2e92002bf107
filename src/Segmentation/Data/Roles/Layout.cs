namespace Segmentation.Data;

/// <summary>What is known of a file before its numbers are read: encoding, delimiter, header, number style,
/// roles.</summary>
sealed class Layout
{
    const int FewRecords = 1_000;

    Layout(
        FileScan scan, Delimited delimited, string[] names, long line, (FileReading Reading, Excerpt? Excerpt) asked)
    {
        (Reading, var excerpt) = asked;
        (Scan, HeaderRecord, HasHeader, Names) = (scan, delimited.HeaderRecord, !delimited.IsHeaderless, names);
        // The end of an excerpt is not the end of the file.
        Total = excerpt is null ? TotalLine.Find(scan, delimited.Delimiter, names.Length) : null;
        if (Total?.Record <= HeaderRecord) Total = null;
        var sample = SampledRows.Take(scan, delimited, (names.Length, HeaderRecord + Slots), excerpt);
        if (sample.Rows == 0)
            throw Refusals.NothingFits(names.Length, Refusals.DelimiterName((char)delimited.Delimiter));
        Delimiter = delimited.Delimiter;
        Style = NumberStyle.Sniff(sample, Delimiter, Reading);
        Samples = [.. names.Select((name, i) => ColumnSample.Of(sample, i, name, Style, Reading.DateOrder))];
        Sentinels = Array.ConvertAll(Samples, seen => seen.Sentinel?.Value ?? double.NaN);
        IsWhole = sample.IsWhole;
        Columns = RoleFinder.Find(Samples, IsWhole);
        Purchases = PurchaseFinder.Find(sample, Samples, HasHeader);
        Dialect = new()
        {
            Bom = scan.TextStart > 0,
            Delimiter = (char)Delimiter,
            Newline = LineEnds.Most(scan),
            HeaderRow = HasHeader ? (int)line : 0,
            SkippedRows = (int)line - 1,
            Decimal = (char)Style.Mark,
            Thousands = Style.Thousands,
            DateOrder = Reading.DateOrder ?? DateOrderOf(Samples),
            Confidence = delimited.Confidence,
            Alternatives = delimited.Alternatives,
        };
    }

    public FileScan Scan { get; }
    /// <summary>What was asked for.</summary>
    public FileReading Reading { get; }
    public byte Delimiter { get; }
    /// <summary>The record above the first row: the header; −1 when the first row begins the file.</summary>
    public long HeaderRecord { get; }
    /// <summary>Whether <see cref="HeaderRecord"/> is a header.</summary>
    public bool HasHeader { get; }
    /// <summary>The line of totals at the end, which is no row.</summary>
    public FoundTotal? Total { get; }
    /// <summary>Records at the end that are no rows: the totals and the blank lines behind them.</summary>
    public long Tail => Total is { } total ? Scan.Records - total.Record : 0;
    public string[] Names { get; }
    public NumberStyle Style { get; }
    public ColumnSample[] Samples { get; }
    public ColumnInfo[] Columns { get; }
    /// <summary>Whether rows are purchases, as far as the samples tell.</summary>
    public FoundPurchases Purchases { get; }
    /// <summary>Of each column the number that may stand for a missing one; NaN where none does.</summary>
    public double[] Sentinels { get; }
    public Dialect Dialect { get; }
    /// <summary>Whether the samples are all of the file.</summary>
    public bool IsWhole { get; }
    /// <summary>About the header.</summary>
    public List<Issue> Issues { get; } = [];
    /// <summary>Records below the header, blank lines included.</summary>
    public int Slots => (int)(Scan.Records - Tail - HeaderRecord - 1);

    /// <summary>Finds out how to read a file.</summary>
    /// <param name="excerpt">Null when the file is complete.</param>
    /// <param name="reading">What is not to be found out; null: nothing is known.</param>
    /// <exception cref="InvalidDatasetException">No text, no rows, broken quotes; or it cannot be read as
    /// asked.</exception>
    public static Layout Find(
        MappedFile file, CancellationToken ct, Excerpt? excerpt = null, FileReading? reading = null)
    {
        reading ??= new();
        if (reading.Contradiction() is { } contradiction) throw Refusals.Contradictory(contradiction);
        TextCheck.CheckStart(file);
        var scan = FileScan.Run(file, ct);
        TextCheck.CheckUtf8(scan, ct);
        var delimited = HeaderPlace.Asked(scan, DialectSniffer.Sniff(scan, reading.Delimiter), reading.HeaderRow);
        QuoteCheck.Run(scan, delimited.Delimiter, ct);
        return Find(scan, delimited, (reading, excerpt));
    }

    static Layout Find(FileScan scan, Delimited delimited, (FileReading Reading, Excerpt? Excerpt) asked)
    {
        var (cells, reading) = (HeaderReader.Read(scan, delimited, out var line), asked.Reading);
        var filled = FilledBelow(scan, delimited);
        if (filled == 0) throw Refusals.NoDataRows(LineEnds.OnlyCarriageReturns(scan));
        if (filled < DatasetLimits.FewestRows - 1) throw Refusals.TooFewRows(filled);
        var issues = new List<Issue>();
        var layout = reading.Header is null
            ? new Layout(scan, delimited, HeaderReader.Unique(cells, line, issues), line, asked) : null;
        if (layout is null || (reading.HeaderRow is null && HeaderCheck.IsRow(cells, layout.Samples)))
        {
            (delimited, filled, issues) = (delimited.WithoutHeader(), filled + 1, []);
            layout = new(scan, delimited, HeaderReader.Numbered(cells.Length), line, asked);
        }
        if (filled < DatasetLimits.FewestRows) throw Refusals.TooFewRows(filled);
        layout.Issues.AddRange(TableNotes.Of(layout));
        layout.Issues.AddRange(issues);
        return layout;
    }

    /// <summary>The order of the dates of the file; null when its columns differ, or nothing tells.</summary>
    static DateParts? DateOrderOf(ColumnSample[] samples) =>
        samples.Select(sample => sample.DateOrder).OfType<DateParts>().Distinct().ToArray() is [var only] ? only : null;

    /// <summary>Whether a column of numbers has one value in the samples but may have others in the rest of the
    /// file.</summary>
    public bool MayVary(ColumnInfo column) =>
        !IsWhole && column.Type is ColumnType.Integer or ColumnType.Number
        && column is { Role: ColumnRole.Ignored, Reason: Reasons.Constant };

    /// <summary>Whether a column is compared, or may turn out to be.</summary>
    public bool IsCandidate(ColumnInfo column) => column.Role == ColumnRole.Feature || MayVary(column);

    /// <summary>From now on reads dates that are compared as days before <paramref name="asOf"/>.</summary>
    public void ReadDates(ColumnInfo[] columns, DateOnly? asOf)
    {
        foreach (var column in columns)
            if (column is { Role: ColumnRole.Feature, Reason: Reasons.Dates })
                Style.Forms[column.Index] = Style.Forms[column.Index].Dated(Samples[column.Index].Dating with
                {
                    AsOf = asOf is { } day ? day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : null,
                });
    }

    /// <summary>Sets the day from which the dates of a column are counted back.</summary>
    public void CountFrom(int column, double asOf) =>
        Style.Forms[column] = Style.Forms[column].Dated(Style.Forms[column].Date! with { AsOf = asOf });

    /// <summary>A column of dates that are compared is called by the day from which they are counted back.</summary>
    public ColumnInfo NamedByDay(ColumnInfo column) => Style.Forms[column.Index].Date is { AsOf: { } asOf }
        ? column with { Name = DateForm.FeatureName(Names[column.Index], asOf) }
        : column;

    /// <summary>Records below the header that are not blank; of many the exact number does not matter.</summary>
    static long FilledBelow(FileScan scan, Delimited delimited)
    {
        var below = scan.Records - delimited.HeaderRecord - 1;
        if (below > Array.MaxLength) throw Refusals.TooManyRows(below);
        if (below > FewRecords) return below;
        var sink = new FilledCounter(delimited.HeaderRecord);
        for (var chunk = 0; chunk < scan.Chunks; chunk++) RecordReader.Read(scan, chunk, (byte)'\n', keep: 1, ref sink);
        return sink.Filled;
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
/// <param name="IsWhole">Only headers and lines of totals were.</param>
sealed record Excerpt(IReadOnlySet<long> Breaks, bool IsWhole);
