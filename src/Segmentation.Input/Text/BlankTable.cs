using System.Text;
using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>Writes a table whose columns are separated by blanks as CSV, a line at a time: every line stays
/// one.</summary>
static class BlankTable
{
    const int HeadBytes = 1 << 16;
    const int HeadLines = 500;

    /// <summary>The columns of the text in a file; null when it is no such table.</summary>
    public static BlankColumns? Find(MappedFile file)
    {
        var head = file.Span(0, Math.Min(file.Length, HeadBytes));
        // The last line may be cut.
        var end = head.Length < file.Length ? head.LastIndexOf((byte)'\n') : head.Length;
        if (end <= 0) return null;
        var lines = Encoding.UTF8.GetString(head[..end]).TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd());
        return BlankColumns.Find([.. lines.Where(line => line.Length > 0).Take(HeadLines)]);
    }

    /// <summary>Writes all lines.</summary>
    /// <exception cref="InvalidDatasetException">A line is longer than a cell may be, or the CSV becomes too
    /// large.</exception>
    public static void Write(MappedFile file, BlankColumns columns, CsvText csv, CancellationToken ct)
    {
        var mark = file.Span(0, Math.Min(file.Length, 3)).SequenceEqual("\uFEFF"u8) ? 3L : 0;
        var titles = columns.Titles;
        for (var (from, line) = (mark, 1L); from < file.Length; line++)
        {
            if (line % 1_000 == 0) ct.ThrowIfCancellationRequested();
            var rest = file.Span(from, Math.Min(file.Length, from + DatasetLimits.LongestCell + 1));
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 && rest.Length > DatasetLimits.LongestCell) throw Refusals.FieldTooLong(line, 1);
            var text = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]).TrimEnd();
            var isTitle = text.Length > 0 && titles > 0;
            if (isTitle) titles--;
            Write(text, isTitle ? null : columns, csv);
            from += end < 0 ? rest.Length : end + 1;
        }
        csv.Flush();
    }

    /// <param name="columns">Null for a title, which stays one cell.</param>
    static void Write(string line, BlankColumns? columns, CsvText csv)
    {
        if (line.Length == 0)
        {
            csv.BlankLine();
            return;
        }
        if (columns is null) csv.Text(line.TrimStart());
        else foreach (var cell in columns.Cut(line)) csv.Text(cell);
        csv.EndRow();
    }
}
