using System.Runtime.InteropServices;

namespace Segmentation.Benchmarks;

/// <summary>Where measured tables go: standard output, and a Markdown file that holds them between two marks.</summary>
/// <param name="path">Of the Markdown file; null: standard output only.</param>
sealed class Document(string? path)
{
    static readonly string Machine =
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, "
        + $"{Environment.ProcessorCount} cores";

    /// <summary>Writes the tables, in the file in place of what stands between the marks of their part.</summary>
    /// <param name="part">Named in the marks, such as <c>measured</c>.</param>
    /// <param name="tables">What was measured.</param>
    /// <param name="with">What else it was measured with.</param>
    public void Put(string part, IEnumerable<Table> tables, string with = "")
    {
        var text = $"{Machine}{with}\n\n{string.Join('\n', tables)}";
        Console.WriteLine(text);
        if (path is not null) Replace(path, part, text);
    }

    static void Replace(string path, string part, string measured)
    {
        var (text, first, last) = (File.ReadAllText(path), $"<!-- {part}: begin -->\n", $"<!-- {part}: end -->");
        var (begin, end) = (text.IndexOf(first) + first.Length, text.IndexOf(last));
        if (begin < first.Length || end < begin)
            throw new InvalidOperationException($"{path} has no marks for the part \"{part}\".");
        File.WriteAllText(path, $"{text[..begin]}\n{measured}\n{text[end..]}");
    }
}
