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
        "The file is not text: a picture, a workbook or an archive, whatever its name says.",
        "Export the table as CSV and upload that.");

    public static readonly ErrorCode UnsupportedEncoding = new(
        "UNSUPPORTED_ENCODING", 422, "Not UTF-8",
        "The file is not UTF-8.",
        "Save it as «CSV UTF-8» and upload it again. The detail names the first wrong byte.");

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

    public static readonly ErrorCode TransactionsNotSupported = new(
        "TRANSACTIONS_NOT_SUPPORTED", 422, "These are purchases, not customers",
        "The file has one row an invoice line. Invoice lines are not customers.",
        "Bring it to one row a customer, for example with recency, frequency and total spend, and upload that.");

    public static readonly ErrorCode ColumnNotFound = new(
        "COLUMN_NOT_FOUND", 422, "No such column",
        "A column that was asked for is not in the file.",
        "Use the names that GET /api/v1/datasets/{id} lists.");

    public static readonly ErrorCode ColumnNotNumeric = new(
        "COLUMN_NOT_NUMERIC", 422, "Not a column of numbers",
        "A column that was asked for as a feature has no numbers.",
        "Take it out of the features.");

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
