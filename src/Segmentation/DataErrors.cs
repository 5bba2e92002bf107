namespace Segmentation;

/// <summary>Why a file, or data on a cluster, cannot be segmented as asked.</summary>
public static class DataErrors
{
#pragma warning disable CS1591 // Each says itself what it means.
    const string ReadAgain = "Correct the file as the detail says, and upload it again.";

    public static readonly ErrorCode EmptyFile = new(
        "EMPTY_FILE", 422, "The file is empty",
        "The file has no bytes, or nothing but blanks.",
        ReadAgain);

    public static readonly ErrorCode NoDataRows = new(
        "NO_DATA_ROWS", 422, "No data rows",
        "The file has a header and no rows.",
        ReadAgain);

    public static readonly ErrorCode TooFewRows = new(
        "TOO_FEW_ROWS", 422, "Too few rows",
        "There are too few rows for segments: at least three different ones are needed.",
        ReadAgain);

    public static readonly ErrorCode TooManyRows = new(
        "TOO_MANY_ROWS", 422, "Too many rows",
        "There are more rows than one run can take.",
        "Upload a sample of the rows, or split the file.");

    public static readonly ErrorCode NotText = new(
        "NOT_TEXT", 422, "Not a text file",
        "The file is neither text nor another format that tables are read from, whatever its name says: a picture, "
        + "a document.",
        "Send the table as CSV, Excel workbook or Parquet, or one of these packed as .gz or .zip.");

    public static readonly ErrorCode UnsupportedEncoding = new(
        "UNSUPPORTED_ENCODING", 422, "Not UTF-8",
        "The data on the cluster is not UTF-8.",
        "Save it as «CSV UTF-8», or upload the file, which may have any encoding. The detail names the first line.");

    public static readonly ErrorCode UnknownEncoding = new(
        "UNKNOWN_ENCODING", 422, "No such encoding",
        "The encoding that was asked for is not known.",
        "Use a name such as windows-1250, iso-8859-2, shift_jis or gb18030.");

    public static readonly ErrorCode BrokenFile = new(
        "BROKEN_FILE", 422, "The file is damaged",
        "The archive, workbook or Parquet file is cut off or damaged.",
        "Make or download it again, and upload that.");

    public static readonly ErrorCode EncryptedFile = new(
        "ENCRYPTED_FILE", 422, "The file has a password",
        "The workbook or archive is encrypted.",
        "Save it without a password, and upload that.");

    public static readonly ErrorCode UnpackedTooLarge = new(
        "UNPACKED_TOO_LARGE", 413, "Too large when unpacked",
        "What is in the file is larger than the limit, or packed more densely than tables are.",
        "Send fewer rows or columns, or the CSV itself.");

    public static readonly ErrorCode SeveralTables = new(
        "SEVERAL_TABLES", 422, "Several files in the archive",
        "The archive has several files that may be the table.",
        "Name one of them in «entry»; the detail lists them.");

    public static readonly ErrorCode EntryNotFound = new(
        "ENTRY_NOT_FOUND", 422, "No such file in the archive",
        "The archive has no such file, or the file is no archive.",
        "Name one that the detail lists, or leave «entry» out.");

    public static readonly ErrorCode SheetNotFound = new(
        "SHEET_NOT_FOUND", 422, "No such sheet",
        "The workbook has no such sheet, or the file is no workbook.",
        "Name one that the detail lists, or leave «sheet» out.");

    public static readonly ErrorCode NoTable = new(
        "NO_TABLE", 422, "No table in the file",
        "The archive, workbook or Parquet file has no table.",
        "The detail says what is in it.");

    public static readonly ErrorCode UnclosedQuote = new(
        "UNCLOSED_QUOTE", 422, "A quote is not closed",
        "A quoted cell begins and never ends.",
        "Close the quote on the line that the detail names, or remove it.");

    public static readonly ErrorCode StrayQuote = new(
        "STRAY_QUOTE", 422, "A quote in the middle of a cell",
        "A quote stands inside a cell that is not quoted.",
        ReadAgain);

    public static readonly ErrorCode RaggedRow = new(
        "RAGGED_ROW", 422, "Rows and header do not fit",
        "Rows have more or fewer cells than the header.",
        ReadAgain);

    public static readonly ErrorCode ContradictoryReading = new(
        "CONTRADICTORY_READING", 422, "This reading contradicts itself",
        "What was asked for cannot be at the same time: one mark for decimals and thousands, or a line of the header "
        + "where there is none.",
        "Leave one of the two out; what is left out is found in the file.");

    public static readonly ErrorCode DelimiterNotFound = new(
        "DELIMITER_NOT_FOUND", 422, "The delimiter is not in the file",
        "With the delimiter that was asked for the lines have one cell only.",
        "Ask for another one, or leave «delimiter» out.");

    public static readonly ErrorCode HeaderRowNotFound = new(
        "HEADER_ROW_NOT_FOUND", 422, "No header in this line",
        "The line that was asked for as the header is behind the end of the file, blank, or within a quoted cell.",
        "Name the line in which the names of the columns begin, or leave «headerRow» out.");

    public static readonly ErrorCode TooManyColumns = new(
        "TOO_MANY_COLUMNS", 422, "Too many columns",
        "The file has more columns than the limit.",
        "Leave out columns that are not needed.");

    public static readonly ErrorCode FieldTooLong = new(
        "FIELD_TOO_LONG", 422, "A cell is too long",
        "A cell is longer than the limit; often a quote that never closes.",
        ReadAgain);

    public static readonly ErrorCode NoNumericFeatures = new(
        "NO_NUMERIC_FEATURES", 422, "No column to compare",
        "No column has numbers that can be compared and differ between rows.",
        "Choose columns under «features», or check decimal and thousands marks in the file.");

    public static readonly ErrorCode NoCustomerColumn = new(
        "NO_CUSTOMER_COLUMN", 422, "Nothing tells who bought",
        "The rows are purchases, and no column tells which customer made them; an order alone is no customer.",
        "Add a column with the customer, or give one the role customer. If a row is a customer all the same, set "
        + "«rows» to customers.");

    public static readonly ErrorCode TooFewCustomers = new(
        "TOO_FEW_CUSTOMERS", 422, "Too few customers",
        "The rows are purchases of too few customers for segments: at least ten are needed.",
        "Add purchases of more customers. If a row is a customer, set «rows» to customers.");

    public static readonly ErrorCode ColumnNotFound = new(
        "COLUMN_NOT_FOUND", 422, "No such column",
        "A column that was asked for is not in the file.",
        "Use the names that GET /api/v1/datasets/{id} lists.");

    public static readonly ErrorCode ColumnNotNumeric = new(
        "COLUMN_NOT_NUMERIC", 422, "Not a column of numbers",
        "A column that was asked for as a feature has no numbers.",
        "Take it out of the features.");

    public static readonly ErrorCode ColumnNotDate = new(
        "COLUMN_NOT_DATE", 422, "Not a column of dates",
        "A column that was asked for in dates has none.",
        "Take it out of dates.");

    public static readonly ErrorCode KTooLarge = new(
        "K_TOO_LARGE", 422, "Too many segments for this data",
        "More segments were asked for than the data can have: at most one less than its different rows, and at "
        + "most 50.",
        "Ask for fewer segments.");

    public static readonly ErrorCode DatasetNotFound = new(
        "DATASET_NOT_FOUND", 404, "No such dataset",
        "There is no dataset or file of this name.",
        "Upload the file again, or look at GET /api/v1/datasets.");

    public static readonly ErrorCode UriNotAllowed = new(
        "URI_NOT_ALLOWED", 403, "This place is not allowed",
        "The URI lies outside of what this service may read, or its text is not plain: patterns, .. and % are "
        + "not taken.",
        "The detail names the places that are allowed. Those who run the service set them in Datasets:Roots.");

    public static readonly ErrorCode UriNotFound = new(
        "URI_NOT_FOUND", 404, "Nothing at this URI",
        "The cluster finds nothing at the URI.",
        "Check the name; upper and lower case are different.");

    public static readonly ErrorCode UriNotReadable = new(
        "URI_NOT_READABLE", 422, "The cluster cannot read the data",
        "The cluster cannot read what is at the URI.",
        "It may lack the right to, or the programs for this kind of storage; the detail names Spark's error class.");

    public static readonly ErrorCode DifferentHeaders = new(
        "DIFFERENT_HEADERS", 422, "The files have different headers",
        "The files of a folder have different headers.",
        "Move the files that the detail names elsewhere, or give all files the same header.");
#pragma warning restore CS1591
}
