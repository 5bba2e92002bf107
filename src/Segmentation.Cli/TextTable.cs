using System.Text;

namespace Segmentation.Cli;

/// <summary>Columns of text, each as wide as its widest cell.</summary>
static class TextTable
{
    /// <summary>Numbers are aligned right; the last column is not padded.</summary>
    public static void Append(StringBuilder text, string[] header, IEnumerable<string[]> rows)
    {
        string[][] lines = [header, .. rows];
        foreach (var line in lines)
        {
            for (var c = 0; c < line.Length; c++)
            {
                var width = lines.Max(other => other[c].Length);
                var number = lines.Skip(1).All(
                    other => other[c].Length > 0 && char.IsDigit(other[c].TrimStart('-')[0]));
                var last = c == line.Length - 1;
                text.Append(last ? line[c] : number ? line[c].PadLeft(width) : line[c].PadRight(width))
                    .Append(last ? "\n" : "  ");
            }
        }
    }
}
