using System.Text.Json;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>The lines of a CSV as Spark reads them, each with a number that grows in file order; and what one pass over them tells.</summary>
/// <remarks>The number of a line is its place within a partition, behind the partition's own number: it depends on how files are cut,
/// which is therefore fixed for the session.</remarks>
sealed class SparkLines
{
    const long SmallFile = 1 << 20;
    const long SmallestPartition = 4 << 20;
    const long LargestPartition = 128 << 20;
    const long InPartition = (1L << 33) - 1;
    const int SampledLines = 4_000;
    const int LinesPerPlace = 500;

    SparkLines(Split[] splits, bool isWhole) => (Splits, IsWhole) = (splits, isWhole);

    /// <summary>In file order.</summary>
    public Split[] Splits { get; }
    /// <summary>Every line is at hand.</summary>
    public bool IsWhole { get; }
    public bool HasReturns => Array.Exists(Splits, split => split.Returns > 0);
    public bool HasRisk => Array.Exists(Splits, split => split.Risky > 0);
    /// <summary>Some line has an odd number of quotes, so a cell may go on in the next.</summary>
    public bool HasOpenQuotes => Array.Exists(Splits, split => split.Odd > 0);
    public bool HasQuotes => Array.Exists(Splits, split => split.Quotes > 0);
    public long Count => Splits.Sum(split => split.Lines);
    /// <summary>Numbers of the last lines of the files.</summary>
    public IEnumerable<long> Lasts => Splits.Where((split, i) => i == Splits.Length - 1 || Splits[i + 1].File != split.File)
        .Select(split => split.First + split.Lines - 1);

    /// <summary>Makes the view <c>raw</c> of all lines and looks at each once.</summary>
    public static async Task<SparkLines> OpenAsync(SparkRun cluster, SparkSource source)
    {
        var bytes = source.Bytes;
        var partition = Math.Clamp(bytes / 16, SmallestPartition, LargestPartition);
        var parts = ((bytes - 1) / partition) + 1;
        await cluster.Session.SetAsync("spark.sql.files.maxPartitionBytes", $"{partition}", cluster.Stop);
        // Small files must not share a partition: the numbers of their lines begin with the file.
        if (source.IsFolder) await cluster.Session.SetAsync("spark.sql.files.openCostInBytes", $"{partition}", cluster.Stop);
        await cluster.Session.SetAsync("spark.sql.files.minPartitionNum", $"{parts}", cluster.Stop);
        // Answers are small: what a stage more costs is most of a short query's time.
        await cluster.Session.SetAsync("spark.sql.shuffle.partitions", $"{Math.Clamp(parts / 4, 1, 64)}", cluster.Stop);
        await cluster.Session.SetAsync("spark.sql.adaptive.enabled", "false", cluster.Stop);
        // Java never compiles a longer method: one query is then better made of many short ones than of one long.
        await cluster.Session.SetAsync("spark.sql.codegen.hugeMethodLimit", "8000", cluster.Stop);
        // Otherwise Spark takes a ${name} in a user's text for one of its settings.
        await cluster.Session.SetAsync("spark.sql.variable.substitute", "false", cluster.Stop);
        // Packing what is kept takes longer than reading it again.
        await cluster.Session.SetAsync("spark.sql.inMemoryColumnarStorage.compressed", "false", cluster.Stop);
        await cluster.RunAsync(
            $"create or replace temporary view raw using text options(path {SqlText.Quote(source.Location)}, lineSep '\n')");
        var whole = bytes <= SmallFile;
        var looked = await cluster.AskAsync(Look(source.IsFolder), "Looking at the lines");
        var wanted = whole ? InPartition : Math.Max(LinesPerPlace, SampledLines / parts);
        var sample = source.LocalPath is { } path ? new FirstLines(path, wanted).Of : await SampleAsync(cluster, source.IsFolder, wanted);
        var splits = looked.Where(row => row.Long("lines") > 0).Select(row => Split.Of(row, sample(row)))
            .OrderBy(split => split.File, StringComparer.Ordinal).ThenBy(split => split.Block).ToArray();
        return new(splits, whole);
    }

    static async Task<Func<JsonElement, string[]>> SampleAsync(SparkRun cluster, bool folder, long lines)
    {
        var samples = (await cluster.AskAsync(Sample(folder, lines), "Taking some lines")).ToDictionary(PlaceOf);
        // Nothing when other files of a folder lie before this one in its partition.
        return row => samples.TryGetValue(PlaceOf(row), out var sampled)
            ? [.. sampled.GetProperty("sample").EnumerateArray().Select(line => line.GetString()!)]
            : [];
    }

    static (long, string, long) PlaceOf(JsonElement row) => (row.Long("part"), row.Text("file"), row.Long("block"));

    // No text among what is grouped or kept, if it can be helped: Spark would sort instead of hash, and not compile.
    static string Look(bool folder) =>
        $"select part, {(folder ? "file" : "'' file")}, block, min(m) first, count(1) lines, sum(quotes) quotes, sum(quotes % 2) odd, "
        + "min(case when not is_valid_utf8(value) then m end) notUtf8, min(case when contains(value, '\\0') then m end) zero, "
        + $"max(octet_length(value)) longest, count_if({CellSql.MayBeRisky("value")}) risky, count_if(endswith(value, '\\r')) returns{(folder ? ", min_by(value, m) head" : "")} "
        + "from (select *, shiftright(m, 33) part, "
        + $"case when contains(value, '\"') then length(value) - length(replace(value, '\"', '')) else 0 end quotes from ({Numbered(folder)})) "
        + $"group by part, block{(folder ? ", file" : "")}";

    static string Sample(bool folder, long lines) =>
        $"select shiftright(m, 33) part, {(folder ? "file" : "'' file")}, block, collect_list(value) sample from ({Numbered(folder)}) "
        + $"where m & {InPartition} < {lines} group by shiftright(m, 33), block{(folder ? ", file" : "")}";

    static string Numbered(bool folder) => "select monotonically_increasing_id() m, input_file_block_start() block, value"
        + (folder ? ", input_file_name() file from raw" : " from raw");

    /// <summary>Line in its file, from 1.</summary>
    public long LineAt(long number)
    {
        var at = Array.FindLastIndex(Splits, split => split.First <= number && number < split.First + split.Lines);
        if (at < 0) return 0;
        var line = number - Splits[at].First + 1;
        for (var i = at - 1; i >= 0 && Splits[i].File == Splits[at].File; i--) line += Splits[i].Lines;
        return line;
    }

    /// <summary>Lines before it in all files: with one header a file, its place among all rows.</summary>
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

    /// <summary>Numbers of the first lines of each file, up to the header.</summary>
    public IEnumerable<long> HeaderLines(long headerLines)
    {
        for (var i = 0; i < Splits.Length; i++)
            if (i == 0 || Splits[i].File != Splits[i - 1].File)
                for (var line = 0L; line < headerLines; line++) yield return Splits[i].First + line;
    }
}

/// <summary>A stretch of a file that one task reads.</summary>
/// <param name="First">Number of its first line.</param>
/// <param name="Quotes">How many quotes there are.</param>
/// <param name="Odd">Lines with an odd number of them.</param>
/// <param name="NotUtf8">Number of the first line that is not UTF-8.</param>
/// <param name="Zero">Number of the first line with a zero byte.</param>
/// <param name="Longest">Bytes of the longest line.</param>
/// <param name="Risky">Lines that may hold what a spreadsheet takes for a formula.</param>
/// <param name="Returns">Lines that end with a carriage return.</param>
/// <param name="Sample">The first lines.</param>
sealed record Split(
    string File, long Block, long First, long Lines, long Quotes, long Odd, long? NotUtf8, long? Zero, long Longest, long Risky, long Returns,
    string[] Sample)
{
    public static Split Of(JsonElement row, string[] sample) => new(
        row.Text("file"), row.Long("block"), row.Long("first"), row.Long("lines"), row.Long("quotes"), row.Long("odd"),
        MaybeLong(row, "notUtf8"), MaybeLong(row, "zero"), row.Long("longest"), row.Long("risky"), row.Long("returns"),
        sample)
    {
        Head = row.TryGetProperty("head", out var head) ? head.GetString() : null,
    };

    /// <summary>The first line, of data in several files; null of others.</summary>
    public string? Head { get; private init; }

    static long? MaybeLong(JsonElement row, string name) =>
        row.GetProperty(name).ValueKind == JsonValueKind.Null ? null : row.Long(name);
}
