using System.Text;
using Segmentation.Tests.Input;

namespace Segmentation.Tests.Fuzz;

/// <summary>What happens to files on their way: each changes some bytes, by chance.</summary>
sealed record Mutation(string Name, Func<byte[], Random, byte[]> Apply)
{
    const string Delimiters = ",;\t|";

    static readonly string[] Dresses =
    [
        "$1,234.50", "(5)", "12 %", "1 234,5", "1.234.567", "1e400", "-", "n/a", "\u20AC 5", "1'234", "5-", "0x1F",
        "∞", "=1+1", "9999999999999999999999", "#REF!", "2026-02-30", "00012", "1,23,456.7", "٣", "NaN", " ", "\"",
        "\"\"",
    ];

    static readonly string[] Tops =
        ["sep=;\n", "# made by a program\n", "Report of March\n\n", "\n\n", "a,b\n", "\uFEFF"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("flip bytes", (bytes, chance) => Changed(bytes, chance, byte.MinValue, byte.MaxValue)),
        new("flip to text", (bytes, chance) => Changed(bytes, chance, (byte)' ', (byte)'~')),
        new("insert bytes", (bytes, chance) =>
        {
            var some = new byte[chance.Next(1, 12)];
            chance.NextBytes(some);
            return Spliced(bytes, chance.Next(bytes.Length + 1), 0, some);
        }),
        new("insert a mark", (bytes, chance) => Spliced(
            bytes, chance.Next(bytes.Length + 1), 0, [(byte)",;\t|\"\r\n'#. "[chance.Next(11)]])),
        new("delete bytes", (bytes, chance) =>
        {
            var from = chance.Next(bytes.Length + 1);
            return Spliced(bytes, from, Math.Min(bytes.Length - from, chance.Next(1, 40)), []);
        }),
        new("cut the end", (bytes, chance) => bytes[..chance.Next(bytes.Length + 1)]),
        new("cut the beginning", (bytes, chance) => bytes[chance.Next(bytes.Length + 1)..]),
        Lines("double a line", (lines, chance) =>
            lines.Insert(chance.Next(lines.Count), lines[chance.Next(lines.Count)])),
        Lines("delete a line", (lines, chance) => lines.RemoveAt(chance.Next(lines.Count))),
        Lines("delete the header", (lines, _) => lines.RemoveAt(0)),
        Lines("insert blank lines", (lines, chance) =>
        {
            for (var i = chance.Next(1, 5); i > 0; i--)
                lines.Insert(chance.Next(lines.Count + 1), i % 2 == 0 ? "" : "  ");
        }),
        Lines("swap lines", (lines, chance) =>
        {
            var (a, b) = (chance.Next(lines.Count), chance.Next(lines.Count));
            (lines[a], lines[b]) = (lines[b], lines[a]);
        }),
        Lines("put something on top", (lines, chance) => lines[0] = Tops[chance.Next(Tops.Length)] + lines[0]),
        Lines("add a total", (lines, chance) => lines.Add(
            "Total" + string.Concat(Enumerable.Repeat(",1", lines[0].Count(c => c == ',')))
                + (chance.Next(2) == 0 ? "\n" : ""))),
        Lines("change the dress of a number", (lines, chance) =>
        {
            for (var times = chance.Next(1, 10); times > 0; times--)
                Cells(lines, chance.Next(lines.Count), cells =>
                    cells[chance.Next(cells.Length)] = Dresses[chance.Next(Dresses.Length)]);
        }),
        Lines("swap columns", (lines, chance) =>
        {
            var (a, b) = (chance.Next(6), chance.Next(6));
            for (var i = 0; i < lines.Count; i++)
                Cells(lines, i, cells =>
                {
                    if (Math.Max(a, b) < cells.Length) (cells[a], cells[b]) = (cells[b], cells[a]);
                });
        }),
        Lines("empty a column", (lines, chance) =>
        {
            var column = chance.Next(6);
            for (var i = 1; i < lines.Count; i++)
                Cells(lines, i, cells =>
                {
                    if (column < cells.Length) cells[column] = "";
                });
        }),
        Text("swap delimiters", (text, chance) =>
            text.Replace(Delimiters[chance.Next(4)], Delimiters[chance.Next(4)])),
        Text("delimiters to blanks", (text, chance) => text.Replace(",", new string(' ', chance.Next(1, 4)))),
        Text("drop quotes", (text, chance) => chance.Next(2) == 0 || !text.Contains('"')
            ? text.Replace("\"", "")
            : text.Remove(text.IndexOf('"'), 1)),
        Text("points to commas", (text, _) => text.Replace('.', ',')),
        Text("other line ends", (text, chance) =>
            text.ReplaceLineEndings(((string[])["\r\n", "\r", "\n"])[chance.Next(3)])),
        Text("double everything", (text, _) => text + text),
        new("UTF-16", (bytes, chance) =>
        {
            var encoding = new UnicodeEncoding(chance.Next(2) == 0, byteOrderMark: true);
            var body = encoding.GetBytes(Encoding.UTF8.GetString(bytes));
            return chance.Next(2) == 0 ? [.. encoding.GetPreamble(), .. body] : body;
        }),
        new("another encoding", (bytes, chance) => Source.In(
            ((string[])["windows-1252", "shift_jis", "gb18030", "koi8-r"])[chance.Next(4)],
            Encoding.UTF8.GetString(bytes))),
        new("GZIP", (bytes, _) => Source.Gzip(bytes)),
        new("ZIP", (bytes, chance) => chance.Next(3) == 0
            ? Source.Zip(("a.csv", bytes), ("b.txt", [1, 2, 3]))
            : Source.Zip(("data/customers.csv", bytes))),
    ];

    static Mutation Text(string name, Func<string, Random, string> change) => new(
        name, (bytes, chance) => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes), chance)));

    static Mutation Lines(string name, Action<List<string>, Random> change) => new(name, (bytes, chance) =>
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').ToList();
        change(lines, chance);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    });

    static void Cells(List<string> lines, int line, Action<string[]> change)
    {
        var delimiter = Delimiters.MaxBy(each => lines[0].Count(c => c == each));
        var cells = lines[line].Split(delimiter);
        change(cells);
        lines[line] = string.Join(delimiter, cells);
    }

    static byte[] Changed(byte[] bytes, Random chance, byte least, byte most)
    {
        if (bytes.Length == 0) return bytes;
        bytes = (byte[])bytes.Clone();
        for (var times = chance.Next(1, 20); times > 0; times--)
            bytes[chance.Next(bytes.Length)] = (byte)chance.Next(least, most + 1);
        return bytes;
    }

    static byte[] Spliced(byte[] bytes, int from, int without, byte[] with) =>
        [.. bytes[..from], .. with, .. bytes[(from + without)..]];
}
