namespace Segmentation.Data;

/// <summary>Finds the role of every column, and the reason for it, from the sampled cells and the name: values first,
/// names second.</summary>
sealed class RoleFinder
{
    const int MostCategories = 50;
    const int EnoughRows = 10;
    const double Recurring = 0.25;
    const string IdentifiesByName = "By its name it identifies a row; it says nothing about it.";

    readonly ColumnSample[] _samples;
    readonly ColumnName[] _names;
    readonly bool _whole;
    readonly bool _clustered;
    readonly bool _located;

    RoleFinder(ColumnSample[] samples, bool whole)
    {
        (_samples, _whole) = (samples, whole);
        _names = [.. samples.Select(sample => new ColumnName(sample.Name))];
        _clustered = Array.Exists(_names, name => name.IsPreviousCluster);
        _located = Array.Exists(_names, name => name.IsLatitude) && Array.Exists(_names, name => name.IsLongitude);
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

    Finding Role(int index, ColumnSample seen, ColumnName name)
    {
        var looked = _whole ? "No cell has a value." : $"None of the {seen.Rows:N0} rows looked at has a value.";
        if (seen.Filled == 0) return new(ColumnRole.Ignored, Reasons.Empty, looked);
        if (name.IsPreviousCluster || (_clustered && name.BelongsToCluster))
            return new(ColumnRole.Ignored, Reasons.PreviousResult,
                "By its name the result of an earlier clustering; it would only be found again.");
        if (seen.Distinct == 1 && seen.Rows > 1 && (seen.Missing == 0 || seen.IsNumeric))
            return new(ColumnRole.Ignored, Reasons.Constant,
                $"Every value{(_whole ? "" : " looked at")} is {seen.First}.");
        return seen.Type switch
        {
            ColumnType.Date => Dates(seen),
            ColumnType.Text => TextRole(index, seen, name),
            _ => NumberRole(index, seen, name),
        };
    }

    Finding NumberRole(int index, ColumnSample seen, ColumnName name) =>
        Identifier(index, seen, name) ?? Time(seen, name) ?? Place(seen, name) ?? Code(seen, name)
        ?? new(ColumnRole.Feature, Reasons.Numeric,
            $"{(seen.IsInteger ? "Whole numbers" : "Numbers")}, such as {seen.FirstNumber}.");

    static Finding? Identifier(int index, ColumnSample seen, ColumnName name)
    {
        var few = seen.IsFew && seen.Distinct * 2 < seen.Filled;
        if (name.IsPostal && seen.IsInteger)
            return few ? Codes(seen) : new(ColumnRole.Ignored, Reasons.Code,
                "A postal code is a name of a place, not a quantity.");
        if (name.IsHouseNumber && seen.IsInteger)
            return new(ColumnRole.Ignored, Reasons.Code, "A house number is a name of a place, not a quantity.");
        if (name.IsAccount && seen.IsLongCode)
            return new(ColumnRole.Ignored, Reasons.Code, "By its name and its numbers a code, not a quantity.");
        if (name.IsId) return few ? Codes(seen) : new(ColumnRole.Id, Reasons.IdLike, IdentifiesByName);
        if (!seen.IsInteger || !seen.IsUnique || name.IsQuantity) return null;
        if (name.IsPerson) return new(ColumnRole.Id, Reasons.IdLike, IdentifiesByName);
        if (seen.Filled < EnoughRows) return null;
        if (seen.CountsUp)
            return new(ColumnRole.Id, Reasons.IdLike, $"The rows are only counted here, from {seen.Min:0}.");
        if (index == 0 && seen.Max - seen.Min + 1 == seen.Filled)
            return new(ColumnRole.Id, Reasons.IdLike, $"Every row has another number, from {seen.Min:0} on.");
        return seen.IsLong && !seen.HasTimes(name)
            ? new(index == 0 ? ColumnRole.Id : ColumnRole.Ignored, index == 0 ? Reasons.IdLike : Reasons.Code,
                "Every row has another long number: an identifier.")
            : null;
    }

    /// <summary>Dates that are written as numbers, and parts of dates.</summary>
    static Finding? Time(ColumnSample seen, ColumnName name)
    {
        if (seen.HasTimes(name)) return Dates(seen);
        if (name.CalendarRange is not { } range || !seen.IsInteger) return null;
        if (seen.Min < range.Least || seen.Max > range.Most) return null;
        return new(
            seen.Distinct <= MostCategories ? ColumnRole.Category : ColumnRole.Ignored, Reasons.CalendarPart,
            "A part of a date: it says when something was, not how much.");
    }

    Finding? Place(ColumnSample seen, ColumnName name)
    {
        var most = name.IsLatitude ? 90 : name.IsLongitude ? 180 : -1;
        return _located && seen.Min >= -most && seen.Max <= most
            ? new(ColumnRole.Ignored, Reasons.Coordinate, "A coordinate says where somebody is, not how much.")
            : null;
    }

    static Finding? Code(ColumnSample seen, ColumnName name) =>
        !seen.IsFew ? null
        : name.IsCode ? Codes(seen)
        : seen is { Distinct: 2, Rows: >= EnoughRows } && (seen is { Min: 0, Max: 1 } || !name.IsQuantity)
        ? new(ColumnRole.Category, Reasons.Codes,
            $"Only {seen.Min:0} and {seen.Max:0} occur: a yes or no, not a quantity.")
        : seen.HasGaps && !name.IsQuantity ? new(ColumnRole.Category, Reasons.Codes,
            $"Few different whole numbers with gaps, such as {seen.First}: codes, not quantities.")
        : null;

    static Finding TextRole(int index, ColumnSample seen, ColumnName name)
    {
        var mostlyUnique = seen.Distinct * 2 > seen.Filled;
        var identifies = mostlyUnique || (name.IsPersonId && seen.Distinct >= Recurring * seen.Filled);
        if (seen.IsShortened)
            return new(ColumnRole.Ignored, Reasons.Code,
                $"Long numbers that a spreadsheet has shortened, such as {seen.First}: different ones look the same.");
        if (name.IsId && identifies && !name.IsPostal) return new(ColumnRole.Id, Reasons.IdLike, IdentifiesByName);
        if (seen.IsUnique && name.IsPerson) return new(ColumnRole.Id, Reasons.IdLike, IdentifiesByName);
        if (index == 0 && seen is { IsUnique: true, WithSpaces: 0, Filled: >= EnoughRows })
            return new(ColumnRole.Id, Reasons.IdLike, $"Every row has another code, such as {seen.First}.");
        if (seen.Distinct <= MostCategories && (!mostlyUnique || seen.Distinct <= 2))
            return new(ColumnRole.Category, Reasons.FewWords, $"Few different values, such as {seen.First}.");
        if (seen.IsPadded)
            return new(ColumnRole.Ignored, Reasons.Code,
                $"Numbers with zeros in front, such as {seen.First}: a code, not a quantity.");
        return seen.LooksNumeric
            ? new(ColumnRole.Ignored, Reasons.UnreadableNumbers, seen.WhyUnreadable)
            : new(ColumnRole.Text, Reasons.Text, $"Text of many different values, such as \"{seen.First}\".");
    }

    static Finding Dates(ColumnSample seen) =>
        new(ColumnRole.Date, Reasons.Dates, $"The cells are dates, such as {seen.First}.");

    static Finding Codes(ColumnSample seen) => new(ColumnRole.Category, Reasons.Codes,
        $"Few different whole numbers, such as {seen.FirstNumber}: by the name codes, not quantities.");

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
        _names[i].IsUniqueId ? 0 : _names[i].IsPersonId ? 1 : _names[i].IsPlainId ? 2
        : _names[i].IsId || _names[i].IsPerson ? 3 : 4;

    /// <summary>Compares by codes when the file has no other numbers.</summary>
    void TakeCodesWhenNothingElse(ColumnInfo[] columns)
    {
        if (Array.Exists(columns, column => column.Role == ColumnRole.Feature)) return;
        for (var i = 0; i < columns.Length; i++)
            if (columns[i] is { Role: ColumnRole.Category, Reason: Reasons.Codes })
                columns[i] = columns[i] with
                {
                    Role = ColumnRole.Feature,
                    Reason = Reasons.Numeric,
                    ReasonText = $"Few different whole numbers, such as {_samples[i].FirstNumber}; "
                        + "the file has no others to compare.",
                };
    }

    /// <summary>A role with its reason, as a word and as a sentence.</summary>
    sealed record Finding(ColumnRole Role, string Reason, string Text);
}

/// <summary>Why a column has its role.</summary>
static class Reasons
{
    public const string Numeric = "NUMERIC";
    public const string IdLike = "ID_LIKE";
    public const string Code = "CODE";
    public const string Constant = "CONSTANT";
    public const string PreviousResult = "PREVIOUS_RESULT";
    public const string Codes = "FEW_DISTINCT_CODES";
    public const string FewWords = "FEW_DISTINCT_WORDS";
    public const string Dates = "DATES";
    public const string CalendarPart = "CALENDAR_PART";
    public const string Coordinate = "COORDINATE";
    public const string Text = "TEXT";
    public const string UnreadableNumbers = IssueCodes.UnreadableNumbers;
    public const string Empty = "EMPTY";
    public const string Requested = "REQUESTED";
    public const string Purchase = "PURCHASE";
    public const string OfLine = "PURCHASE_LINE";
    public const string OfPurchases = "OF_PURCHASES";
}
