using Segmentation.Data;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>Makes rows from lines: which line is a row, the numbers of its features, and why a row is not
/// used.</summary>
/// <remarks>Columns of the file are addressed by their index; no header becomes part of the SQL.</remarks>
sealed class RowSql(
    Layout layout, IReadOnlyList<ColumnInfo> features, IReadOnlyList<ColumnInfo> categories, MissingPolicy missing)
{
    /// <summary>The <c>reason</c> of a blank line.</summary>
    public const int Blank = -1;
    /// <summary>The <c>reason</c> of a row with too few or too many fields.</summary>
    public const int Ragged = -2;
    /// <summary>The <c>reason</c> of a row that is the same as one before.</summary>
    public const int RepeatedRow = -3;
    /// <summary>The <c>reason</c> of a row with the id of one before.</summary>
    public const int RepeatedId = -4;
    const int Faults = 4;   // of a cell, none included

    readonly int _columns = layout.Names.Length;
    readonly char _delimiter = (char)layout.Delimiter;
    readonly NumberForm[] _forms = [.. features.Select(feature => layout.Style.Forms[feature.Index])];

    public IReadOnlyList<ColumnInfo> Features => features;
    public IReadOnlyList<ColumnInfo> Categories => categories;

    /// <summary>Some line has a quote.</summary>
    public required bool HasQuotes { get; init; }
    /// <summary>Some line ends with a carriage return.</summary>
    public required bool HasReturns { get; init; }

    /// <summary>The feature and its fault in a <c>reason</c>, which is 0 for a row that is used.</summary>
    public static (int Feature, Fault Fault) Decode(int reason) =>
        (reason / Faults, (Fault)((reason % Faults) - 1));

    /// <summary>A record without its carriage return.</summary>
    public string Line => HasReturns ? CellSql.WithoutReturn("value") : "value";

    /// <summary>The fields of a record with their quotes, as an array of texts.</summary>
    public string Fields => CellSql.Fields(HasReturns ? $"({Line})" : Line, _delimiter, HasQuotes);

    /// <summary>All records below the header: <c>m</c>, <c>value</c>, <c>f</c> (cells with quotes), <c>t0…</c> (texts
    /// of features), <c>v0…</c> (numbers or null), <c>slow</c> (numbers and faults, where one is not of the common
    /// form), <c>k0…</c> (categories), <c>cut</c> (one field too many, which is empty), <c>reason</c>.</summary>
    /// <param name="records">Has <c>m</c> and <c>value</c>.</param>
    public string Rows(string records)
    {
        var split = $"select m, value, {Fields} f from {records}";
        var shaped = $"select *, size(f) = {_columns} or (size(f) = {_columns + 1} and get(f, {_columns}) = '') fits, "
            + $"size(f) = {_columns + 1} and get(f, {_columns}) = '' cut, size(f) = 1 and trim({Line}) = '' blank "
            + $"from ({split})";
        var cells = $"select *{Add(features.Count, j => $"trim({ContentOf(features[j])}) t{j}")} from ({shaped})";
        var common = $"select *{Add(features.Count, j =>
            $"case when fits and not blank then {Common(j)} end x{j}")} "
            + $"from ({cells})";
        var uncommon = string.Join(" or ", Enumerable.Range(0, features.Count).Select(j => $"x{j} is null"));
        var texts = $"array({Each(features.Count, j => $"t{j}")})";
        var slow = $"select *, case when fits and not blank and ({uncommon}) "
            + $"then {Uncommon(texts)} end slow from ({common})";
        return "select m, value, f, slow, cut"
            + $"{Add(features.Count, j => $"t{j}, coalesce(x{j}, get(slow, {j}).v) v{j}")}"
            + $"{Add(categories.Count, c => $"{TextOf(categories[c])} k{c}")}, {Reason()} reason from ({slow})";
    }

    /// <summary>The number of a feature in the common form; null also where it is taken as missing.</summary>
    string Common(int j)
    {
        if (_forms[j].Date is { } date) return DateSql.Of($"t{j}", date);
        var (number, missing) = (CellSql.Common($"t{j}", (char)_forms[j].Mark), _forms[j].Missing);
        return missing.Numbers.Length == 0 ? number
            : $"get(filter(array({number}), x -> not {NumberSql.IsMissing("x", missing)}), 0)";
    }

    /// <summary>What is no date is missing.</summary>
    string Uncommon(string texts)
    {
        var dates = Enumerable.Range(0, _forms.Length).Where(j => _forms[j].Date is not null).ToArray();
        var numbers = NumberSql.Uncommon(texts, Array.ConvertAll(
            _forms, form => form.Date is null ? form : NumberForm.Plain((byte)'.').Asked(null, form.Missing)));
        if (dates.Length == 0) return numbers;
        var read = string.Concat(dates.Select(j => $" when i = {j} then "
            + $"named_struct('v', x{j}, 'e', case when x{j} is null then {1 + (int)Fault.Missing} else 0 end)"));
        return $"transform({numbers}, (c, i) -> case{read} else c end)";
    }

    /// <summary>The first fault of a row decides.</summary>
    string Reason()
    {
        var least = missing == MissingPolicy.Median ? 1 : 0;
        var first = string.Concat(Enumerable.Range(0, features.Count).Select(j =>
            $" when get(slow, {j}).e > {least} then {j * Faults} + get(slow, {j}).e"));
        // In a lambda, which Spark does not compile: it is long and seldom needed.
        var faulty = $"element_at(transform(array(slow), slow -> case{first} else 0 end), 1)";
        return $"case when blank then {Blank} when not fits then {Ragged} "
            + $"when slow is null then 0 else {faulty} end";
    }

    /// <summary>A cell of a record without the quotes around it.</summary>
    public string ContentOf(ColumnInfo column) => HasQuotes ? CellSql.Content(CellOf(column)) : CellOf(column);

    string TextOf(ColumnInfo column) => HasQuotes ? CellSql.Text(CellOf(column)) : CellOf(column);

    /// <summary>A cell of a record with its quotes.</summary>
    public static string CellOf(ColumnInfo column) => $"get(f, {column.Index})";

    static string Add(int count, Func<int, string> text) =>
        string.Concat(Enumerable.Range(0, count).Select(i => ", " + text(i)));
}
