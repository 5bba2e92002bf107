using System.Text;
using Segmentation.Data;

namespace Segmentation.Spark.Stages;

/// <summary>Finds out how to read a file from some of its lines, by the code of the local engine.</summary>
static class SparkLayout
{
    /// <summary>Writes the sampled lines to a file in the run's folder and inspects it.</summary>
    /// <param name="reading">What is not to be found out; null: nothing is known.</param>
    /// <exception cref="InvalidDatasetException">No text, no rows, broken quotes, purchases.</exception>
    public static (Layout Layout, MappedFile Excerpt) Find(
        SparkLines lines, bool bom, string folder, CancellationToken ct, FileReading? reading = null)
    {
        Check(lines);
        var path = Path.Combine(folder, ".excerpt.csv");
        var found = Read(lines, new(path, bom, [], reading), ct);
        var totals = SparkTotals.Of(lines, found.Layout);
        if (totals.Length > 0)
        {
            found.Excerpt.Dispose();
            found = Read(lines, new(path, bom, [.. totals.Select(total => total.Number)], reading), ct);
        }
        SparkTotals.Note(lines, found.Layout, totals);
        return found;
    }

    static (Layout Layout, MappedFile Excerpt) Read(SparkLines lines, Wanted wanted, CancellationToken ct)
    {
        var breaks = Write(lines, wanted);
        var file = new MappedFile(wanted.Path);
        try
        {
            return (Layout.Find(file, ct, new(breaks, lines.IsWhole), wanted.Reading), file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        finally
        {
            File.Delete(wanted.Path);
        }
    }

    /// <param name="Without">Numbers of the lines that are left out.</param>
    /// <param name="Reading">What is not to be found out.</param>
    readonly record struct Wanted(string Path, bool HasBom, HashSet<long> Without, FileReading? Reading);

    static void Check(SparkLines lines)
    {
        if (lines.Count == 0) throw Refusals.EmptyFile();
        foreach (var split in lines.Splits)
        {
            if (split.Zero is { } zero) throw Refusals.NotText(lines.LineAt(zero));
            if (split.NotUtf8 is { } wrong) throw Refusals.NotUtf8(lines.LineAt(wrong));
        }
        var first = lines.Splits[0];
        if (Array.Find(lines.Splits, split => split.Block == 0 && HeaderOf(split) != HeaderOf(first)) is { } other)
            throw UriRefusals.DifferentHeaders(NameOf(other), NameOf(first));

        static string? HeaderOf(Split split) => split.Head?.TrimEnd('\r');
        static string NameOf(Split split) => Uri.UnescapeDataString(split.File[(split.File.LastIndexOf('/') + 1)..]);
    }

    /// <returns>Numbers of the records before which lines were left out.</returns>
    static HashSet<long> Write(SparkLines lines, Wanted wanted)
    {
        using var writer = new StreamWriter(wanted.Path, append: false, new UTF8Encoding(wanted.HasBom));
        var (breaks, record, header) = (new HashSet<long>(), 0L, lines.Splits[0].Sample[0].TrimEnd('\r'));
        foreach (var split in lines.IsWhole ? lines.Splits : Spread(lines.Splits))
        {
            if (record > 0 && !lines.IsWhole) breaks.Add(record);
            foreach (var line in split.Sample.Where((line, i) => IsWanted(split.First + i) && Fits(line, split)))
            {
                // None after the last: the refusal of a file without line ends mentions its carriage returns.
                if (record > 0) writer.Write('\n');
                writer.Write(line);
                record++;
            }
        }
        return breaks;

        bool IsWanted(long number) => !wanted.Without.Contains(number);

        // Every file of a folder has the header. A line that begins or ends inside quotes cannot be read by itself.
        bool Fits(string line, Split split) => split == lines.Splits[0]
            || (line.TrimEnd('\r') != header && (lines.IsWhole || !lines.HasOpenQuotes || HasClosedQuotes(line)));

        static bool HasClosedQuotes(string line) => line.Count(c => c == '"') % 2 == 0;
    }

    static IEnumerable<Split> Spread(Split[] splits) => DialectSniffer.Spread(splits.Length).Select(i => splits[i]);
}
