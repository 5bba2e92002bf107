using System.Text.Json;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>The lines of a CSV as Spark reads them, numbered in file order, and the results of one pass over
/// them.</summary>
/// <remarks>The number of a line depends on how files are split into partitions, which is therefore fixed for the
/// session.</remarks>
sealed class SparkLines
{
    const long SmallFile = 1 << 20;
    const long SmallestPartition = 4 << 20;
    const long LargestPartition = 128 << 20;
    const int SampledLines = 4_000;
    const int LinesPerPlace = 500;

    SparkLines(Split[] splits, LastLine[] ends) =>
        (Splits, Ends, IsWhole) = (splits, ends, IsSmall(splits));

    /// <summary>In file order.</summary>
    public Split[] Splits { get; }
    /// <summary>The last line of each file that is not blank.</summary>
    public LastLine[] Ends { get; }
    /// <summary>Whether the samples are all lines.</summary>
    public bool IsWhole { get; }
    public bool HasReturns => Array.Exists(Splits, split => split.Returns > 0);
    public bool HasRisk => Array.Exists(Splits, split => split.Risky > 0);
    /// <summary>Some line has an odd number of quotes, so a cell may continue on the next.</summary>
    public bool HasOpenQuotes => Array.Exists(Splits, split => split.Odd > 0);
    public bool HasQuotes => Array.Exists(Splits, split => split.Quotes > 0);
    public long Count => Splits.Sum(split => split.Lines);
    /// <summary>Numbers of the last lines of the files.</summary>
    public IEnumerable<long> Lasts => Splits
        .Where((split, i) => i == Splits.Length - 1 || Splits[i + 1].File != split.File)
        .Select(split => split.First + split.Lines - 1);

    /// <summary>Makes the view <c>raw</c> of all lines and inspects each once.</summary>
    public static async Task<SparkLines> OpenAsync(SparkRun spark, SparkSource source)
    {
        var partition = Math.Clamp(source.Bytes / 16, SmallestPartition, LargestPartition);
        var parts = ((source.Bytes - 1) / partition) + 1;
        await ConfigureAsync(spark, source, partition, parts);
        await spark.RunAsync("create or replace temporary view raw "
            + $"using text options(path {SqlText.Quote(source.Location)}, lineSep '\n')");
        var looked = await spark.AskAsync(Look(source.IsFolder), "Looking at the lines");
        var splits = looked.Where(row => row.Long("lines") > 0).Select(Split.Of)
            .OrderBy(split => split.File, StringComparer.Ordinal).ThenBy(split => split.Block).ToArray();
        var lasts = splits.Where(split => split.Filled is not null)
            .GroupBy(split => split.File, (_, ofFile) => ofFile.Last().Filled!.Value).ToArray();
        var wanted = IsSmall(splits) ? LineNumberSql.MostPlaces : Math.Max(LinesPerPlace, SampledLines / parts);
        if (source.LocalPath is not { } path) return await SampleAsync(spark, splits, lasts, wanted);
        var first = new FirstLines(path, wanted);
        return new(
            Array.ConvertAll(splits, split => split with { Sample = first.Of(split) }),
            Array.ConvertAll(lasts, last => new LastLine(last, first.Last())));
    }

    // The size of the file does not tell: it may be packed.
    static bool IsSmall(Split[] splits) => splits.Sum(split => split.Bytes) <= SmallFile;

    static async Task ConfigureAsync(SparkRun spark, SparkSource source, long partition, long parts)
    {
        await SetAsync("spark.sql.files.maxPartitionBytes", $"{partition}");
        // Small files must not share a partition: the numbers of their lines begin with the file.
        if (source.IsFolder) await SetAsync("spark.sql.files.openCostInBytes", $"{partition}");
        await SetAsync("spark.sql.files.minPartitionNum", $"{parts}");
        // Answers are small: the time of a short query is mostly that of its stages.
        await SetAsync("spark.sql.shuffle.partitions", $"{Math.Clamp(parts / 4, 1, 64)}");
        await SetAsync("spark.sql.adaptive.enabled", "false");
        // Java never compiles a longer method: then several short queries are faster than a long one.
        await SetAsync("spark.sql.codegen.hugeMethodLimit", "8000");
        // Otherwise Spark replaces ${name} in a user's text by one of its settings.
        await SetAsync("spark.sql.variable.substitute", "false");
        // Compressing cached rows takes longer than reading them again.
        await SetAsync("spark.sql.inMemoryColumnarStorage.compressed", "false");

        Task SetAsync(string name, string value) => spark.Session.SetAsync(name, value, spark.Stop);
    }

    /// <param name="lasts">Numbers of the lines that are wanted besides the first ones.</param>
    static async Task<SparkLines> SampleAsync(SparkRun spark, Split[] splits, long[] lasts, long lines)
    {
        var folder = Array.Exists(splits, split => split.File.Length > 0);
        var samples = (await spark.AskAsync(Sample(folder, lasts, lines), "Taking some lines")).ToDictionary(
            row => (row.Long("part"), row.Text("file"), row.Long("block")), Sampled.Of);
        // None when another file of a folder comes before this one in the partition.
        var sampled = Array.ConvertAll(splits, split => split with
        {
            Sample = samples.GetValueOrDefault((split.Part, split.File, split.Block))?.First ?? [],
        });
        return new(sampled, [.. samples.Values.Select(each => each.Last).OfType<LastLine>()]);
    }

    sealed record Sampled(string[] First, LastLine? Last)
    {
        public static Sampled Of(JsonElement row) => new(
            [.. row.GetProperty("sample").EnumerateArray().Select(line => line.GetString()!)],
            row.TryGetProperty("last", out var last) && last.ValueKind == JsonValueKind.Object
                ? new(last.Long("m"), last.Text("value"))
                : null);
    }

    // No text in groups or aggregates where possible: Spark would sort instead of hash, and not compile the query.
    static string Look(bool folder) =>
        $"select part, {FileOf(folder)}, block, min(m) first, count(1) lines, sum(quotes) quotes, sum(quotes % 2) odd, "
        + "min(case when not is_valid_utf8(value) then m end) notUtf8, "
        + "min(case when contains(value, '\\0') then m end) zero, "
        + "max(octet_length(value)) longest, sum(octet_length(value)) + count(1) bytes, "
        + "max(case when trim(value) not in ('', '\\r') then m end) filled, "
        + $"count_if({CellSql.MayBeRisky("value")}) risky, "
        + $"count_if(endswith(value, '\\r')) returns{(folder ? ", min_by(value, m) head" : "")} "
        + $"from (select *, {LineNumberSql.Partition("m")} part, "
        + $"case when contains(value, '\"') then {CellSql.Quotes("value")} else 0 end quotes "
        + $"from ({Numbered(folder)})) "
        + $"group by part, block{(folder ? ", file" : "")}";

    static string Sample(bool folder, long[] lasts, long lines)
    {
        var isFirst = $"{LineNumberSql.Place("m")} < {lines}";
        var isLast = lasts.Length == 0 ? "false" : $"m in ({string.Join(", ", lasts)})";
        return $"select {LineNumberSql.Partition("m")} part, {FileOf(folder)}, block, "
            + $"collect_list(case when {isFirst} then value end) sample, "
            + $"max(case when {isLast} then struct(m, value) end) last "
            + $"from ({Numbered(folder)}) where {isFirst} or {isLast} "
            + $"group by {LineNumberSql.Partition("m")}, block{(folder ? ", file" : "")}";
    }

    static string FileOf(bool folder) => folder ? "file" : "'' file";

    static string Numbered(bool folder) =>
        $"select {LineNumberSql.Number} m, input_file_block_start() block, value"
        + $"{(folder ? ", input_file_name() file" : "")} from raw";

    /// <summary>Line in its file, from 1.</summary>
    public long LineAt(long number)
    {
        var at = Array.FindLastIndex(Splits, split => split.First <= number && number < split.First + split.Lines);
        if (at < 0) return 0;
        var line = number - Splits[at].First + 1;
        for (var i = at - 1; i >= 0 && Splits[i].File == Splits[at].File; i--) line += Splits[i].Lines;
        return line;
    }

    /// <summary>How many lines all files have before it.</summary>
    public long Before(long number)
    {
        var before = 0L;
        foreach (var split in Splits)
        {
            if (split.First <= number && number < split.First + split.Lines) return before + number - split.First;
            before += split.Lines;
        }
        return before;
    }

    /// <summary>Numbers of a line and of those behind it in its file.</summary>
    public IEnumerable<long> ToEndOfFile(long number)
    {
        var at = Array.FindIndex(Splits, split => split.First <= number && number < split.First + split.Lines);
        for (var i = at; i < Splits.Length && Splits[i].File == Splits[at].File; i++)
            for (var line = Math.Max(number, Splits[i].First); line < Splits[i].First + Splits[i].Lines; line++)
                yield return line;
    }

    /// <summary>Numbers of the first lines of each file, up to the header.</summary>
    public IEnumerable<long> HeaderLines(long headerLines)
    {
        for (var i = 0; i < Splits.Length; i++)
            if (i == 0 || Splits[i].File != Splits[i - 1].File)
                for (var line = 0L; line < headerLines; line++) yield return Splits[i].First + line;
    }
}

/// <summary>A part of a file that one task reads.</summary>
/// <param name="First">Number of its first line.</param>
/// <param name="Quotes">How many quotes it has.</param>
/// <param name="Odd">How many lines have an odd number of quotes.</param>
/// <param name="NotUtf8">Number of the first line that is not UTF-8.</param>
/// <param name="Zero">Number of the first line with a zero byte.</param>
/// <param name="Longest">Bytes of the longest line.</param>
/// <param name="Risky">How many lines may have a cell that a spreadsheet takes for a formula.</param>
/// <param name="Returns">How many lines end with a carriage return.</param>
/// <param name="Sample">The first lines.</param>
sealed record Split(
    string File, long Block, long First, long Lines, long Quotes, long Odd, long? NotUtf8, long? Zero, long Longest,
    long Risky, long Returns, string[] Sample)
{
    public static Split Of(JsonElement row) => new(
        row.Text("file"), row.Long("block"), row.Long("first"), row.Long("lines"), row.Long("quotes"), row.Long("odd"),
        row.MaybeLong("notUtf8"), row.MaybeLong("zero"), row.Long("longest"), row.Long("risky"), row.Long("returns"),
        Sample: [])
    {
        Head = row.TryGetProperty("head", out var head) ? head.GetString() : null,
        Part = row.Long("part"),
        Bytes = row.Long("bytes"),
        Filled = row.MaybeLong("filled"),
    };

    /// <summary>The first line, when the data may have several files; else null.</summary>
    public string? Head { get; private init; }
    /// <summary>Number of the partition.</summary>
    public long Part { get; private init; }
    /// <summary>With the line ends.</summary>
    public long Bytes { get; private init; }
    /// <summary>Number of the last line that is not blank; null when all are.</summary>
    public long? Filled { get; private init; }
}

/// <summary>The last line of a file that is not blank.</summary>
sealed record LastLine(long Number, string Text);
