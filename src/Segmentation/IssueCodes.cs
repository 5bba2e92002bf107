namespace Segmentation;

/// <summary>Every code an issue, an excluded row or a refused file can carry.</summary>
public static class DataCodes
{
#pragma warning disable CS1591 // The codes are their own documentation; docs/errors.md has a sentence for each.
    public const string EmptyFile = "EMPTY_FILE";
    public const string NoDataRows = "NO_DATA_ROWS";
    public const string TooFewRows = "TOO_FEW_ROWS";
    public const string NotText = "NOT_TEXT";
    public const string UnsupportedEncoding = "UNSUPPORTED_ENCODING";
    public const string UnclosedQuote = "UNCLOSED_QUOTE";
    public const string StrayQuote = "STRAY_QUOTE";
    public const string TooManyRows = "TOO_MANY_ROWS";
    public const string TooManyColumns = "TOO_MANY_COLUMNS";
    public const string FieldTooLong = "FIELD_TOO_LONG";
    public const string NoNumericFeatures = "NO_NUMERIC_FEATURES";
    public const string TransactionsNotSupported = "TRANSACTIONS_NOT_SUPPORTED";
    public const string ColumnNotFound = "COLUMN_NOT_FOUND";
    public const string ColumnNotNumeric = "COLUMN_NOT_NUMERIC";
    public const string InvalidSetting = "INVALID_SETTING";
    public const string KTooLarge = "K_TOO_LARGE";
    public const string RaggedRow = "RAGGED_ROW";
    public const string MissingValue = "MISSING_VALUE";
    public const string MissingValues = "MISSING_VALUES";
    public const string NotANumber = "NOT_A_NUMBER";
    public const string NotFinite = "NOT_FINITE";
    public const string BlankRows = "BLANK_ROWS";
    public const string DuplicateColumn = "DUPLICATE_COLUMN";
    public const string EmptyColumnName = "EMPTY_COLUMN_NAME";
    public const string ConstantColumn = "CONSTANT_COLUMN";
    public const string IdLikeColumn = "ID_LIKE_COLUMN";
    public const string PreviousClusterColumn = "PREVIOUS_CLUSTER_COLUMN";
    public const string AmbiguousDecimal = "AMBIGUOUS_DECIMAL";
    public const string SkewedColumn = "SKEWED_COLUMN";
    public const string UriNotAllowed = "URI_NOT_ALLOWED";
    public const string UriNotFound = "URI_NOT_FOUND";
    public const string UriNotReadable = "URI_NOT_READABLE";
    public const string DifferentHeaders = "DIFFERENT_HEADERS";
#pragma warning restore CS1591
}
