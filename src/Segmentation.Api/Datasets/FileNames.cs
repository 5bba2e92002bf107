using System.Globalization;
using System.Text;

namespace Segmentation.Api;

/// <summary>Names that clients give. They are shown and sent back, never used as paths.</summary>
static class FileNames
{
    const int Longest = 200;

    /// <summary>The last part of a path, with slashes or backslashes, without control characters.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var text = new string(
            [.. last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)])
            .Trim();
        if (text.Length > Longest) text = text[..Longest];
        return text.Length == 0 ? "upload.csv" : text;
    }

    /// <summary>The seed's handle of a file: the time and a name of plain letters, such as
    /// 20261121_100000_customers.csv.</summary>
    public static string Handle(string name, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd_HHmmss}_{Ascii(name)}");

    /// <summary>Letters, digits, dot, dash and underscore; anything else becomes an underscore.</summary>
    public static string Ascii(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
            text.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_');
        return text.ToString().TrimStart('.') is { Length: > 0 } plain ? plain : "upload.csv";
    }
}
