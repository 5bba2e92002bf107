using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Segmentation.Input;

/// <summary>One sheet of an Excel workbook as CSV: a line for each row, numbers whatever their format, formulas by the
/// value that is stored.</summary>
/// <param name="sheets">Names of all sheets; null: they are found by going through the workbook.</param>
sealed class WorkbookTable(IReadOnlyList<string>? sheets, CsvText csv, CancellationToken ct)
{
    const int MostRows = 1_048_576;    // of a sheet
    const int MostColumns = 16_384;
    const int Looked = 100;            // rows that tell whether a sheet is a table, and how wide it is

    // Days before this one stand for times of day.
    static readonly DateTime FirstDay = new(1900, 1, 1);

    static WorkbookTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Writes a sheet.</summary>
    /// <param name="asked">Its name; null: the first one with a table.</param>
    /// <exception cref="InvalidDatasetException">There is no such sheet or no table, or it has a password.</exception>
    public SourceFormat Write(Stream workbook, SourceKind kind, string? asked)
    {
        using var reader = Open(workbook, kind);
        var names = sheets ?? Names(reader);
        if (asked is not null && !names.Contains(asked)) throw Refused.NoSuchSheet(asked, names);

        var (sheet, first) = Find(reader, asked);
        WriteRows(reader, first);
        return new()
        {
            Kind = kind,
            Encoding = null,
            Sheet = sheet,
            Choices = names.Count > 1 ? names : [],
            Skipped = [.. names.Where(name => name != sheet).Select(name => new SkippedPart(name, "Another sheet."))],
        };
    }

    static IExcelDataReader Open(Stream workbook, SourceKind kind)
    {
        try
        {
            return kind == SourceKind.Xlsx
                ? ExcelReaderFactory.CreateOpenXmlReader(workbook) : ExcelReaderFactory.CreateBinaryReader(workbook);
        }
        catch (InvalidPasswordException)
        {
            throw Refused.Encrypted("The workbook");
        }
    }

    static List<string> Names(IExcelDataReader reader)
    {
        var names = new List<string>();
        do names.Add(reader.Name);
        while (reader.NextResult());
        reader.Reset();
        return names;
    }

    /// <summary>Goes to the sheet.</summary>
    /// <returns>Its name and its first rows.</returns>
    static (string Name, List<object?[]> First) Find(IExcelDataReader reader, string? asked)
    {
        do
        {
            if (asked is not null ? reader.Name != asked : reader.VisibleState is "hidden" or "veryhidden") continue;
            if (reader.FieldCount > MostColumns) throw Refused.TooManyColumns(reader.FieldCount);
            var first = Take(reader);
            if (asked is not null || IsTable(first)) return (reader.Name, first);
        }
        while (reader.NextResult());
        throw Refused.NothingInside("No sheet of the workbook has a table: two rows with two cells.");
    }

    static List<object?[]> Take(IExcelDataReader reader)
    {
        var first = new List<object?[]>();
        while (first.Count < Looked && reader.Read()) first.Add(Row(reader));
        return first;
    }

    static bool IsTable(List<object?[]> rows) => rows.Count(row => row.Count(cell => cell is not null) > 1) > 1;

    static object?[] Row(IExcelDataReader reader)
    {
        var cells = new object?[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            var value = reader.GetValue(i);
            cells[i] = value is "" ? null : value;
        }
        return cells;
    }

    void WriteRows(IExcelDataReader reader, List<object?[]> first)
    {
        // As wide as the first rows: formatted cells without a value are no columns.
        var width = first.Max(Filled);
        var (blank, row) = (0, 0);
        foreach (var cells in first) Write(cells, ref blank, width, ++row);
        while (reader.Read()) Write(Row(reader), ref blank, width, ++row);
    }

    // Blank rows are written when another one follows: the formatted rest of a sheet is none.
    void Write(object?[] cells, ref int blank, int width, int row)
    {
        if (row % 1_024 == 0) ct.ThrowIfCancellationRequested();
        if (row > MostRows) throw Refused.Broken("The workbook");
        var filled = Filled(cells);
        if (filled == 0)
        {
            blank++;
            return;
        }
        for (; blank > 0; blank--) csv.BlankLine();
        for (var i = 0; i < Math.Max(width, filled); i++) Cell(i < cells.Length ? cells[i] : null);
        csv.EndRow();
    }

    static int Filled(object?[] cells) => Array.FindLastIndex(cells, cell => cell is not null) + 1;

    void Cell(object? value)
    {
        switch (value)
        {
            case null: csv.Empty(); break;
            case double number: csv.Number(number); break;
            case int number: csv.Value(number); break;
            case bool flag: csv.Flag(flag); break;
            case DateTime time when time < FirstDay: csv.Value(time, "HH:mm:ss"); break;
            case DateTime time: csv.Time(time); break;
            case TimeSpan span: csv.Value(span, "c"); break;
            default: csv.Text(value.ToString()); break;
        }
    }
}
