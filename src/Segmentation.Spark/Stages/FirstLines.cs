using System.Text;

namespace Segmentation.Spark.Stages;

/// <summary>Reads the first lines of each split of an uploaded file, and its last one, in this process: Spark would
/// read the whole file once more for them.</summary>
sealed class FirstLines(string path, long count)
{
    const byte LineEnd = (byte)'\n';
    const int LongestLast = 1 << 20;

    public string[] Of(Split split)
    {
        using var file = File.OpenRead(path);
        SkipTo(file, split.Block);
        using var reader = new StreamReader(file, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        var (lines, line, wanted) = (new List<string>(), new StringBuilder(), Math.Min(count, split.Lines));
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

    /// <summary>The last line that is not blank; cut at the front when it is very long.</summary>
    public string Last()
    {
        using var file = File.OpenRead(path);
        file.Position = Math.Max(0, file.Length - LongestLast);
        var bytes = new byte[file.Length - file.Position];
        file.ReadExactly(bytes);
        var end = bytes.AsSpan().TrimEnd(" \r\n"u8);
        var line = bytes.AsSpan(end.LastIndexOf(LineEnd) + 1);
        return Encoding.UTF8.GetString(line.IndexOf(LineEnd) is var to and >= 0 ? line[..to] : line);
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
