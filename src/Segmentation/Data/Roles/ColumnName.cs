using System.Text;

namespace Segmentation.Data;

/// <summary>What a header name suggests, by its words: <c>CustomerID</c>, <c>customer_id</c> and <c>Customer Id</c> are the same.</summary>
sealed class ColumnName
{
    static readonly HashSet<string> Persons =
    [
        "customer", "client", "user", "member", "account", "cust", "person", "household", "guest", "subscriber", "contact",
        "patient", "buyer", "shopper", "kunde", "kunden", "mitglied", "cardholder",
    ];

    static readonly HashSet<string> Things =
    [
        "order", "invoice", "product", "store", "shop", "session", "employee", "transaction", "card", "row", "record", "stock",
        "item", "receipt", "ticket", "policy", "serial", "phone", "mobile", "telephone", "bill", "basket", "sku",
    ];

    static readonly HashSet<string> Invoices =
        ["invoice", "order", "transaction", "receipt", "basket", "bill", "ticket", "rechnung", "bestellung", "purchase"];

    static readonly HashSet<string> Amounts =
    [
        "quantity", "qty", "price", "unitprice", "amount", "total", "revenue", "sales", "menge", "preis", "betrag", "cost",
        "value", "payment",
    ];

    static readonly HashSet<string> Codes =
    [
        "gender", "genre", "sex", "channel", "region", "country", "city", "state", "status", "type", "category", "class",
        "group", "code", "zip", "postal", "postcode", "plz", "education", "marital", "married", "flag", "department", "dept",
        "branch", "tier", "plan", "language", "segment", "cluster", "label", "occupation", "profession", "geschlecht", "area",
        "district", "province", "store", "team", "title",
    ];

    readonly string[] _words;
    readonly string _joined;

    public ColumnName(string name)
    {
        _words = Split(name);
        _joined = string.Concat(_words);
    }

    /// <summary>An earlier result, whatever else the file has.</summary>
    public bool IsPreviousCluster =>
        _joined.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is
            "cluster" or "clusters" or "clusterid" or "clusterlabel" or "clusterlabels" or "clusternumber" or "clusterassigned"
            or "clustername" or "segment" or "segmentid" or "segmentname" or "segmentnumber" or "segmentlabel" or "kmeans"
            or "kmeanscluster" or "kmeanslabel"
        || _joined.StartsWith("clusterassigned") || _joined.StartsWith("distancetocentroid")
        || _joined.StartsWith("distancetocluster") || _joined.StartsWith("distancetocent");

    /// <summary>Part of an earlier result if the file has a cluster column too.</summary>
    public bool BelongsToCluster =>
        _joined.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is "silhouette" or "distance";

    /// <summary>Names a person, a thing or a row.</summary>
    public bool IsId => _words.Length > 0 && (EndsInId || EndsInNumber || _joined is "email" or "emailaddress" or "index" or "unnamed0");

    public bool IsPersonId => IsId && Persons.Overlaps(_words) || (IsId && Persons.Any(_joined.StartsWith));
    /// <summary>The person itself where another id is only the person's part in one order (Olist).</summary>
    public bool IsUniqueId => IsId && _words.Contains("unique");
    public bool IsPlainId => _joined is "id" or "uid" or "uuid" or "guid";
    public bool IsInvoice => Invoices.Overlaps(_words) || Invoices.Any(word => _joined == word + "no" || _joined == word + "id");
    public bool IsAmount => Amounts.Overlaps(_words) || Amounts.Contains(_joined);
    public bool IsCode => Codes.Overlaps(_words) || _words is ["is" or "has", ..];
    public bool IsPostal => _words.Any(word => word is "zip" or "postal" or "postcode" or "plz" or "zipcode");
    public bool IsDate => _words.Any(word => word is "date" or "datum" or "day" or "time" or "timestamp" or "dt");

    bool EndsInId => _words[^1] is "id" or "ids" or "uid" or "uuid" or "guid"
        || (_words[^1].EndsWith("id") && (Persons.Contains(_words[^1][..^2]) || Things.Contains(_words[^1][..^2])));

    bool EndsInNumber =>
        (_words[^1] is "no" or "nr" or "num" or "number" or "nummer" or "code" or "key"
            && _words.Any(word => Persons.Contains(word) || Things.Contains(word)))
        || (Persons.Concat(Things).Any(_joined.StartsWith) && _words.Length == 1
            && (_joined.EndsWith("no") || _joined.EndsWith("nr") || _joined.EndsWith("num") || _joined.EndsWith("nummer") || _joined.EndsWith("number")))
        || _joined is "phone" or "telephone" or "mobile" or "rownum" or "rownumber";

    /// <summary>Words in lower case, cut at other characters and where a capital follows a small letter.</summary>
    static string[] Split(string name)
    {
        var spaced = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var cut = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsUpper(name[i - 1])));
            if (cut) spaced.Append(' ');
            spaced.Append(char.IsLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : ' ');
        }
        return spaced.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
