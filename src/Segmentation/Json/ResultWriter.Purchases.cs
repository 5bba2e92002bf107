using System.Text.Json;

namespace Segmentation.Json;

public static partial class ResultWriter
{
    static void Write(Utf8JsonWriter json, RfmSpec spec)
    {
        Day(json, "asOf", spec.AsOf);
        json.WriteString("returns", EnumWord.Of(spec.Returns));
        Each(json, "features", spec.Features, static (json, feature) => json.WriteStringValue(EnumWord.Of(feature)));
    }

    static void Write(Utf8JsonWriter json, PurchaseSummary purchases)
    {
        json.WriteNumber("read", purchases.Read);
        json.WriteNumber("used", purchases.Used);
        json.WriteNumber("excluded", purchases.Excluded);
        Array(json, "reasons", purchases.Reasons, Write);
        json.WriteNumber("customers", purchases.Customers);
        json.WriteNumber("orders", purchases.Orders);
        Object(json, "columns", purchases.Columns, static (json, columns) =>
        {
            json.WriteString("customer", columns.Customer);
            json.WriteString("date", columns.Date);
            json.WriteString("amount", columns.Amount);
            json.WriteString("quantity", columns.Quantity);
            json.WriteString("price", columns.Price);
            json.WriteString("invoice", columns.Invoice);
        });
        Day(json, "asOf", purchases.AsOf);
        Day(json, "first", purchases.First);
        Day(json, "last", purchases.Last);
        json.WriteString("returns", EnumWord.Of(purchases.Returns));
        json.WriteString("unit", purchases.Unit);
        Array(json, "features", purchases.Features, static (json, feature) =>
        {
            json.WriteString("feature", EnumWord.Of(feature.Feature));
            json.WriteString("name", feature.Name);
            json.WriteString("definition", feature.Definition);
        });
    }

    static void Write(Utf8JsonWriter json, SegmentMoney money)
    {
        json.WriteString("column", money.Column);
        json.WriteString("unit", money.Unit);
        json.WriteNumber("sum", money.Sum);
        Number(json, "share", money.Share);
    }

    static void Write(Utf8JsonWriter json, SegmentPurchases purchases)
    {
        json.WriteNumber("lines", purchases.Lines);
        json.WriteNumber("orders", purchases.Orders);
        Number(json, "averageOrder", purchases.AverageOrder);
        Number(json, "items", purchases.Items);
        Array(json, "byMonth", purchases.ByMonth, static (json, month) =>
        {
            json.WriteString("month", month.Month);
            json.WriteNumber("customers", month.Customers);
        });
    }
}
