using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>The numbers that are known of each customer of a file: their headers in customers.csv, and what they
/// mean.</summary>
static class RfmColumns
{
    public const string FirstPurchase = "First purchase";
    public const string LastPurchase = "Last purchase";
    public const string Lines = "Lines";

    /// <summary>The header of customers.csv.</summary>
    public static IReadOnlyList<string> Header(PurchaseSummary summary) =>
    [
        summary.Columns.Customer, .. summary.Features.Select(feature => feature.Name),
        .. summary.AsOf is null ? (string[])[] : [FirstPurchase, LastPurchase],
        Lines,
    ];

    /// <summary>Those that the columns of the file give, in the order of <see cref="RfmFeature"/>.</summary>
    public static IReadOnlyList<RfmFeature> Known(PurchaseRoles roles) =>
    [
        .. Enum.GetValues<RfmFeature>().Where(feature => feature switch
        {
            RfmFeature.Recency or RfmFeature.Tenure => roles.Date >= 0,
            RfmFeature.Monetary or RfmFeature.AverageOrder => roles.HasMoney,
            RfmFeature.Items => roles.Quantity >= 0,
            _ => true,
        }),
    ];

    /// <summary>Header in customers.csv; money has its unit in brackets.</summary>
    public static string NameOf(RfmFeature feature, string? unit) => feature switch
    {
        RfmFeature.Recency => "Recency",
        RfmFeature.Frequency => "Frequency",
        RfmFeature.Monetary => $"Monetary{InBrackets(unit)}",
        RfmFeature.AverageOrder => $"Average order{InBrackets(unit)}",
        RfmFeature.Tenure => "Tenure",
        _ => "Items",
    };

    /// <param name="asOf">The day to which days are counted; null without dates.</param>
    public static RfmDefinition Define(RfmFeature feature, PurchaseColumns columns, string? unit, DateOnly? asOf) =>
        new(feature, NameOf(feature, unit), feature switch
        {
            RfmFeature.Recency => $"{DaysFrom("last", columns)} to {asOf:yyyy-MM-dd}.",
            RfmFeature.Frequency => columns switch
            {
                { Invoice: { } invoice } => $"Number of a customer's different \"{invoice}\".",
                { Date: { } date } => $"Number of different days of \"{date}\" on which a customer bought.",
                _ => "Number of a customer's lines.",
            },
            RfmFeature.Monetary => columns.Amount is { } amount
                ? $"Sum of \"{amount}\" over a customer's purchases."
                : $"Sum of \"{columns.Quantity}\" × \"{columns.Price}\" over a customer's purchases.",
            RfmFeature.AverageOrder => "What a customer spent, divided by the number of purchases.",
            RfmFeature.Tenure => $"{DaysFrom("first", columns)} to {asOf:yyyy-MM-dd}.",
            _ => $"Sum of \"{columns.Quantity}\" over a customer's purchases.",
        });

    /// <summary>The value of a customer.</summary>
    /// <param name="asOf">Since 1970.</param>
    public static double ValueOf(RfmFeature feature, in CustomerTotals customer, int asOf) => feature switch
    {
        RfmFeature.Recency => asOf - customer.Last,
        RfmFeature.Frequency => customer.Orders,
        RfmFeature.Monetary => customer.Amount,
        RfmFeature.AverageOrder => customer.Amount / customer.Orders,
        RfmFeature.Tenure => asOf - customer.First,
        _ => customer.Items,
    };

    static string DaysFrom(string which, PurchaseColumns columns) =>
        $"Whole days from a customer's {which} purchase (\"{columns.Date}\")";

    static string InBrackets(string? unit) => unit is null ? "" : $" ({unit})";
}
