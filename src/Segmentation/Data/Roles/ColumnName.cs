namespace Segmentation.Data;

/// <summary>What a header suggests by its words: <c>CustomerID</c>, <c>customer_id</c> and <c>Customer Id</c> are the
/// same.</summary>
sealed class ColumnName
{
    static readonly char[] Digits = "0123456789".ToCharArray();

    readonly string[] _words;
    readonly string _joined;

    public ColumnName(string name)
    {
        _words = HeaderWords.Split(name, char.IsLetterOrDigit);
        _joined = string.Concat(_words);
    }

    /// <summary>The result of an earlier clustering.</summary>
    public bool IsPreviousCluster => HeaderWords.PreviousResults.Contains(_joined.TrimEnd(Digits))
        || Array.Exists(HeaderWords.PreviousResultStarts, _joined.StartsWith);

    /// <summary>Part of such a result when the file has a cluster column too.</summary>
    public bool BelongsToCluster => _joined.TrimEnd(Digits) is "silhouette" or "distance";

    /// <summary>Identifies a person, a thing or a row.</summary>
    public bool IsId => _words.Length > 0
        && (EndsInId || EndsInNumber || _joined is "email" or "emailaddress" or "index" or "unnamed0");

    public bool IsPersonId => IsId
        && (HeaderWords.Persons.Overlaps(_words) || HeaderWords.Persons.Any(_joined.StartsWith));

    /// <summary>The person, in files where another id is only the person's part in one order (Olist).</summary>
    public bool IsUniqueId => IsId && _words.Contains("unique");
    public bool IsPlainId => _joined is "id" or "uid" or "uuid" or "guid";
    public bool IsInvoice => HeaderWords.Invoices.Overlaps(_words)
        || HeaderWords.Invoices.Any(word => _joined == word + "no" || _joined == word + "id");
    public bool IsAmount => HeaderWords.Amounts.Overlaps(_words) || HeaderWords.Amounts.Contains(_joined);
    public bool IsCode => HeaderWords.Codes.Overlaps(_words) || _words is ["is" or "has", ..];
    public bool IsPostal => HeaderWords.PostalCodes.Overlaps(_words);
    public bool IsDate => HeaderWords.Dates.Overlaps(_words);

    bool EndsInId => HeaderWords.Identifiers.Contains(_words[^1])
        || (_words[^1].EndsWith("id") && IsPersonOrThing(_words[^1][..^2]));

    bool EndsInNumber =>
        (HeaderWords.Numbers.Contains(_words[^1]) && Array.Exists(_words, IsPersonOrThing))
        || (_words.Length == 1 && BeginsWithPersonOrThing
            && (_joined.EndsWith("no") || _joined.EndsWith("nr") || _joined.EndsWith("num")
                || _joined.EndsWith("nummer") || _joined.EndsWith("number")))
        || _joined is "phone" or "telephone" or "mobile" or "rownum" or "rownumber";

    bool BeginsWithPersonOrThing =>
        HeaderWords.Persons.Any(_joined.StartsWith) || HeaderWords.Things.Any(_joined.StartsWith);

    static bool IsPersonOrThing(string word) => HeaderWords.Persons.Contains(word) || HeaderWords.Things.Contains(word);
}
