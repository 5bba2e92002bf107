namespace Segmentation.Benchmarks;

/// <summary>A Markdown file that holds measured tables between two marks.</summary>
static class Document
{
    const string Begin = "<!-- measured: begin -->\n";
    const string End = "<!-- measured: end -->";

    /// <summary>Puts the text between the marks, in place of what stands there.</summary>
    public static void Replace(string path, string measured)
    {
        var text = File.ReadAllText(path);
        var (begin, end) = (text.IndexOf(Begin) + Begin.Length, text.IndexOf(End));
        File.WriteAllText(path, $"{text[..begin]}\n{measured}\n{text[end..]}");
    }
}
