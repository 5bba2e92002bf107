using System.Text;

namespace Segmentation.Data;

/// <summary>What the words of a header mean: the only such table. A word may have several meanings.</summary>
static class HeaderWords
{
    /// <summary>A customer.</summary>
    public static readonly HashSet<string> Persons =
    [
        "customer", "client", "user", "member", "account", "cust", "person", "household", "guest", "subscriber",
        "contact", "patient", "buyer", "shopper", "kunde", "kunden", "mitglied", "cardholder",
    ];

    /// <summary>Other things that have an identifier.</summary>
    public static readonly HashSet<string> Things =
    [
        "order", "invoice", "product", "store", "shop", "session", "employee", "transaction", "card", "row", "record",
        "stock", "item", "receipt", "ticket", "policy", "serial", "phone", "mobile", "telephone", "bill", "basket",
        "sku",
    ];

    /// <summary>One purchase.</summary>
    public static readonly HashSet<string> Invoices =
    [
        "invoice", "order", "transaction", "receipt", "basket", "bill", "ticket", "rechnung", "bestellung",
        "purchase",
    ];

    /// <summary>What a line of an invoice has: quantities, prices, sums.</summary>
    public static readonly HashSet<string> Amounts =
    [
        "quantity", "qty", "price", "unitprice", "amount", "total", "revenue", "sales", "menge", "preis", "betrag",
        "cost", "value", "payment",
    ];

    /// <summary>Words or codes out of few, also where they are written as numbers.</summary>
    public static readonly HashSet<string> Codes =
    [
        "gender", "genre", "sex", "channel", "region", "country", "city", "state", "status", "type", "category",
        "class", "group", "code", "zip", "postal", "postcode", "plz", "education", "marital", "married", "flag",
        "department", "dept", "branch", "tier", "plan", "language", "segment", "cluster", "label", "occupation",
        "profession", "geschlecht", "area", "district", "province", "store", "team", "title",
    ];

    public static readonly HashSet<string> PostalCodes = ["zip", "postal", "postcode", "plz", "zipcode"];
    public static readonly HashSet<string> Dates = ["date", "datum", "day", "time", "timestamp", "dt"];
    public static readonly HashSet<string> Identifiers = ["id", "ids", "uid", "uuid", "guid"];

    /// <summary>An identifier when a person or a thing stands before it.</summary>
    public static readonly HashSet<string> Numbers = ["no", "nr", "num", "number", "nummer", "code", "key"];

    public static readonly HashSet<string> Recency = ["recency"];
    public static readonly HashSet<string> Frequency = ["frequency", "freq", "orders", "purchases", "transactions"];

    /// <summary>What a customer spent.</summary>
    public static readonly HashSet<string> Spending = ["monetary", "spend", "spent", "spending", "revenue", "sales"];

    public static readonly HashSet<string> Income = ["income", "salary", "earnings"];

    /// <summary>All of a header that names the result of an earlier clustering, without spaces and digits at its
    /// end.</summary>
    public static readonly HashSet<string> PreviousResults =
    [
        "cluster", "clusters", "clusterid", "clusterlabel", "clusterlabels", "clusternumber", "clusterassigned",
        "clustername", "segment", "segmentid", "segmentname", "segmentnumber", "segmentlabel", "kmeans",
        "kmeanscluster", "kmeanslabel",
    ];

    /// <summary>Beginnings of such headers.</summary>
    public static readonly string[] PreviousResultStarts =
        ["clusterassigned", "distancetocentroid", "distancetocluster", "distancetocent"];

    /// <summary>Words in lower case; a word ends at other characters and where a capital begins the next one.</summary>
    /// <param name="isPart">Whether a character belongs to a word.</param>
    public static string[] Split(string header, Func<char, bool> isPart)
    {
        var spaced = new StringBuilder();
        for (var i = 0; i < header.Length; i++)
        {
            if (i > 0 && char.IsUpper(header[i]) && BeginsWord(header, i)) spaced.Append(' ');
            spaced.Append(isPart(header[i]) ? char.ToLowerInvariant(header[i]) : ' ');
        }
        return spaced.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    // The capital of AnnualIncome, and the second of RFMScore.
    static bool BeginsWord(string header, int i) => char.IsLower(header[i - 1])
        || (char.IsUpper(header[i - 1]) && i + 1 < header.Length && char.IsLower(header[i + 1]));
}
