namespace Segmentation.Data;

/// <summary>Every refusal of a file.</summary>
static class Refusals
{
    const string SaveAsUtf8 = "In Excel: File, Save as, type \"CSV UTF-8 (comma delimited)\". "
        + "In LibreOffice: Save as, tick \"Edit filter settings\", choose Unicode (UTF-8).";

    const string ExportAsCsv = "Export the table as CSV, Excel workbook or Parquet.";

    public static InvalidDatasetException EmptyFile() => new(
        DataErrors.EmptyFile,
        "The file has no bytes. Export it again and check that it has a header and rows.");

    public static InvalidDatasetException NoDataRows(bool carriageReturns) => new(
        DataErrors.NoDataRows,
        carriageReturns
            ? "The lines of the file end with a carriage return alone, so all of it is one line. "
                + "Save it with the line ends of Windows or Unix."
            : "The file has a header and no rows below it. Add one row a customer.");

    public static InvalidDatasetException TooFewRows(long rows) => new(
        DataErrors.TooFewRows,
        $"The file has {Count(rows, "data row")}; at least {DatasetLimits.FewestRows} are needed to find 2 segments.")
    {
        Numbers = new Dictionary<string, long> { ["rows"] = rows },
    };

    public static InvalidDatasetException TooFewUsed(RowAccount rows) => new(
        DataErrors.TooFewRows,
        $"Of {Count(rows.Read, "data row")} {rows.Used:N0} can be used; "
        + $"at least {DatasetLimits.FewestRows} are needed. Left out: "
        + string.Join(", ", rows.Reasons.Select(reason => $"{reason.Count:N0} × {IssueTexts.Short(reason.Code)}"
            + (reason.Column is null ? "" : $" in \"{reason.Column}\"")))
        + ". Correct these cells, leave out the column, or fill missing values with the median.")
    {
        Numbers = new Dictionary<string, long> { ["rows"] = rows.Read, ["rowsUsed"] = rows.Used },
    };

    public static InvalidDatasetException TooManyRows(long rows) => new(
        DataErrors.TooManyRows,
        $"The file has {rows:N0} rows; one machine takes at most {int.MaxValue:N0}.");

    public static InvalidDatasetException NothingFits(int columns, string delimiter) => new(
        DataErrors.RaggedRow,
        $"The header has {Count(columns, "column")} (separated by {delimiter}), and no row below it has as many. "
        + "Check the delimiter and the first line.");

    public static InvalidDatasetException Contradictory(string detail) => new(DataErrors.ContradictoryReading, detail);

    public static InvalidDatasetException DelimiterNotFound(char delimiter) => new(
        DataErrors.DelimiterNotFound,
        $"Most lines of the file have no {DelimiterName(delimiter)} between cells, so each is one cell. "
        + "Ask for another delimiter, or leave it out: then it is found.");

    public static InvalidDatasetException HeaderRowNotFound(int row, string why) => new(
        DataErrors.HeaderRowNotFound,
        $"Line {row:N0} cannot be the header: {why}. Name the line in which the names of the columns begin.")
    {
        Numbers = new Dictionary<string, long> { ["headerRow"] = row },
    };

    public static string DelimiterName(char delimiter) => delimiter switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        _ => "vertical bars",
    };

    public static InvalidDatasetException NotText(long line) => new(
        DataErrors.NotText,
        $"Line {line:N0} holds bytes that no text has, so this is not a CSV whatever its name says. {ExportAsCsv}");

    public static InvalidDatasetException OtherFormat(string format) => new(
        DataErrors.NotText, $"From line 1 on this is {format}, whatever its name says. {ExportAsCsv}");

    public static InvalidDatasetException Utf16(long line) => new(
        DataErrors.UnsupportedEncoding,
        $"The text is UTF-16 (seen on line {line:N0}); UTF-8 is needed. {SaveAsUtf8}");

    public static InvalidDatasetException NotUtf8(long line, byte value) =>
        NotUtf8(line, $"a byte (0x{value:X2}) that is");

    public static InvalidDatasetException NotUtf8(long line) => NotUtf8(line, "bytes that are");

    static InvalidDatasetException NotUtf8(long line, string what) => new(
        DataErrors.UnsupportedEncoding,
        $"Line {line:N0} has {what} not UTF-8; the file looks like Windows-1252 or Latin-1. {SaveAsUtf8}");

    public static InvalidDatasetException UnclosedQuote(long line) => new(
        DataErrors.UnclosedQuote,
        $"The quote that opens on line {line:N0} is not closed where its cell should end. "
        + "Add the closing quote, or write a quote inside a cell twice (\"\").");

    public static InvalidDatasetException StrayQuote(long line) => new(
        DataErrors.StrayQuote,
        $"Line {line:N0} has a quote that neither begins nor ends a cell. "
        + "Put the whole cell in quotes and write quotes inside it twice (7\"\" frame).");

    public static InvalidDatasetException TooManyColumns(int columns) => new(
        DataErrors.TooManyColumns,
        $"The header has {columns:N0} columns; at most {DatasetLimits.MostColumns:N0} are read. "
        + "Leave out columns that do not describe customers.")
    {
        Numbers = new Dictionary<string, long> { ["columns"] = columns, ["limit"] = DatasetLimits.MostColumns },
    };

    public static InvalidDatasetException FieldTooLong(long line, int field) => new(
        DataErrors.FieldTooLong,
        $"Line {line:N0}, column {field:N0}: the cell is longer than {DatasetLimits.LongestCell >> 20} MiB. "
        + "Shorten it, or leave the column out.");

    public static InvalidDatasetException NoFeatures(IReadOnlyList<ColumnInfo> columns, string hint) => new(
        DataErrors.NoNumericFeatures,
        $"Customers are compared by numbers, and none of the {Count(columns.Count, "column")} has any to compare: "
        + string.Join("; ", columns.Take(8).Select(column => $"\"{column.Name}\": {column.ReasonText}"))
        + (columns.Count > 8 ? "; …" : "") + (hint.Length > 0 ? " " + hint : ""));

    /// <summary>Rows are purchases, and nothing tells who bought.</summary>
    /// <param name="invoice">Header of the orders; null when there is none.</param>
    public static InvalidDatasetException NoCustomerColumn(IReadOnlyList<string> names, string? invoice) => new(
        DataErrors.NoCustomerColumn,
        "Each row is a purchase"
        + (invoice is null ? "" : $" (\"{invoice}\" is an order or invoice)")
        + ", and no column tells which customer made it. Add a column with the customer, or give one of the columns "
        + $"the role customer: {string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", …" : "")}. If a row is a "
        + "customer all the same, set \"A row is\" (rows) to customers.");

    /// <summary>Nothing that is asked for follows from the columns.</summary>
    public static InvalidDatasetException NothingCompared(IReadOnlyList<RfmFeature> known) => new(
        DataErrors.NoNumericFeatures,
        "The purchases have no columns for what is to be compared (rfm.features). Their columns give: "
        + $"{string.Join(", ", known.Select(feature => EnumWord.Of(feature)))}. Ask for one of these, or give a column "
        + "its role: date, amount, quantity, price.");

    /// <param name="account">What became of the lines, as a sentence.</param>
    public static InvalidDatasetException TooFewCustomers(PurchaseSummary found, string account) => new(
        DataErrors.TooFewCustomers,
        $"{account} At least {DatasetLimits.FewestCustomers} customers are needed for segments. Add purchases of more "
        + "customers; if a row is a customer, set \"A row is\" (rows) to customers.")
    {
        Numbers = new Dictionary<string, long>
        {
            ["rows"] = found.Read,
            ["rowsUsed"] = found.Used,
            ["customers"] = found.Customers,
        },
    };

    public static InvalidDatasetException ColumnNotFound(string name, IReadOnlyList<string> names) => new(
        DataErrors.ColumnNotFound,
        $"There is no column \"{name}\"."
        + (NearestName.Of(name, names) is { } nearest ? $" Is \"{nearest}\" meant?" : "")
        + $" The file has: {string.Join(", ", names.Take(20).Select(each => $"\"{each}\""))}"
        + (names.Count > 20 ? ", …" : "."));

    public static InvalidDatasetException ColumnNotDate(ColumnInfo column) => new(
        DataErrors.ColumnNotDate, $"Column \"{column.Name}\" has no dates: {column.ReasonText}");

    public static InvalidDatasetException ColumnNotNumeric(ColumnInfo column, string? example) => new(
        DataErrors.ColumnNotNumeric,
        $"Column \"{column.Name}\" cannot be compared: {column.ReasonText}"
        + (example is null ? "" : $" A cell is \"{example}\".") + " Choose columns of numbers.");

    static string Count(long count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";
}
