using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Recognises rows that are purchases, and finds which column is what: values first, names as help.</summary>
/// <remarks>Rows are purchases where customers repeat beside a day or a sum. A customer is found by the name of a
/// column; without such a name an id does that repeats at least twice on average beside a day and a sum.</remarks>
sealed class PurchaseFinder
{
    /// <summary>Share of the customers that repeat from which on rows are purchases.</summary>
    public const double FewRepeats = 0.01;

    /// <summary>The same where nothing but a sum speaks for it: what a customer spent may stand in a file of
    /// customers too, some of whom are in it twice.</summary>
    const double ManyRepeats = 0.1;

    // Fewer repeat by chance, or by a slip.
    const int FewestRepeated = 5;
    const double OftenRepeated = 2;
    const int EnoughCustomers = 10;
    const int YesAndNo = 2;

    readonly SampledRows _rows;
    readonly ColumnSample[] _samples;
    readonly PurchaseName[] _names;
    readonly bool _hasHeader;

    PurchaseFinder(SampledRows rows, ColumnSample[] samples, bool hasHeader)
    {
        (_rows, _samples, _hasHeader) = (rows, samples, hasHeader);
        _names = [.. samples.Select(sample => new PurchaseName(sample.Name))];
    }

    /// <param name="hasHeader">Whether the names are the file's own.</param>
    public static FoundPurchases Find(SampledRows rows, ColumnSample[] samples, bool hasHeader) =>
        new PurchaseFinder(rows, samples, hasHeader).Find();

    FoundPurchases Find()
    {
        if (_samples.Where((sample, i) => sample.IsNumeric && _names[i].IsOfCustomers(sample.Name)).Any())
            return FoundPurchases.None;
        var roles = Beside();
        var named = Best(i => IsKey(i) ? _names[i].CustomerRank : null);
        if (named >= 0) return Judge(roles.Without(named) with { Customer = named });
        if (roles is { HasMoney: true, Date: >= 0 } && Unnamed(roles) is >= 0 and var found)
            return new(roles.Without(found) with { Customer = found }, PurchaseVerdict.Purchases);
        return roles.Invoice >= 0 && IsInvoiceLine(roles) ? new(roles, PurchaseVerdict.Unnamed) : new(
            roles, PurchaseVerdict.Customers);
    }

    /// <summary>Whether the customers of a named column repeat.</summary>
    FoundPurchases Judge(PurchaseRoles roles)
    {
        if (!roles.ArePurchases) return new(roles, PurchaseVerdict.Customers);
        var seen = Repeats(roles.Customer);
        var least = Math.Max(LeastShare(roles) * seen.Values, Math.Min(FewestRepeated, (seen.Values + 1) / 2));
        if (seen.Again > 0 && seen.Again >= least) return new(roles, PurchaseVerdict.Purchases);
        return new(roles, _rows.IsWhole ? PurchaseVerdict.Customers : PurchaseVerdict.Unsure);
    }

    /// <summary>Share of the customers that have to repeat. Several persons may have one name.</summary>
    double LeastShare(PurchaseRoles roles) =>
        _names[roles.Customer].IsPersonName ? 0.5
        : roles is { Date: < 0, Invoice: < 0, Quantity: < 0 } ? ManyRepeats
        : FewRepeats;

    PurchaseRoles Beside()
    {
        var date = Best(i => IsDate(i) ? _names[i].DateRank : null);
        var invoice = Best(i => i != date && IsKey(i) ? _names[i].InvoiceRank : null);
        var quantity = Best(i => IsNumber(i) && _names[i].IsQuantity ? 0 : null);
        var price = Best(i => IsNumber(i) && _names[i].IsPrice ? 0 : null);
        var amount = Best(i => i != date && IsNumber(i) ? _names[i].AmountRank : null);
        var roles = new PurchaseRoles(-1, date, amount, quantity, price, invoice);
        if (!_hasHeader) roles = ByTypes(roles);
        // A price without a quantity is what was paid.
        return roles is { Amount: < 0, Quantity: < 0, Price: >= 0 } ? roles with { Amount = price, Price = -1 } : roles;
    }

    /// <summary>Without a header: the last column of decimals is the amount, the last one of small whole numbers the
    /// quantity.</summary>
    PurchaseRoles ByTypes(PurchaseRoles roles)
    {
        var last = _samples.Length - 1;
        var amount = Best(i => _samples[i].Type == ColumnType.Number ? last - i : null);
        var quantity = Best(i =>
            i != roles.Date && _samples[i] is { Type: ColumnType.Integer, IsLong: false, IsUnique: false, Min: >= 0 }
                && i > 0 ? last - i : null);
        return roles with { Amount = amount, Quantity = quantity };
    }

    /// <summary>A column that repeats as customers do, where no name tells; −1 when there is none.</summary>
    int Unnamed(PurchaseRoles roles) => Best(i =>
        (_names[i].IsPlainId || (!_hasHeader && i == 0)) && IsKey(i) && roles.Of(i) is null
            && _samples[i].Distinct >= EnoughCustomers
            && Repeats(i) is var seen && seen.Rows >= OftenRepeated * seen.Values ? i : null);

    /// <summary>Whether rows are lines of invoices: the invoice repeats, or each row is one with a day and a
    /// sum.</summary>
    bool IsInvoiceLine(PurchaseRoles roles) =>
        roles is { HasMoney: true, Date: >= 0 }
        || (roles.ArePurchases && Repeats(roles.Invoice) is var seen && seen.Again >= FewRepeats * seen.Values);

    /// <summary>Different values of a column, how many of them have several different rows, and all different
    /// rows.</summary>
    (int Values, int Again, int Rows) Repeats(int column)
    {
        var (values, rows) = (new HashTable<Occurrences>(), new HashTable<string>());
        var (again, count) = (0, 0);
        for (var row = 0; row < _rows.Rows; row++)
        {
            var cell = _rows[row, column];
            var whole = 0UL;
            for (var i = 0; i < _samples.Length; i++) whole = Hash.Mix(whole ^ Hash.Of(_rows[row, i]));
            if (CellText.IsMissing(cell) || rows.Find(whole) is not null) continue;
            rows.TryAdd(whole, "");
            count++;
            var key = Hash.Of(cell);
            if (values.Find(key) is not { } seen) values.TryAdd(key, new());
            else if (++seen.Count == 2) again++;
        }
        return (values.Count, again, count);
    }

    int Best(Func<int, int?> rankOf) => Enumerable.Range(0, _samples.Length)
        .Select(i => (Index: i, Rank: rankOf(i))).Where(each => each.Rank is not null)
        .OrderBy(each => each.Rank).Select(each => each.Index).FirstOrDefault(-1);

    bool IsNumber(int i) => _samples[i].IsNumeric;

    bool IsDate(int i) => _samples[i].Type == ColumnType.Date || _samples[i].HasTimes(new(_samples[i].Name));

    // Names and whole numbers, more than a yes and a no.
    bool IsKey(int i) => _samples[i].Filled > 0 && _samples[i].Type != ColumnType.Date
        && _samples[i].Distinct > YesAndNo && (!_samples[i].IsNumeric || _samples[i].IsInteger);

    sealed class Occurrences
    {
        public int Count = 1;
    }
}
