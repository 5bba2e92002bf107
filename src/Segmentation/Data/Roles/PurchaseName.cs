namespace Segmentation.Data;

/// <summary>What a header says about a column of purchases, by its words.</summary>
sealed class PurchaseName
{
    readonly ColumnName _name;
    readonly string[] _words;
    readonly string _joined;
    readonly string _head;

    public PurchaseName(string header)
    {
        _name = new(header);
        var bare = FeatureMeaning.WithoutUnit(header);
        _words = HeaderWords.Split(bare.Length > 0 ? bare : header, char.IsLetterOrDigit);
        _joined = string.Concat(_words);
        var link = Array.FindIndex(_words, HeaderWords.Of.Contains);
        var heads = link > 0 ? _words[..link] : _words;
        while (heads.Length > 1 && HeaderWords.Currencies.Contains(heads[^1])) heads = heads[..^1];
        _head = heads.Length == 0 ? "" : heads[^1];
    }

    /// <summary>How surely a column names who bought, from 0; null: it does not.</summary>
    public int? CustomerRank =>
        _name.IsPostal || _name.IsCode || _name.IsDate || IsInvoiceId ? null
        : IsPersonId ? (_name.IsUniqueId ? 0 : 1)
        : _name.IsPerson ? 2
        : _joined is "email" or "emailaddress" ? 3
        : IsPerson && HeaderWords.PersonNames.Contains(_head) ? 4
        : HeaderWords.Cards.Contains(_joined) ? 5
        : null;

    /// <summary>A name of a person, which several persons may have.</summary>
    public bool IsPersonName => CustomerRank == 4;

    /// <summary>An id that does not say of what.</summary>
    public bool IsPlainId => _name.IsPlainId;

    /// <summary>How surely a column says which lines were bought together, from 0; null: it does not.</summary>
    public int? InvoiceRank => !IsInvoiceId ? null : HeaderWords.Invoices.Contains(_words[0]) ? 0 : 1;

    /// <summary>How surely a date is that of the purchase, from 0; null: it is another one.</summary>
    public int? DateRank =>
        HeaderWords.OtherDates.Overlaps(_words) || Array.Exists(_words, word =>
            Array.Exists(HeaderWords.Births, word.StartsWith)) ? null
        : HeaderWords.Invoices.Overlaps(_words) || HeaderWords.PurchaseDates.Overlaps(_words)
            || Array.Exists(HeaderWords.PurchaseDateStarts, _joined.StartsWith) ? 0
        : _words.Length == 1 && _name.IsDate ? 1 : 2;

    /// <summary>How surely a number is the sum of a line, from 0; null: it is another one.</summary>
    public int? AmountRank =>
        _name.IsId || IsPrice || IsQuantity || HeaderWords.NotPaid.Overlaps(_words) ? null
        : Array.FindIndex(HeaderWords.SumsOfLine, IsNamed) is >= 0 and var rank ? rank : null;

    public bool IsPrice => !_name.IsId && !_words.Contains("total") && !HeaderWords.NotPaid.Overlaps(_words)
        && (HeaderWords.Prices.Contains(_head) || HeaderWords.Prices.Contains(_joined)
            || (_words.Contains("unit") && Array.Exists(HeaderWords.SumsOfLine, IsNamed)));

    public bool IsQuantity => !_name.IsId && HeaderWords.Quantities.Contains(_head);

    /// <summary>Known of a customer only: rows that have it are no purchases.</summary>
    public bool IsOfCustomers(string header) => FeatureMeaning.Of(header) is Meaning.Recency or Meaning.Frequency
        && !HeaderWords.Quantities.Contains(_head);

    bool IsNamed(HashSet<string> words) => words.Contains(_head) || words.Contains(_joined);

    bool IsPerson => HeaderWords.Persons.Overlaps(_words) || HeaderWords.Persons.Any(_joined.StartsWith);

    // "customer_id" and "Kundennummer", not "order_id of customer" or "customer_order_id".
    bool IsPersonId => _name.IsPersonId && !HeaderWords.Invoices.Overlaps(_words);

    bool IsInvoiceId => _name.IsInvoice && !HeaderWords.LinesOfInvoice.Overlaps(_words)
        && (_name.IsId || Array.TrueForAll(_words, HeaderWords.Invoices.Contains));
}
