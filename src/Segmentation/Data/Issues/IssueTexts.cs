namespace Segmentation.Data;

/// <summary>The texts about faults of cells and rows.</summary>
static class IssueTexts
{
    /// <summary>The code of a row that is left out because of a fault.</summary>
    public static string RowCode(Fault fault) => fault switch
    {
        Fault.Missing => IssueCodes.MissingValue,
        Fault.NotANumber => IssueCodes.NotANumber,
        Fault.NotFinite => IssueCodes.NotFinite,
        _ => IssueCodes.RaggedRow,
    };

    /// <summary>A code in a few words.</summary>
    public static string Short(string code) => code switch
    {
        IssueCodes.MissingValue => "missing value",
        IssueCodes.NotANumber => "not a number",
        IssueCodes.NotFinite => "number too large",
        IssueCodes.RaggedRow => "too few or too many fields",
        IssueCodes.DuplicateRow => "the same as a row before",
        IssueCodes.DuplicateId => "the id of a row before",
        _ => code,
    };

    static readonly string TooLarge = $"{NotNumber.Largest:0e0}";

    /// <summary>Why a row is left out, as a sentence.</summary>
    public static string Excluded(Fault fault, string? column, string value) => fault switch
    {
        Fault.Missing => $"\"{column}\" has no value.",
        Fault.NotANumber => $"\"{column}\" has \"{value}\", which is not a number.",
        Fault.NotFinite => $"\"{column}\" has \"{value}\", which is beyond {TooLarge}: too large to compute with.",
        _ => $"The row has {value} fields; the header has another number.",
    };

    /// <summary>A row that is left out because it repeats one before.</summary>
    /// <param name="id">Header of the id that it repeats; null when it is the same in every cell.</param>
    /// <param name="value">Its id.</param>
    public static ExcludedRow Repeated(long line, string? id, string value) => id is null
        ? new(line, null, null, IssueCodes.DuplicateRow, "The row is the same as one before in every cell.")
        : new(line, id, value, IssueCodes.DuplicateId, $"\"{id}\" has \"{value}\", which stands in a row before.");

    /// <summary>All cases of a fault in one column, or in whole rows when <paramref name="column"/> is null.</summary>
    public static Issue Of(Fault fault, string? column, long count, IReadOnlyList<IssueExample> examples)
    {
        var (severity, code, message, hint) = Texts(fault, column, count);
        return new()
        {
            Severity = severity,
            Code = code,
            Column = column,
            Row = examples.Count > 0 ? examples[0].Row : null,
            Value = examples.Count > 0 ? examples[0].Value : null,
            Count = count,
            Message = message,
            Hint = hint,
            Examples = examples,
        };
    }

    static (Severity, string, string, string) Texts(Fault fault, string? column, long count) => fault switch
    {
        Fault.Missing => (Severity.Warning, IssueCodes.MissingValues,
            $"{Cells(count)} of \"{column}\" {Has(count)} no value.",
            "Such rows are left out, or filled with the column's median when asked."),
        Fault.NotANumber => (Severity.Warning, IssueCodes.NotANumber,
            $"{Cells(count)} of \"{column}\" {(count == 1 ? "is not a number" : "are not numbers")}.",
            "Such rows are left out. Correct the cells, or leave the column out."),
        Fault.NotFinite => (Severity.Warning, IssueCodes.NotFinite,
            $"{Cells(count)} of \"{column}\" {Has(count)} a number beyond {TooLarge}, too large to compute with.",
            "Such rows are left out. Correct the cells."),
        Fault.Ragged => (Severity.Warning, IssueCodes.RaggedRow,
            $"{Rows(count)} {Has(count)} too few or too many fields.",
            "Such rows are left out. A cell with the delimiter in it must stand in quotes."),
        _ => (Severity.Info, IssueCodes.BlankRows,
            $"{count:N0} blank line{(count == 1 ? "" : "s")}.",
            "Blank lines are not rows and do not count."),
    };

    static string Cells(long count) => $"{count:N0} cell{(count == 1 ? "" : "s")}";
    static string Rows(long count) => $"{count:N0} row{(count == 1 ? "" : "s")}";
    static string Has(long count) => count == 1 ? "has" : "have";
}
