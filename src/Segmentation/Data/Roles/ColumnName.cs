namespace Segmentation.Data;

/// <summary>What a header suggests by its words: <c>CustomerID</c>, <c>customer_id</c> and <c>Customer Id</c> are the
/// same.</summary>
sealed class ColumnName
{
    static readonly char[] Digits = "0123456789".ToCharArray();

    readonly string[] _words;
    readonly string _joined;
    readonly string _head;
    readonly Meaning _meaning;

    public ColumnName(string name)
    {
        var bare = FeatureMeaning.WithoutUnit(name);
        _words = HeaderWords.Split(bare.Length > 0 ? bare : name, char.IsLetterOrDigit);
        _joined = string.Concat(_words);
        _meaning = FeatureMeaning.Of(name);
        var link = Array.FindIndex(_words, HeaderWords.Of.Contains);
        _head = _words.Length == 0 ? "" : link > 0 ? _words[link - 1] : _words[^1].TrimEnd(Digits);
    }

    /// <summary>The result of an earlier clustering.</summary>
    public bool IsPreviousCluster => HeaderWords.PreviousResults.Contains(_joined.TrimEnd(Digits))
        || Array.Exists(HeaderWords.PreviousResultStarts, _joined.StartsWith);

    /// <summary>Part of such a result when the file has a cluster column too.</summary>
    public bool BelongsToCluster => _joined.TrimEnd(Digits) is "silhouette" or "distance";

    /// <summary>Identifies a person, a thing or a row.</summary>
    public bool IsId => _words.Length > 0
        && (EndsInId || BeginsWithId || EndsInNumber || _joined is "email" or "emailaddress" or "index" or "unnamed0");

    public bool IsPersonId => IsId
        && (HeaderWords.Persons.Overlaps(_words) || HeaderWords.Persons.Any(_joined.StartsWith));

    /// <summary>Names a person and nothing else: an identifier if its values are all different.</summary>
    public bool IsPerson => _words.Length == 1 && HeaderWords.Persons.Contains(_joined);

    /// <summary>The person, in files where another id is only the person's part in one order (Olist).</summary>
    public bool IsUniqueId => IsId && _words.Contains("unique");
    public bool IsPlainId => _joined is "id" or "uid" or "uuid" or "guid";
    public bool IsInvoice => HeaderWords.Invoices.Overlaps(_words)
        || HeaderWords.Invoices.Any(word => _joined == word + "id" || (_joined.StartsWith(word)
            && HeaderWords.NumberEnds.Contains(_joined[word.Length..])));
    public bool IsAmount => HeaderWords.Amounts.Overlaps(_words) || HeaderWords.Amounts.Contains(_joined);

    /// <summary>Money, a count or a measure: a quantity however long its numbers are.</summary>
    public bool IsQuantity => IsAmount || IsCount || IsBirth || _meaning != Meaning.Other;

    /// <summary>A code out of few. A header of a count has such a word too, but not as its head:
    /// <c>StoreVisits</c>.</summary>
    public bool IsCode => !IsCount && _words.Length > 0 && (HeaderWords.Codes.Contains(_head)
        || HeaderWords.Codes.Contains(_joined) || HeaderWords.LeadingCodes.Contains(_words[0]));
    public bool IsPostal => HeaderWords.PostalCodes.Overlaps(_words) || HeaderWords.PostalCodes.Contains(_joined);
    public bool IsHouseNumber => HeaderWords.HouseNumbers.Contains(_joined);

    /// <summary>A phone, an account, a card: with or without "number" behind it.</summary>
    public bool IsAccount => HeaderWords.Accounts.Contains(_joined)
        || HeaderWords.Accounts.Contains(string.Concat(_words.Where(word => !HeaderWords.Numbers.Contains(word))))
        || (_words.Length > 1 && HeaderWords.Accounts.Contains(_words[^1]));
    public bool IsLatitude => HeaderWords.Latitudes.Contains(_joined) || HeaderWords.Latitudes.Contains(_head);
    public bool IsLongitude => HeaderWords.Longitudes.Contains(_joined) || HeaderWords.Longitudes.Contains(_head);
    public bool IsDate => HeaderWords.Dates.Overlaps(_words) || HeaderWords.Dates.Contains(_joined);

    /// <summary>A day by its name, not only a time.</summary>
    public bool IsDay => HeaderWords.DayNames.Contains(_head) || HeaderWords.DayNames.Contains(_joined)
        || (_words.Length > 1 && HeaderWords.DayNames.Contains(_words[0]));

    /// <summary>The numbers that a part of a date has, when the header names one; a year of birth is none, but an
    /// age.</summary>
    public (int Least, int Most)? CalendarRange =>
        Array.Exists(_words, word => word != _head && !HeaderWords.Events.Contains(word)) || IsBirth ? null
        : HeaderWords.Days.Contains(_head) ? (1, 31)
        : HeaderWords.Months.Contains(_head) ? (1, 12)
        : HeaderWords.Years.Contains(_head) ? (1900, 2100)
        : HeaderWords.CalendarParts.Contains(_head) || HeaderWords.CalendarParts.Contains(_joined) ? (0, 366)
        : null;

    bool IsBirth => Array.Exists(_words, word => Array.Exists(HeaderWords.Births, word.StartsWith));

    bool IsCount => _words.Length > 1
        && (HeaderWords.Counting.Contains(_words[0]) || HeaderWords.Measures.Contains(_head));

    bool EndsInId => HeaderWords.Identifiers.Contains(_words[^1])
        || (_words[^1].EndsWith("id") && IsPersonOrThing(_words[^1][..^2]));

    bool BeginsWithId => HeaderWords.Identifiers.Contains(_words[0])
        || (_joined.StartsWith("id") && IsPersonOrThing(_joined[2..]));

    bool EndsInNumber =>
        (HeaderWords.Numbers.Contains(_words[^1]) && Array.Exists(_words, IsPersonOrThing))
        || (_words.Length == 1 && BeginsWithPersonOrThing
            && Array.Exists(HeaderWords.NumberEnds, end => _joined.EndsWith(end)))
        || _joined is "phone" or "telephone" or "mobile" or "rownum" or "rownumber";

    bool BeginsWithPersonOrThing =>
        HeaderWords.Persons.Any(_joined.StartsWith) || HeaderWords.Things.Any(_joined.StartsWith);

    static bool IsPersonOrThing(string word) => HeaderWords.Persons.Contains(word) || HeaderWords.Things.Contains(word);
}
