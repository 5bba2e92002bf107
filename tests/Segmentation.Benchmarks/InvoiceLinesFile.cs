using System.Globalization;
using System.Text;

namespace Segmentation.Benchmarks;

/// <summary>Makes a CSV of invoice lines with eight columns; the same bytes for the same number of rows.</summary>
static class InvoiceLinesFile
{
    const int LinesPerInvoice = 20;
    const int LinesPerCustomer = 100;
    static readonly DateTime First = new(2010, 12, 1, 8, 0, 0, DateTimeKind.Unspecified);
    static readonly string[] Products =
        ["CHILDRENS CUTLERY SPACEBOY", "SET OF 3 HANGING OWLS", "RECORD FRAME SINGLE SIZE", "LUNCH BAG", "CAKE STAND"];

    /// <returns>Its path.</returns>
    public static string Make(string folder, int rows)
    {
        var path = Path.Combine(folder, $"invoice-lines-{rows}.csv");
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 20);
        file.Write("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
        var (random, customers) = (new Random(20_261_130), Math.Max(20, rows / LinesPerCustomer));
        Span<char> text = stackalloc char[256];
        var (customer, date, cancelled) = (0, "", false);
        for (var i = 0; i < rows; i++)
        {
            if (i % LinesPerInvoice == 0)
            {
                // Some buy much more often than others.
                customer = 10_000 + (int)(customers * random.NextDouble() * random.NextDouble());
                date = First.AddMinutes(random.Next(374 * 1440)).ToString("yyyy-MM-dd HH:mm:ss");
                cancelled = random.Next(50) == 0;
            }
            text.TryWrite(CultureInfo.InvariantCulture,
                $"{(cancelled ? "C" : "")}{536_365 + (i / LinesPerInvoice)},{20_000 + random.Next(4_000)},"
                + $"{Products[random.Next(Products.Length)]},{(cancelled ? "-" : "")}{random.Next(1, 25)},{date},"
                + $"{random.Next(1, 2_000) / 100.0:0.00},", out var length);
            file.Write(text[..length]);
            if (random.Next(15) > 0) file.Write($"{customer}.0");
            file.Write(",United Kingdom\n");
        }
        return path;
    }
}
