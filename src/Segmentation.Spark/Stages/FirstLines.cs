using System.Text;
using System.Text.Json;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Reads the first lines of each split of an uploaded file in this process: Spark would read the whole file
/// once more for them.</summary>
sealed class FirstLines(string path, long count)
{
    const byte LineEnd = (byte)'\n';

    /// <param name="row">Has <c>block</c>, the byte at which the split begins, and <c>lines</c>, how many there
    /// are.</param>
    public string[] Of(JsonElement row)
    {
        using var file = File.OpenRead(path);
        SkipTo(file, row.Long("block"));
        using var reader = new StreamReader(file, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        var (lines, line, wanted) = (new List<string>(), new StringBuilder(), Math.Min(count, row.Long("lines")));
        while (lines.Count < wanted)
        {
            var character = reader.Read();
            if (character is LineEnd or < 0)
            {
                lines.Add(line.ToString());
                line.Clear();
            }
            else
            {
                line.Append((char)character);
            }
        }
        return [.. lines];
    }

    /// <summary>A line belongs to the split in which it begins; one that begins at the border, to the split
    /// before.</summary>
    static void SkipTo(FileStream file, long block)
    {
        if (block == 0)
        {
            SkipMark(file);
            return;
        }
        file.Position = block;
        int read;
        do read = file.ReadByte();
        while (read is not LineEnd and >= 0);
    }

    static void SkipMark(FileStream file)
    {
        Span<byte> start = stackalloc byte[3];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (!start[..read].SequenceEqual("\uFEFF"u8)) file.Position = 0;
    }
}
