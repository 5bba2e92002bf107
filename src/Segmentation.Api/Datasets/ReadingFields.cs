using System.Text;
using Microsoft.AspNetCore.Http;

namespace Segmentation.Api;

/// <summary>The fields of a form, or parameters of an address, that say how a file is to be read.</summary>
static class ReadingFields
{
    const int Longest = 1_000;   // characters: a name in an archive may have folders

    /// <summary>Each with what it means, for the description of the API.</summary>
    public static readonly (string Name, string Text)[] All =
    [
        ("encoding", "Encoding of a text that is not UTF-8, such as windows-1250, shift_jis or gb18030. "
            + "Left out, it is found; what nothing says is read as windows-1252."),
        ("sheet", "Name of the sheet of a workbook. Left out, the first one with a table."),
        ("entry", "Name of the file in a ZIP archive, with its folders; needed where several may be the table."),
    ];

    public static FileReading Of(IQueryCollection query) =>
        All.Aggregate(new FileReading(), (reading, field) => With(reading, field.Name, query[field.Name].ToString()));

    public static bool Is(string name) => Array.Exists(All, field => field.Name == name);

    /// <summary>The reading with one field more; an empty one counts as left out.</summary>
    public static FileReading With(FileReading reading, string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value)) return reading;
        if (value.Length > Longest)
            throw new ProblemException(Problems.Malformed($"{name} has at most {Longest:N0} characters.", name));
        return name switch
        {
            "encoding" => reading with { Encoding = value },
            "sheet" => reading with { Sheet = value },
            _ => reading with { Entry = value },
        };
    }

    /// <summary>The text of a part of a form.</summary>
    public static async Task<string> ReadAsync(Stream part, CancellationToken ct)
    {
        // One byte more than fits shows that it is too long.
        var bytes = new byte[(Longest * 4) + 1];
        var read = await part.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}
