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

    SparkLines(Split[] splits, bool isWhole) => (Splits, IsWhole) = (splits, isWhole);

    /// <summary>In file order.</summary>
    public Split[] Splits { get; }
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
        var whole = source.Bytes <= SmallFile;
        var looked = await spark.AskAsync(Look(source.IsFolder), "Looking at the lines");
        var wanted = whole ? LineNumberSql.MostPlaces : Math.Max(LinesPerPlace, SampledLines / parts);
        var sample = source.LocalPath is { } path
            ? new FirstLines(path, wanted).Of
            : await SampleAsync(spark, source.IsFolder, wanted);
        var splits = looked.Where(row => row.Long("lines") > 0).Select(row => Split.Of(row, sample(row)))
            .OrderBy(split => split.File, StringComparer.Ordinal).ThenBy(split => split.Block).ToArray();
        return new(splits, whole);
    }

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

    static async Task<Func<JsonElement, string[]>> SampleAsync(SparkRun spark, bool folder, long lines)
    {
        var samples = (await spark.AskAsync(Sample(folder, lines), "Taking some lines")).ToDictionary(PlaceOf);
        // None when another file of a folder comes before this one in the partition.
        return row => samples.TryGetValue(PlaceOf(row), out var sampled)
            ? [.. sampled.GetProperty("sample").EnumerateArray().Select(line => line.GetString()!)]
            : [];
    }

    static (long, string, long) PlaceOf(JsonElement row) => (row.Long("part"), row.Text("file"), row.Long("block"));

    // No text in groups or aggregates where possible: Spark would sort instead of hash, and not compile the query.
    static string Look(bool folder) =>
        $"select part, {FileOf(folder)}, block, min(m) first, count(1) lines, sum(quotes) quotes, sum(quotes % 2) odd, "
        + "min(case when not is_valid_utf8(value) then m end) notUtf8, "
        + "min(case when contains(value, '\\0') then m end) zero, "
        + $"max(octet_length(value)) longest, count_if({CellSql.MayBeRisky("value")}) risky, "
        + $"count_if(endswith(value, '\\r')) returns{(folder ? ", min_by(value, m) head" : "")} "
        + $"from (select *, {LineNumberSql.Partition("m")} part, "
        + $"case when contains(value, '\"') then {CellSql.Quotes("value")} else 0 end quotes "
        + $"from ({Numbered(folder)})) "
        + $"group by part, block{(folder ? ", file" : "")}";

    static string Sample(bool folder, long lines) =>
        $"select {LineNumberSql.Partition("m")} part, {FileOf(folder)}, block, collect_list(value) sample "
        + $"from ({Numbered(folder)}) where {LineNumberSql.Place("m")} < {lines} "
        + $"group by {LineNumberSql.Partition("m")}, block{(folder ? ", file" : "")}";

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

    /// <summary>Numbers of the last lines of all files.</summary>
    public IEnumerable<long> LastLines(long count)
    {
        for (var i = Splits.Length - 1; i >= 0 && count > 0; i--)
            for (var line = Splits[i].Lines - 1; line >= 0 && count > 0; line--, count--)
                yield return Splits[i].First + line;
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
    public static Split Of(JsonElement row, string[] sample) => new(
        row.Text("file"), row.Long("block"), row.Long("first"), row.Long("lines"), row.Long("quotes"), row.Long("odd"),
        row.MaybeLong("notUtf8"), row.MaybeLong("zero"), row.Long("longest"), row.Long("risky"), row.Long("returns"),
        sample)
    {
        Head = row.TryGetProperty("head", out var head) ? head.GetString() : null,
    };

    /// <summary>The first line, when the data may have several files; else null.</summary>
    public string? Head { get; private init; }
}
