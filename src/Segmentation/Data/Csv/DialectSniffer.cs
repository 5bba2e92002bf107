namespace Segmentation.Data;

/// <summary>Which byte separates the fields, and which record is the header.</summary>
/// <param name="Alternatives">Other delimiters that would give a table, best first.</param>
readonly record struct Delimited(
    byte Delimiter, long HeaderRecord, double Confidence, IReadOnlyList<DialectAlternative> Alternatives);

/// <summary>Finds the delimiter: the one that splits records from all over the file most evenly.</summary>
static unsafe class DialectSniffer
{
    const int Places = 8;
    const int RecordsPerPlace = 200;

    static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    public static Delimited Sniff(FileScan scan)
    {
        var header = FirstRecord(scan);
        if (SeparatorLine(scan) is { } stated) return new(stated, header + 1, 1, []);
        var (scores, sum) = (new double[Candidates.Length], 0.0);
        for (var i = 0; i < scores.Length; i++) sum += scores[i] = Score(scan, Candidates[i], header);
        if (sum == 0) return new((byte)',', header, 0.5, []);   // one column: any delimiter fits

        var ordered = new List<DialectAlternative>();
        while (TakeBest(scores) is { } best)
            ordered.Add(new((char)Candidates[best.Candidate], Math.Round(best.Score / sum, 3)));
        return new((byte)ordered[0].Delimiter, header, ordered[0].Confidence, ordered[1..]);
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

    /// <summary>The share of records with as many fields as the header; more fields count a little more.</summary>
    static double Score(FileScan scan, byte delimiter, long header)
    {
        var sink = new FieldCounter(header);
        foreach (var chunk in Spread(scan.Chunks))
        {
            sink.Left = RecordsPerPlace;
            RecordReader.Read(scan, chunk, delimiter, keep: 1, ref sink);
        }
        if (sink.HeaderFields < 2) return 0;
        var share = sink.Records == 0 ? 1 : (double)sink.Same / sink.Records;
        return share * (1 - (1.0 / (sink.HeaderFields + 1)));
    }

    /// <summary>The first record that is not blank.</summary>
    static long FirstRecord(FileScan scan)
    {
        var sink = new FirstFilled();
        for (var chunk = 0; chunk < scan.Chunks && sink.Found < 0; chunk++)
            RecordReader.Read(scan, chunk, (byte)'\n', keep: 1, ref sink);
        return sink.Found >= 0 ? sink.Found : throw Refusals.EmptyFile();
    }

    /// <summary>The delimiter that a first line such as <c>sep=;</c> states, which Excel writes.</summary>
    static byte? SeparatorLine(FileScan scan)
    {
        var start = scan.File.Span(scan.TextStart, Math.Min(scan.File.Length, scan.TextStart + 6));
        var isStated = start.Length == 6 && start.StartsWith("sep="u8) && start[5] is (byte)'\r' or (byte)'\n';
        return isStated && Candidates.Contains(start[4]) ? start[4] : null;
    }

    struct FieldCounter(long header) : IRecordSink
    {
        public int Left;
        public int HeaderFields;
        public long Records;
        public long Same;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (record < header) return true;
            if (record == header)
            {
                HeaderFields = fields;
                return true;
            }
            if (fields == 1 && ends[1] <= ends[0] + 1) return true;
            Records++;
            if (fields == HeaderFields || fields == HeaderFields + 1) Same++;
            return --Left > 0;
        }
    }

    struct FirstFilled() : IRecordSink
    {
        public long Found = -1;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (BlankLine.Is(ends[0] + 1, ends[1])) return true;
            Found = record;
            return false;
        }
    }
}
