namespace Segmentation.Data;

/// <summary>Which byte separates the fields, and which record is the header.</summary>
/// <param name="Alternatives">Other delimiters that would give a table, best first.</param>
readonly record struct Delimited(
    byte Delimiter, long HeaderRecord, double Confidence, IReadOnlyList<DialectAlternative> Alternatives)
{
    /// <summary>The same without a header: what seemed one is the first row, and the record before it has its
    /// place.</summary>
    public Delimited WithoutHeader() => this with { HeaderRecord = HeaderRecord - 1, IsHeaderless = true };

    /// <summary>The record at the place of the header is none: it stands above the first row, or does not
    /// exist.</summary>
    public bool IsHeaderless { get; private init; }
}

/// <summary>Finds the delimiter: the one that splits records from all over the file most evenly.</summary>
static unsafe class DialectSniffer
{
    const int Places = 8;
    const int RecordsPerPlace = 200;

    // In the order of FieldDelimiter.
    static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <param name="asked">Somebody knows the delimiter.</param>
    /// <exception cref="InvalidDatasetException">Every line is blank, or the delimiter that was asked for does not
    /// split them.</exception>
    public static Delimited Sniff(FileScan scan, FieldDelimiter? asked = null)
    {
        if (asked is { } known) return Known(scan, Candidates[(int)known]);
        if (SeparatorLine(scan) is { } stated)
            return new(stated, TableStart.Find(scan, stated, Shape(scan, stated).Fields, from: 1), 1, []);
        var (shapes, sum) = (new (double Score, int Fields)[Candidates.Length], 0.0);
        for (var i = 0; i < shapes.Length; i++) sum += (shapes[i] = Shape(scan, Candidates[i])).Score;
        // One column: any delimiter fits.
        if (sum == 0) return new((byte)',', TableStart.Find(scan, (byte)',', 1, from: 0), 0.5, []);

        var ordered = new List<DialectAlternative>();
        var scores = Array.ConvertAll(shapes, shape => shape.Score);
        while (TakeBest(scores) is { } best)
            ordered.Add(new((char)Candidates[best.Candidate], Math.Round(best.Score / sum, 3)));
        var delimiter = (byte)ordered[0].Delimiter;
        var width = shapes[Candidates.IndexOf(delimiter)].Fields;
        return new(
            delimiter, TableStart.Find(scan, delimiter, width, from: 0), ordered[0].Confidence, ordered[1..]);
    }

    static Delimited Known(FileScan scan, byte delimiter)
    {
        var (_, width) = Shape(scan, delimiter);
        if (width < 2) throw Refusals.DelimiterNotFound((char)delimiter);
        var from = SeparatorLine(scan) is null ? 0 : 1;
        return new(delimiter, TableStart.Find(scan, delimiter, width, from), 1, []);
    }

    /// <summary>Takes the first of the highest scores and sets it to 0; null when all are 0.</summary>
    static (int Candidate, double Score)? TakeBest(double[] scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        var score = scores[best];
        scores[best] = 0;
        return score > 0 ? (best, score) : null;
    }

    /// <summary>Numbers of at most eight of the parts of a file, evenly spread from the first to the last.</summary>
    public static IEnumerable<int> Spread(int parts)
    {
        var places = Math.Min(Places, parts);
        for (var i = 0; i < places; i++) yield return places == 1 ? 0 : (int)((long)i * (parts - 1) / (places - 1));
    }

    /// <summary>How many fields most records have, and the share of these; more fields count a little more.</summary>
    static (double Score, int Fields) Shape(FileScan scan, byte delimiter)
    {
        var sink = new FieldCounter(new long[DatasetLimits.MostColumns + 3]);
        foreach (var chunk in Spread(scan.Chunks))
        {
            sink.Left = RecordsPerPlace;
            RecordReader.Read(scan, chunk, delimiter, keep: 1, ref sink);
        }
        var fields = Most(sink.Records);
        if (fields < 2 || TableStart.SplitsNumbersOnly(scan, delimiter)) return (0, fields);
        var share = (double)(sink.Records[fields] + sink.Records[fields + 1]) / sink.Records.Sum();
        return (share * (1 - (1.0 / (fields + 1))), fields);
    }

    /// <summary>The place of the largest number; of equals the last, so that a title counts less than a
    /// header.</summary>
    static int Most(long[] numbers)
    {
        var most = 0;
        for (var i = 0; i < numbers.Length; i++)
            if (numbers[i] > 0 && numbers[i] >= numbers[most]) most = i;
        return most;
    }

    /// <summary>Bytes of the line that states the delimiter, with its end; 0 when there is none.</summary>
    public static int SeparatorLineLength(FileScan scan)
    {
        if (SeparatorLine(scan) is null) return 0;
        var start = scan.File.Span(scan.TextStart, Math.Min(scan.File.Length, scan.TextStart + 7));
        return start.IndexOf((byte)'\n') + 1;
    }

    /// <summary>The delimiter that a first line such as <c>sep=;</c> states, which Excel writes.</summary>
    static byte? SeparatorLine(FileScan scan)
    {
        var start = scan.File.Span(scan.TextStart, Math.Min(scan.File.Length, scan.TextStart + 6));
        var isStated = start.Length == 6 && start.StartsWith("sep="u8) && start[5] is (byte)'\r' or (byte)'\n';
        return isStated && Candidates.Contains(start[4]) ? start[4] : null;
    }

    sealed class FieldCounter(long[] records) : IRecordSink
    {
        public int Left;

        /// <summary>Shape [fields]: records with so many.</summary>
        public long[] Records => records;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (fields == 1 && BlankLine.Is(ends[0] + 1, ends[1])) return true;
            records[Math.Min(fields, records.Length - 2)]++;
            return --Left > 0;
        }
    }
}
