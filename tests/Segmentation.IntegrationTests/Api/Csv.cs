using System.Globalization;
using System.Text;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Files that tests send.</summary>
static class Csv
{
    /// <summary>Twelve customers in three clear groups of 6, 4 and 2 by spend and visits.</summary>
    public const string Shop = """
        CustomerID,Age,Spend,Recency,Frequency,Category,Region
        C01,30,10,5,1,Books,North
        C02,31,11,6,1,Books,North
        C03,32,12,5,2,Books,South
        C04,33,10,6,2,Books,North
        C05,34,11,5,1,Home,East
        C06,35,12,6,2,Books,West
        C07,40,500,50,20,Home,North
        C08,41,510,51,21,Home,South
        C09,42,505,50,20,Home,East
        C10,43,495,51,21,Sports,West
        C11,60,2000,200,60,Electronics,North
        C12,61,2010,201,61,Electronics,South

        """;

    public static string Mall => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "Mall_Customers.csv"));

    /// <summary>Lines of text, each ended.</summary>
    public static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>Numbered rows under a header.</summary>
    public static string Rows(string header, int count, Func<int, string> row)
    {
        var text = new StringBuilder(header).Append('\n');
        for (var i = 1; i <= count; i++) text.Append(row(i)).Append('\n');
        return text.ToString();
    }

    /// <summary>Invoice lines: 40 of 8 customers.</summary>
    public static string Purchases => Rows("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID", 40, i =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{5360 + (i / 3)},{22000 + (i % 7)},{1 + (i % 5)},2011-{1 + (i % 12):00}-{1 + (i % 28):00} 10:00:00,"
            + $"{0.5 + i},{12000 + (i % 8)}.0"));
}
