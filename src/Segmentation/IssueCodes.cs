namespace Segmentation;

/// <summary>Every code of an issue or an excluded row; those of a refused file are <see cref="DataErrors"/>.</summary>
public static class IssueCodes
{
#pragma warning disable CS1591 // The codes are their own documentation; docs/errors.md has a sentence for each.
    public const string RaggedRow = "RAGGED_ROW";
    public const string MissingValue = "MISSING_VALUE";
    public const string MissingValues = "MISSING_VALUES";
    public const string NotANumber = "NOT_A_NUMBER";
    public const string NotFinite = "NOT_FINITE";
    public const string BlankRows = "BLANK_ROWS";
    public const string TitleRowsSkipped = "TITLE_ROWS_SKIPPED";
    public const string NoHeader = "NO_HEADER";
    public const string TotalRow = "TOTAL_ROW";
    public const string DuplicateColumn = "DUPLICATE_COLUMN";
    public const string EmptyColumnName = "EMPTY_COLUMN_NAME";
    public const string ConstantColumn = "CONSTANT_COLUMN";
    public const string EmptyColumn = "EMPTY_COLUMN";
    public const string CodeColumn = "CODE_COLUMN";
    public const string CalendarColumn = "CALENDAR_COLUMN";
    public const string CoordinateColumn = "COORDINATE_COLUMN";
    public const string DateColumn = "DATE_COLUMN";
    public const string MixedDates = "MIXED_DATES";
    public const string AmbiguousDates = "AMBIGUOUS_DATES";
    public const string DuplicateRows = "DUPLICATE_ROWS";
    public const string DuplicateRow = "DUPLICATE_ROW";
    public const string DuplicateId = "DUPLICATE_ID";
    public const string IdLikeColumn = "ID_LIKE_COLUMN";
    public const string PreviousClusterColumn = "PREVIOUS_CLUSTER_COLUMN";
    public const string AmbiguousDecimal = "AMBIGUOUS_DECIMAL";
    public const string UnreadableNumbers = "UNREADABLE_NUMBERS";
    public const string SentinelValues = "SENTINEL_VALUES";
    public const string SkewedColumn = "SKEWED_COLUMN";
    public const string ExtremesKept = "EXTREMES_KEPT";
    public const string EncodingGuessed = "ENCODING_GUESSED";
    public const string UnreadableBytes = "UNREADABLE_BYTES";
    public const string ColumnsByBlanks = "COLUMNS_BY_BLANKS";
    public const string NestedColumn = "NESTED_COLUMN";
    public const string MissingCustomer = "MISSING_CUSTOMER";
    public const string CanceledOrder = "CANCELED_ORDER";
    public const string Return = "RETURN";
    public const string ZeroAmount = "ZERO_AMOUNT";
    public const string MissingDate = "MISSING_DATE";
    public const string FutureDate = "FUTURE_DATE";
    public const string NoPurchase = "NO_PURCHASE";
    public const string NoPurchaseDate = "NO_PURCHASE_DATE";
#pragma warning restore CS1591
}
