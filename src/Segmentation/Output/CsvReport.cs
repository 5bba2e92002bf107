using System.Text;

namespace Segmentation.Output;

/// <summary>A small CSV of our own: commas, line feeds, quotes where needed, no cell like a formula.</summary>
sealed class CsvReport
{
    readonly StringBuilder _text = new();
    int _rows = -1;

    public CsvReport(params IEnumerable<string> header) => Add(header);

    /// <summary>One row; null is an empty cell, numbers are written so that they read back the same.</summary>
    public void Add(params IEnumerable<object?> cells)
    {
        _text.AppendJoin(',', cells.Select(Cell)).Append('\n');
        _rows++;
    }

    public OutputFile Write(string folder, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(_text.ToString());
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return new(name, bytes.Length, _rows);
    }

    static string Cell(object? cell) => cell switch
    {
        null => "",
        string text => Quoted(text),
        IFormattable number => number.ToString(null, null),
        _ => Quoted(cell.ToString() ?? ""),
    };

    static string Quoted(string text)
    {
        var isRisky = text.Length > 0 && SafeCsv.FormulaStarts.Contains(text[0]) && !double.TryParse(text, out _);
        var safe = isRisky ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n'") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
