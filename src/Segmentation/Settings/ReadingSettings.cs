using System.Globalization;

namespace Segmentation.Settings;

/// <summary>What may be decided about the reading of a file. Left out, it is found in the file.</summary>
public static class ReadingSettings
{
    /// <summary>Most characters of a name: one in an archive may have folders.</summary>
    public const int LongestName = 1_000;

    /// <summary>Most lines above a header, and it.</summary>
    public const int LastHeaderRow = 100;

    /// <summary>Most words that are taken as missing.</summary>
    public const int MostWords = 50;

    /// <summary>Most characters of such a word.</summary>
    public const int LongestWord = 80;

    /// <summary>In the order in which a file is read.</summary>
    public static IReadOnlyList<ReadingSetting> All { get; } =
    [
        new(reading => reading.Encoding, (reading, text) => Named(text) ? reading with { Encoding = text } : null)
        {
            Name = "encoding",
            Option = "--encoding",
            Example = "NAME",
            Help = "Encoding of a text that is not UTF-8, such as windows-1250, shift_jis or gb18030. Left out, it is "
                + "found; what nothing says is read as windows-1252.",
            Allowed = $"a name of at most {LongestName:N0} characters",
        },
        new(reading => reading.Sheet, (reading, text) => Named(text) ? reading with { Sheet = text } : null)
        {
            Name = "sheet",
            Option = "--sheet",
            Example = "NAME",
            Help = "Name of the sheet of a workbook. Left out, the first one with a table.",
            Allowed = $"a name of at most {LongestName:N0} characters",
        },
        new(reading => reading.Entry, (reading, text) => Named(text) ? reading with { Entry = text } : null)
        {
            Name = "entry",
            Option = "--entry",
            Example = "NAME",
            Help = "Name of the file in a ZIP archive, with its folders; needed where several may be the table.",
            Allowed = $"a name of at most {LongestName:N0} characters",
        },
        Word("delimiter", "--delimiter", "What stands between the cells. Left out, it is found.",
            (reading => reading.Delimiter, (reading, mark) => reading with { Delimiter = mark }),
            (FieldDelimiter.Comma, ","), (FieldDelimiter.Semicolon, ";"), (FieldDelimiter.Tab, "\t"),
            (FieldDelimiter.Pipe, "|")),
        Word("decimal", "--decimal", "The decimal mark of all columns. Left out, each column has its own.",
            (reading => reading.Decimal, (reading, mark) => reading with { Decimal = mark }),
            (DecimalMark.Point, "."), (DecimalMark.Comma, ",")),
        Word("thousands", "--thousands", "What alone may stand between groups of digits. Left out, any of these.",
            (reading => reading.Thousands, (reading, mark) => reading with { Thousands = mark }),
            (ThousandsMark.None, ""), (ThousandsMark.Point, "."), (ThousandsMark.Comma, ","),
            (ThousandsMark.Space, " "), (ThousandsMark.Apostrophe, "'")),
        new(reading => reading.HeaderRow?.ToString(CultureInfo.InvariantCulture),
            (reading, text) => Row(text) is { } row ? reading with { HeaderRow = row } : null)
        {
            Name = "headerRow",
            Option = "--header-row",
            Example = "N",
            Help = "Line of the header, from 1; what stands above it is skipped. Left out, it is found.",
            Allowed = $"a whole number from 1 to {LastHeaderRow}",
        },
        Word("header", "--header", "none says that the file has no header: its first line is a row.",
            (reading => reading.Header, (reading, choice) => reading with { Header = choice }),
            (HeaderChoice.None, "")),
        Word("dateOrder", "--date-order", "The order of day, month and year in dates such as 03/04/2026. Left out, "
            + "each column tells.",
            (reading => reading.DateOrder, (reading, order) => reading with { DateOrder = order }),
            (DateParts.Dmy, ""), (DateParts.Mdy, ""), (DateParts.Ymd, "")),
        new(reading => reading.Missing is { } words ? string.Join(',', words) : null,
            (reading, text) => WithMissing(reading, text.Split(',')))
        {
            Name = "missing",
            Option = "--missing-words",
            Example = "LIST",
            Help = "Texts and numbers of numeric columns that are taken as missing besides the usual ones, such as "
                + "999,unbekannt; with commas between them.",
            Allowed = $"up to {MostWords} words of up to {LongestWord} characters",
        },
    ];

    /// <summary>The setting of a field; null when there is none.</summary>
    public static ReadingSetting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);

    /// <summary>The reading with more words that are taken as missing; null when they are too many or too
    /// long.</summary>
    public static FileReading? WithMissing(FileReading reading, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(reading);
        // One order and one case, so that the same words are the same reading.
        string[] all = [.. (reading.Missing ?? []).Concat(words.Select(Plain)).Where(word => word.Length > 0)
            .Distinct().Order(StringComparer.Ordinal)];
        return all.Length == 0 ? reading
            : all.Length > MostWords || Array.Exists(all, word => word.Length > LongestWord) ? null
            : reading with { Missing = all };
    }

    // Letters of the alphabet only: SQL has no other rule that is the same everywhere.
    static string Plain(string word) => string.Concat(word.Trim().Select(c => char.IsAsciiLetterUpper(c)
        ? char.ToLowerInvariant(c) : c));

    static bool Named(string text) => text.Length <= LongestName && !string.IsNullOrWhiteSpace(text);

    static int? Row(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
        && row is >= 1 and <= LastHeaderRow ? row : null;

    /// <param name="values">Each with the character that may be written in place of its word, if there is one.</param>
    static ReadingSetting Word<T>(
        string name, string option, string help,
        (Func<FileReading, T?> Get, Func<FileReading, T, FileReading> With) value,
        params (T Value, string Mark)[] values)
        where T : struct, Enum
    {
        var words = Array.ConvertAll(values, each => EnumWord.Of(each.Value));
        return new(
            reading => value.Get(reading) is { } given ? EnumWord.Of(given) : null,
            (reading, text) => Find(text) is { } found ? value.With(reading, found) : null)
        {
            Name = name,
            Option = option,
            Example = words.Length == 1 ? words[0] : "WORD",
            Help = help,
            Allowed = words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}",
        };

        T? Find(string text)
        {
            var at = Array.FindIndex(values, each => each.Mark.Length > 0 && each.Mark == text);
            var trimmed = text.Trim();
            if (at < 0) at = Array.FindIndex(words, word => word.Equals(trimmed, StringComparison.OrdinalIgnoreCase));
            return at < 0 ? null : values[at].Value;
        }
    }
}
