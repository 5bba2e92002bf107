using System.Text;

namespace Segmentation.Data;

/// <summary>What the words of a header mean: the only such table. A word may have several meanings.</summary>
static class HeaderWords
{
    /// <summary>A customer.</summary>
    public static readonly HashSet<string> Persons =
    [
        "customer", "client", "user", "member", "account", "acct", "cust", "person", "household", "guest", "subscriber",
        "contact", "patient", "buyer", "shopper", "kunde", "kunden", "mitglied", "cardholder", "participant",
        "cliente", "clients", "clientes", "usuario", "usuário", "socio", "utente", "klant", "klient", "klienta",
        "kund", "asiakas", "zákazník", "ügyfél", "müşteri", "клиент", "клиента", "顧客", "客户", "고객", "profile",
        "benutzer", "nutzer", "teilnehmer", "abonné", "adhérent", "membre", "visitor", "donor", "student",
    ];

    /// <summary>Other things that have an identifier.</summary>
    public static readonly HashSet<string> Things =
    [
        "order", "invoice", "product", "store", "shop", "session", "employee", "transaction", "card", "row", "record",
        "stock", "item", "receipt", "ticket", "policy", "serial", "phone", "mobile", "telephone", "bill", "basket",
        "sku", "contract", "vertrag", "vertrags", "konto", "karten", "rechnungs", "artikel", "bestell", "pedido",
        "commande", "produit", "producto", "produto", "factura", "facture", "fattura", "device", "lead", "case",
        "trans", "txn",
    ];

    /// <summary>One purchase.</summary>
    public static readonly HashSet<string> Invoices =
    [
        "invoice", "order", "transaction", "receipt", "basket", "bill", "ticket", "rechnung", "bestellung",
        "purchase", "trans", "txn", "orderid", "bestell", "rechnungs", "auftrag", "auftrags", "beleg", "bon", "pedido",
        "commande", "factura", "facture", "fattura", "ordine", "bestelling", "factuur", "zamówienie", "faktura",
        "заказ", "заказа", "чек", "注文", "订单", "주문",
    ];

    /// <summary>A part of an invoice: its own number counts from 1 in each.</summary>
    public static readonly HashSet<string> LinesOfInvoice =
        ["item", "line", "row", "position", "pos", "product", "status", "type", "channel", "priority", "quantity"];

    /// <summary>What a person is called by.</summary>
    public static readonly HashSet<string> PersonNames = ["name", "email", "mail", "phone", "key", "code"];

    /// <summary>A card that somebody pays with stands for the person.</summary>
    public static readonly HashSet<string> Cards =
    [
        "ccnum", "cardnumber", "cardnum", "cardno", "cardid", "creditcard", "creditcardnumber", "kartennummer",
        "kreditkartennummer", "loyaltycard", "loyaltycardnumber", "panhash", "acctnum", "acctno", "iban",
    ];

    /// <summary>Dates of a purchase, besides those with a word for the purchase itself.</summary>
    public static readonly HashSet<string> PurchaseDates =
        ["sale", "sold", "payment", "paid", "compra", "achat", "acquisto", "kauf", "verkauf", "venta", "vente"];

    /// <summary>Beginnings of such headers that are one word.</summary>
    public static readonly string[] PurchaseDateStarts =
        ["invoicedate", "orderdate", "bestelldatum", "kaufdatum", "rechnungsdatum", "belegdatum", "buchungsdatum"];

    /// <summary>Other dates beside a purchase, or of the customer.</summary>
    public static readonly HashSet<string> OtherDates =
    [
        "ship", "shipping", "shipped", "delivery", "delivered", "estimated", "due", "approved", "carrier", "limit",
        "signup", "registered", "registration", "joined", "join", "created", "updated", "modified", "login", "seen",
        "return", "returned", "expiry", "expiration", "end", "cancelled", "canceled", "versand", "lieferung",
    ];

    /// <summary>Behind an amount, in which money it is.</summary>
    public static readonly HashSet<string> Currencies =
    [
        "usd", "eur", "euro", "euros", "gbp", "inr", "rs", "brl", "chf", "cad", "aud", "jpy", "cny", "pln", "sek",
        "dkk", "nok", "mxn", "czk", "huf", "try", "rub", "zar", "dollar", "dollars", "pounds",
    ];

    /// <summary>The sum of a line: the first set is surest.</summary>
    public static readonly HashSet<string>[] SumsOfLine =
    [
        [
            "amount", "amt", "total", "betrag", "importe", "montant", "summe", "totalprice", "totalamount", "linetotal",
            "gesamt", "gesamtbetrag", "importo", "bedrag", "belopp", "beløb", "kwota", "valor", "tutar", "сумма",
            "金額", "金额", "금액",
        ],
        [
            "sales", "revenue", "net", "gross", "umsatz", "netto", "brutto", "turnover", "ventas", "omzet", "ca",
            "netsales", "grosssales",
        ],
        ["value", "payment", "paid", "sum", "cents"],
        ["spend", "spent"],
    ];

    /// <summary>Money beside an amount that nobody paid for the goods.</summary>
    public static readonly HashSet<string> NotPaid =
    [
        "tax", "vat", "shipping", "freight", "discount", "profit", "margin", "cost", "costs", "limit", "balance",
        "debt", "tip", "fee", "fees", "rabatt", "steuer", "mwst", "average", "avg", "mean", "lifetime", "annual",
        "monthly", "yearly", "ytd", "previous", "last", "first", "max", "min", "budget", "credit", "charges",
    ];

    /// <summary>Of one piece.</summary>
    public static readonly HashSet<string> Prices =
    [
        "price", "unitprice", "preis", "einzelpreis", "stückpreis", "precio", "prix", "preço", "preco", "prezzo",
        "prijs", "pris", "cena", "fiyat", "цена", "単価", "单价", "가격",
    ];

    /// <summary>How many pieces.</summary>
    public static readonly HashSet<string> Quantities =
    [
        "quantity", "qty", "menge", "anzahl", "cantidad", "quantité", "quantite", "quantità", "quantidade", "antal",
        "aantal", "ilość", "units", "pieces", "pcs", "stück", "stueck", "adet", "количество", "数量", "수량", "items",
    ];

    /// <summary>What a line of an invoice has: quantities, prices, sums.</summary>
    public static readonly HashSet<string> Amounts =
    [
        "quantity", "qty", "price", "unitprice", "amount", "total", "revenue", "sales", "menge", "preis", "betrag",
        "cost", "value", "payment", "umsatz", "turnover", "cents", "cent", "balance", "saldo", "importe", "montant",
        "ventas", "ingresos", "ca", "omzet", "belopp", "kwota", "limit", "profit", "gross", "net", "debt",
    ];

    /// <summary>Words or codes out of few, also where they are written as numbers. In most languages the last word of a
    /// header, or the one before "of".</summary>
    public static readonly HashSet<string> Codes =
    [
        "gender", "genre", "sex", "channel", "region", "country", "city", "state", "status", "type", "category",
        "class", "group", "code", "zip", "postal", "postcode", "plz", "education", "marital", "married", "flag",
        "department", "dept", "branch", "tier", "plan", "language", "segment", "cluster", "label", "occupation",
        "profession", "geschlecht", "area", "district", "province", "store", "team", "title", "custcat", "cat", "cd",
        "kategorie", "typ", "art", "gruppe", "klasse", "familienstand", "bildung", "beruf", "land", "stadt", "kanal",
        "filiale", "abteilung", "sprache", "civil", "level", "sexo", "catégorie", "statut", "pays", "ville", "geslacht",
        "kön", "køn", "kjønn", "płeć", "sesso", "stato", "método", "method", "race", "ethnicity", "religion",
    ];

    /// <summary>The same where a language puts them first: <c>tipo_cliente</c>.</summary>
    public static readonly HashSet<string> LeadingCodes =
    [
        "tipo", "estado", "código", "codigo", "categoría", "categoria", "género", "genero", "zona", "provincia",
        "región", "ciudad", "cidade", "país", "pais", "clase", "grupo", "canal", "sucursal", "tienda", "loja", "code",
        "région", "état", "etat", "catégorie", "sexe", "niveau", "nivel", "regione", "città", "classe", "gruppo", "is",
        "has",
    ];

    /// <summary>What is counted or measured, where it is the last word of a header.</summary>
    public static readonly HashSet<string> Measures =
    [
        "size", "count", "months", "days", "years", "weeks", "hours", "minutes", "visits", "purchases",
        "orders", "items", "calls", "sessions", "logins", "points", "score", "length", "duration", "rate", "ratio",
    ];

    /// <summary>What begins a header of a count.</summary>
    public static readonly HashSet<string> Counting =
        ["num", "number", "count", "n", "no", "total", "sum", "avg", "average", "mean", "anzahl", "nombre", "cantidad"];

    /// <summary>Links the head of a header with what follows: <c>type of customer</c>.</summary>
    public static readonly HashSet<string> Of = ["of", "de", "del", "der", "des", "du", "di", "da", "do", "von"];

    /// <summary>Where somebody lives.</summary>
    public static readonly HashSet<string> PostalCodes =
    [
        "zip", "postal", "postcode", "plz", "zipcode", "postleitzahl", "postnummer", "postnr", "pincode", "cep", "cap",
        "codigopostal", "códigopostal", "codepostal", "postalcode", "kodpocztowy", "psč", "psc", "irányítószám",
    ];

    public static readonly HashSet<string> HouseNumbers =
    [
        "hausnummer", "hausnr", "housenumber", "houseno", "housenr", "streetnumber", "streetno", "huisnummer",
        "husnummer", "husnr", "numérorue", "numerocivico", "civico", "aptnumber", "apartmentnumber", "streetnr",
        "buildingnumber", "unitnumber", "numerocasa", "número", "numero",
    ];

    /// <summary>What names a line, an account, a card, a paper, when its numbers are long.</summary>
    public static readonly HashSet<string> Accounts =
    [
        "phone", "telephone", "telefon", "tel", "mobile", "handy", "fax", "cell", "cellphone", "telefono", "teléfono",
        "telefone", "téléphone", "portable", "celular", "móvil", "gsm", "msisdn", "telefonnummer", "handynummer",
        "account", "konto", "kontonummer", "compte", "cuenta", "conta", "conto", "rekening", "rekeningnummer", "iban",
        "contract", "vertrag", "vertragsnummer", "contrat", "contrato", "contratto", "policy", "police", "card",
        "cardnumber", "ccnum", "kreditkarte", "kreditkartennummer", "kartennummer", "tarjeta", "carte", "cartão",
        "passport", "passnummer", "ssn", "nif", "dni", "cpf", "cnpj", "nie", "siret", "siren", "vat", "steuernummer",
        "imei", "barcode", "ean", "gtin", "isbn",
    ];

    public static readonly HashSet<string> Latitudes =
        ["lat", "latitude", "latitud", "latitudine", "breitengrad", "geolat"];

    public static readonly HashSet<string> Longitudes =
        ["lon", "lng", "long", "longitude", "longitud", "longitudine", "längengrad", "laengengrad", "geolon", "geolng"];

    public static readonly HashSet<string> Dates =
    [
        "date", "datum", "day", "time", "timestamp", "dt", "fecha", "data", "dato", "tarih", "dátum", "datetime",
        "created", "updated", "modified", "seen", "login", "signup", "joined", "registered", "epoch", "unix", "ts",
        "zeit", "zeitpunkt", "heure", "hora", "dob", "birthday", "geburtsdatum", "bestelldatum", "kaufdatum", "at",
    ];

    /// <summary>The words for a date alone.</summary>
    public static readonly HashSet<string> DayNames =
        ["date", "datum", "fecha", "data", "dato", "tarih", "dátum", "birthday", "geburtsdatum", "bestelldatum", "dob"];

    public static readonly HashSet<string> Days = ["day", "tag", "jour", "día", "dia", "giorno", "dag", "dayofmonth"];
    public static readonly HashSet<string> Months = ["month", "monat", "mois", "mes", "mese", "maand", "mês", "månad"];
    public static readonly HashSet<string> Years = ["year", "jahr", "année", "annee", "año", "ano", "anno", "jaar"];

    /// <summary>Other parts of a date or a time.</summary>
    public static readonly HashSet<string> CalendarParts =
    [
        "weekday", "dayofweek", "wochentag", "dow", "week", "kw", "kalenderwoche", "quarter", "quartal", "trimestre",
        "hour", "stunde", "heure", "hora", "minute", "weekofyear", "dayofyear",
    ];

    /// <summary>What may stand beside a part of a date: <c>signup_month</c>.</summary>
    public static readonly HashSet<string> Events =
    [
        "signup", "sign", "up", "join", "joined", "order", "registration", "registered", "purchase", "start", "end",
        "first", "last", "contact", "subscription", "enrolment", "enrollment", "created", "creation", "invoice",
        "transaction", "acquisition", "churn", "cancel", "renewal", "of", "in", "the", "number", "num", "name",
        "alta", "kauf", "beitritt", "inscription", "entry", "cohort", "calendar", "iso", "fiscal",
    ];

    /// <summary>What begins when somebody is born.</summary>
    public static readonly string[] Births =
        ["birth", "geburt", "naissance", "nacimiento", "nascita", "nascimento", "born", "dob"];

    public static readonly HashSet<string> Identifiers =
        ["id", "ids", "uid", "uuid", "guid", "identifier", "identificador", "identifiant", "kennung"];

    /// <summary>An identifier when a person or a thing stands beside it.</summary>
    public static readonly HashSet<string> Numbers =
        ["no", "nr", "num", "number", "nummer", "code", "key", "número", "numero", "numéro"];

    /// <summary>What such a header ends with where it is one word: <c>Kundennummer</c>.</summary>
    public static readonly string[] NumberEnds = ["no", "nr", "num", "nummer", "number"];

    public static readonly HashSet<string> Recency = ["recency"];
    public static readonly HashSet<string> Frequency = ["frequency", "freq", "orders", "purchases", "transactions"];

    /// <summary>What a customer spent.</summary>
    public static readonly HashSet<string> Spending = ["monetary", "spend", "spent", "spending", "revenue", "sales"];

    /// <summary>What makes of spending something that does not add up over customers.</summary>
    public static readonly HashSet<string> NoSums =
    [
        "average", "avg", "mean", "median", "per", "max", "maximum", "min", "minimum", "largest", "smallest", "limit",
        "rate", "ratio", "percent", "pct", "share", "log", "score", "rank", "change", "growth",
    ];

    /// <summary>What stands in the header of all that was spent, where other columns have parts of it.</summary>
    public static readonly HashSet<string> Wholes = ["monetary", "total", "all", "overall", "sum"];

    public static readonly HashSet<string> Income = ["income", "salary", "earnings"];

    /// <summary>All of a header that names the result of an earlier clustering, without spaces and digits at its
    /// end.</summary>
    public static readonly HashSet<string> PreviousResults =
    [
        "cluster", "clusters", "clusterid", "clusterlabel", "clusterlabels", "clusternumber", "clusterassigned",
        "clustername", "segment", "segmentid", "segmentname", "segmentnumber", "segmentlabel", "kmeans",
        "kmeanscluster", "kmeanslabel", "predictedcluster", "predictedsegment", "customercluster", "customersegment",
        "rscore", "fscore", "mscore", "recencyscore", "frequencyscore", "monetaryscore", "rquartile", "fquartile",
        "mquartile", "rquintile", "fquintile", "mquintile",
    ];

    /// <summary>Beginnings of such headers.</summary>
    public static readonly string[] PreviousResultStarts =
        ["clusterassigned", "distancetocentroid", "distancetocluster", "distancetocent", "rfm", "naivebayes"];

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
