namespace Segmentation.Data;

/// <summary>Finds the role of every column, and the reason for it, from the sampled cells and the name.</summary>
sealed class RoleFinder
{
    const int MostCategories = 50;
    const int MostCodes = 20;
    const int EnoughRows = 10;
    const string IdentifiesByName = "By its name it identifies a row; it says nothing about it.";

    readonly ColumnSample[] _samples;
    readonly ColumnName[] _names;
    readonly bool _whole;
    readonly bool _clustered;

    RoleFinder(ColumnSample[] samples, bool whole)
    {
        (_samples, _whole) = (samples, whole);
        _names = [.. samples.Select(sample => new ColumnName(sample.Name))];
        _clustered = Array.Exists(_names, name => name.IsPreviousCluster);
    }

    public static ColumnInfo[] Find(ColumnSample[] samples, bool whole)
    {
        var finder = new RoleFinder(samples, whole);
        var columns = samples.Select((_, i) => finder.Column(i)).ToArray();
        finder.KeepOneId(columns);
        finder.TakeCodesWhenNothingElse(columns);
        return columns;
    }

    ColumnInfo Column(int i)
    {
        var (role, reason, text) = Role(i, _samples[i], _names[i]);
        return new()
        {
            Index = i,
            Name = _samples[i].Name,
            Type = _samples[i].Type,
            Role = role,
            Reason = reason,
            ReasonText = text,
            Unit = _samples[i].IsNumeric ? _samples[i].Form.Unit : null,
        };
    }

    (ColumnRole, string, string) Role(int index, ColumnSample seen, ColumnName name)
    {
        var looked = _whole ? "No cell has a value." : $"None of the {seen.Rows:N0} rows looked at has a value.";
        if (seen.Filled == 0) return (ColumnRole.Ignored, Reasons.Empty, looked);
        if (name.IsPreviousCluster || (_clustered && name.BelongsToCluster))
            return (ColumnRole.Ignored, Reasons.PreviousResult,
                "By its name the result of an earlier clustering; it would only be found again.");
        if (seen.Distinct == 1 && seen.Rows > 1 && (seen.Missing == 0 || seen.IsNumeric))
            return (ColumnRole.Ignored, Reasons.Constant,
                $"Every value{(_whole ? "" : " looked at")} is {seen.First}.");
        return seen.Type switch
        {
            ColumnType.Date => (ColumnRole.Date, Reasons.Dates, $"The cells are dates, such as {seen.First}."),
            ColumnType.Text => TextRole(index, seen, name) is (ColumnRole.Text, _, _) && seen.LooksNumeric
                ? (ColumnRole.Ignored, Reasons.UnreadableNumbers, seen.WhyUnreadable)
                : TextRole(index, seen, name),
            _ => NumberRole(index, seen, name),
        };
    }

    static (ColumnRole, string, string) NumberRole(int index, ColumnSample seen, ColumnName name)
    {
        var few = seen.IsInteger && seen.Distinct <= MostCodes;
        if (name.IsId || name.IsPostal)
        {
            if (few && seen.Distinct * 2 < seen.Filled) return (ColumnRole.Category, Reasons.Codes, Few(seen));
            return name.IsPostal
                ? (ColumnRole.Ignored, Reasons.IdLike, "A postal code is a name of a place, not a quantity.")
                : (ColumnRole.Id, Reasons.IdLike, IdentifiesByName);
        }
        if (name.IsDate && seen.IsInteger && seen is { Min: >= 19_000_101, Max: <= 22_001_231 })
            return (ColumnRole.Date, Reasons.Dates, $"The cells are dates, such as {seen.First}.");
        if (few && name.IsCode) return (ColumnRole.Category, Reasons.Codes, Few(seen));
        if (seen is { IsInteger: true, Distinct: 2, Min: 0, Max: 1, Rows: >= EnoughRows })
            return (ColumnRole.Category, Reasons.Codes, "Only 0 and 1 occur: a yes or no, not a quantity.");
        var sameLength = seen.ShortestInteger == seen.LongestInteger && seen.LongestInteger >= 8;
        var mayIdentify = seen.CountsUp || (sameLength && index == 0);
        if (seen is { IsInteger: true, IsUnique: true, Filled: >= EnoughRows } && mayIdentify)
            return (ColumnRole.Id, Reasons.IdLike, seen.CountsUp
                ? $"The rows are only counted here, from {seen.Min:0}."
                : "Every row has another long number: an identifier.");
        return (ColumnRole.Feature, Reasons.Numeric,
            $"{(seen.IsInteger ? "Whole numbers" : "Numbers")}, such as {seen.First}.");
    }

    static (ColumnRole, string, string) TextRole(int index, ColumnSample seen, ColumnName name)
    {
        var mostlyUnique = seen.Distinct * 2 > seen.Filled;
        if (name.IsId && mostlyUnique) return (ColumnRole.Id, Reasons.IdLike, IdentifiesByName);
        if (index == 0 && seen is { IsUnique: true, WithSpaces: 0, Filled: >= EnoughRows })
            return (ColumnRole.Id, Reasons.IdLike, $"Every row has another code, such as {seen.First}.");
        if (seen.Distinct <= MostCategories && (!mostlyUnique || seen.Distinct <= 2))
            return (ColumnRole.Category, Reasons.FewWords, $"Few different values, such as {seen.First}.");
        return (ColumnRole.Text, Reasons.Text, $"Text of many different values, such as \"{seen.First}\".");
    }

    static string Few(ColumnSample seen) =>
        $"Few different whole numbers, such as {seen.First}: by the name codes, not quantities.";

    /// <summary>Keeps the best id and leaves out the others.</summary>
    void KeepOneId(ColumnInfo[] columns)
    {
        var ids = Array.FindAll(columns, column => column.Role == ColumnRole.Id)
            .OrderBy(column => IdRank(column.Index)).ToArray();
        foreach (var other in ids.Skip(1))
            columns[other.Index] = other with
            {
                Role = ColumnRole.Ignored,
                ReasonText = $"{other.ReasonText} \"{ids[0].Name}\" is the id.",
            };
    }

    int IdRank(int i) =>
        _names[i].IsUniqueId ? 0 : _names[i].IsPersonId ? 1 : _names[i].IsPlainId ? 2 : _names[i].IsId ? 3 : 4;

    /// <summary>Compares by codes when the file has no other numbers.</summary>
    void TakeCodesWhenNothingElse(ColumnInfo[] columns)
    {
        if (Array.Exists(columns, column => column.Role == ColumnRole.Feature)) return;
        for (var i = 0; i < columns.Length; i++)
            if (columns[i].Role == ColumnRole.Category && _samples[i].Type == ColumnType.Integer)
                columns[i] = columns[i] with
                {
                    Role = ColumnRole.Feature,
                    Reason = Reasons.Numeric,
                    ReasonText = $"Few different whole numbers, such as {_samples[i].First}; "
                        + "the file has no others to compare.",
                };
    }
}

/// <summary>Why a column has its role.</summary>
static class Reasons
{
    public const string Numeric = "NUMERIC";
    public const string IdLike = "ID_LIKE";
    public const string Constant = "CONSTANT";
    public const string PreviousResult = "PREVIOUS_RESULT";
    public const string Codes = "FEW_DISTINCT_CODES";
    public const string FewWords = "FEW_DISTINCT_WORDS";
    public const string Dates = "DATES";
    public const string Text = "TEXT";
    public const string UnreadableNumbers = IssueCodes.UnreadableNumbers;
    public const string Empty = "EMPTY";
    public const string Requested = "REQUESTED";
}
