using System.Text;

namespace Segmentation.Benchmarks;

/// <summary>A Markdown table with a sentence above it.</summary>
sealed class Table(string title, params string[] header)
{
    readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var text = new StringBuilder($"**{title}**\n\n");
        Append(text, header);
        Append(text, Array.ConvertAll(header, _ => "---"));
        foreach (var row in _rows) Append(text, row);
        return text.ToString();
    }

    static void Append(StringBuilder text, string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Seconds as people read them: <c>12 µs</c>, <c>3.4 ms</c>, <c>1.23 s</c>.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-3 => $"{seconds * 1e6:0} µs",
        < 0.1 => $"{seconds * 1e3:0.0} ms",
        < 1 => $"{seconds * 1e3:0} ms",
        _ => $"{seconds:0.00} s",
    };

    public static string Ratio(double theirs, double ours) => $"{theirs / ours:0.0}×";

    public static string Megabytes(double bytes) => $"{bytes / (1 << 20):0} MB";
}
