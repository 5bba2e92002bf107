using System.Text;

namespace Segmentation.Data;

/// <summary>Reads the names of the columns and makes them unique.</summary>
static unsafe class HeaderReader
{
    const int LongestName = 200;   // characters

    /// <summary>The cells of the header, as they stand there.</summary>
    /// <param name="line">Its line in the file, from 1.</param>
    public static string[] Read(FileScan scan, Delimited delimited, out long line)
    {
        var sink = new HeaderSink(delimited.HeaderRecord);
        var chunk = scan.ChunkOf(delimited.HeaderRecord);
        RecordReader.Read(scan, chunk, delimited.Delimiter, DatasetLimits.MostColumns, ref sink);
        if (sink.Fields > DatasetLimits.MostColumns) throw Refusals.TooManyColumns(sink.Fields);
        line = scan.LineAt(sink.Offset - scan.File.Start);
        return sink.Names ?? [];
    }

    /// <summary>Names for the columns of a file without a header.</summary>
    public static string[] Numbered(int columns) => [.. Enumerable.Range(0, columns).Select(NameOf)];

    static string NameOf(int column) => $"column_{column + 1}";

    /// <summary>A repeated name gets <c>_2</c>; a column without a name becomes <c>column_3</c>.</summary>
    public static string[] Unique(string[] names, long line, List<Issue> issues)
    {
        var taken = new HashSet<string>(names.Where(name => name.Length > 0), StringComparer.OrdinalIgnoreCase);
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var unique = new string[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].Length > 0 ? names[i] : NameOf(i);
            unique[i] = names[i].Length > 0 && used.Add(name) ? name : Free(name, taken, used);
            if (names[i].Length == 0) issues.Add(Empty(unique[i], i, line));
            else if (unique[i] != name) issues.Add(Twice(name, unique[i], line));
        }
        return unique;
    }

    /// <summary>The name, or the name with the first number from 2 that is free.</summary>
    static string Free(string name, HashSet<string> taken, HashSet<string> used)
    {
        var free = name;
        for (var number = 2; taken.Contains(free) || used.Contains(free); number++) free = $"{name}_{number}";
        used.Add(free);
        return free;
    }

    static Issue Empty(string name, int index, long line) => new()
    {
        Severity = Severity.Info,
        Code = IssueCodes.EmptyColumnName,
        Column = name,
        Row = line,
        Value = "",
        Count = 1,
        Message = $"Column {index + 1} has no name; it is called \"{name}\" here.",
        Hint = "Give the column a name in the first line.",
        Examples = [new(line, name, "")],
    };

    static Issue Twice(string name, string unique, long line) => new()
    {
        Severity = Severity.Warning,
        Code = IssueCodes.DuplicateColumn,
        Column = unique,
        Row = line,
        Value = name,
        Count = 1,
        Message = $"The name \"{name}\" stands in the header more than once; a later one is called \"{unique}\" here.",
        Hint = "Rename one of the columns.",
        Examples = [new(line, unique, name)],
    };

    sealed class HeaderSink(long header) : IRecordSink
    {
        public int Fields;
        public string[]? Names;
        public byte* Offset;

        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            if (record != header) return true;
            Fields = fields;
            Offset = ends[0] + 1;
            Names = new string[Math.Min(fields, DatasetLimits.MostColumns)];
            for (var i = 0; i < Names.Length; i++)
                Names[i] = CellText.Shorten(new(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1)), LongestName)
                    .Trim().Normalize(NormalizationForm.FormC);
            return false;
        }
    }
}
