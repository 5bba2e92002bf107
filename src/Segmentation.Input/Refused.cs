using System.Text;
using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>Every refusal of a file that is not yet a UTF-8 CSV.</summary>
static class Refused
{
    const int LongestName = 100;   // characters
    const int MostNames = 20;

    public static InvalidDatasetException Other(string name) => Refusals.OtherFormat(name);

    public static InvalidDatasetException UnknownEncoding(string name) => new(
        DataErrors.UnknownEncoding,
        $"There is no encoding \"{Short(name)}\". Names are those of the framework, for example utf-8, utf-16, "
        + "windows-1250 to windows-1258, iso-8859-1 to iso-8859-15, macintosh, ibm850, koi8-r, shift_jis, euc-jp, "
        + "gb18030, big5, euc-kr; a number such as 1252 is the code page.");

    public static InvalidDatasetException NoEncoding(string kind) => new(
        DataErrors.UnknownEncoding, $"The file is {kind}, which has its own encoding. Leave \"encoding\" out.");

    public static InvalidDatasetException NoEntries(string kind) => new(
        DataErrors.EntryNotFound, $"The file is {kind} and no archive of files. Leave \"entry\" out.");

    public static InvalidDatasetException NoSheets(string kind) => new(
        DataErrors.SheetNotFound, $"The file is {kind} and has no sheets. Leave \"sheet\" out.");

    public static InvalidDatasetException NoSuchEntry(string name, IReadOnlyList<string> names) => new(
        DataErrors.EntryNotFound, $"The archive has no file \"{Short(name)}\". It has: {List(names)}.");

    public static InvalidDatasetException NoSuchSheet(string name, IReadOnlyList<string> names) => new(
        DataErrors.SheetNotFound, $"The workbook has no sheet \"{Short(name)}\". It has: {List(names)}.");

    public static InvalidDatasetException SeveralTables(IReadOnlyList<string> names) => new(
        DataErrors.SeveralTables,
        $"The archive has {names.Count:N0} files that may be the table: {List(names)}. Name one in \"entry\".")
    {
        Issues = [.. names.Take(MostNames).Select(MaybeTable)],
    };

    static Issue MaybeTable(string name) => new()
    {
        Severity = Severity.Error,
        Code = DataErrors.SeveralTables.Code,
        Value = name,
        Count = 1,
        Message = $"\"{Short(name)}\" may be the table.",
    };

    public static InvalidDatasetException TooManyEntries(int most) => new(
        DataErrors.UnpackedTooLarge,
        $"The archive has more than {most:N0} files, or very long names. Send the one file with the table.");

    public static InvalidDatasetException NothingInside(string detail) => new(DataErrors.NoTable, detail);

    public static InvalidDatasetException Nested(string inner) => new(
        DataErrors.NoTable,
        $"In the archive there is {inner}: archives inside archives are not opened. Unpack it once and send that.");

    public static InvalidDatasetException Encrypted(string what) => new(
        DataErrors.EncryptedFile, $"{what} has a password. Save it without one, and send that.");

    public static InvalidDatasetException Broken(string what) => new(
        DataErrors.BrokenFile, $"{what} is cut off or damaged and cannot be read. Make it again, and send that.");

    public static InvalidDatasetException UnknownPacking(string name) => new(
        DataErrors.BrokenFile,
        $"The file \"{Short(name)}\" is packed in a way that is not known here. Pack it as a usual ZIP (deflate).");

    public static InvalidDatasetException TooDense(int ratio) => new(
        DataErrors.UnpackedTooLarge,
        $"Unpacked, the file has more than {ratio} times its size, which no table has. Send the CSV itself.");

    public static InvalidDatasetException TooLarge(long most) => new(
        DataErrors.UnpackedTooLarge,
        $"As a CSV the table has more than {most:N0} bytes, the limit. Leave out rows or columns.")
    {
        Numbers = new Dictionary<string, long> { ["limitBytes"] = most },
    };

    public static InvalidDatasetException TooManyColumns(int columns) => Refusals.TooManyColumns(columns);

    public static InvalidDatasetException TooManyTexts(long bytes, long most) => new(
        DataErrors.UnpackedTooLarge,
        $"The texts of the workbook have {bytes:N0} bytes; at most {most:N0} are read. Save the sheet as CSV.");

    /// <summary>A name out of the file, fit for a sentence: without controls, and cut.</summary>
    public static string Short(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Length > LongestName ? name[..LongestName] + "…" : name)
            if (!char.IsControl(c)) text.Append(c);
        return text.ToString();
    }

    static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(name => $"\"{Short(name)}\""))
        + (names.Count > MostNames ? ", …" : "");
}
