using System.Globalization;
using System.Text;
using Segmentation.Data;
using Segmentation.Tests.Data;

namespace Segmentation.Tests.Features.Purchases;

/// <summary>Which files are purchases, and which column is what.</summary>
public sealed class PurchaseRecognitionTests
{
    [Theory]
    [InlineData("online_retail_30k.csv", "CustomerID", "InvoiceDate", null, "Quantity", "UnitPrice", "InvoiceNo")]
    [InlineData("cdnow_like.csv", "id", "date", "amount", "quantity", null, null)]
    [InlineData("olist_like.csv",
        "customer_unique_id", "order_purchase_timestamp", "payment_value", null, null, "order_id")]
    [InlineData("card_payments_like.csv", "cc_num", "trans_date_trans_time", "amt", null, null, "trans_num")]
    public void Purchases_are_recognised(
        string file, string customer, string? date, string? amount, string? quantity, string? price, string? invoice)
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture(file), default);

        Assert.Equal(RowMeaning.Purchases, info.Kind);
        Assert.Equal(new(customer, date, amount, quantity, price, invoice), info.Purchases!.Columns);
        Assert.Equal(info.Rows, info.Purchases.Read);
        Assert.Equal(["Recency", "Frequency", "Monetary"], info.Suggested.Features);
        Assert.Equal(ColumnRole.Customer, info.Columns.Single(column => column.Name == customer).Role);
    }

    [Theory]
    [InlineData("customer,order,order date,net", "customer|order date|net||order")]
    [InlineData("Kundennummer;Bestellnummer;Bestelldatum;Betrag", "Kundennummer|Bestelldatum|Betrag||Bestellnummer")]
    [InlineData("id_cliente,pedido,fecha,importe", "id_cliente|fecha|importe||pedido")]
    [InlineData("client_id,commande,date,montant", "client_id|date|montant||commande")]
    [InlineData("Order ID,Customer Name,Order Date,Sales", "Customer Name|Order Date|Sales||Order ID")]
    [InlineData("user_id,order_id,purchase_date,total", "user_id|purchase_date|total||order_id")]
    [InlineData("CustomerId,TransactionId,Timestamp,Value", "CustomerId|Timestamp|Value||TransactionId")]
    public void Roles_are_found_in_several_languages(string header, string roles)
    {
        var delimiter = header.Contains(';') ? ';' : ',';
        var names = header.Split(delimiter);
        var text = new StringBuilder(header).Append('\n');
        for (var i = 0; i < 60; i++)
            text.AppendJoin(delimiter, names.Select(name => Cell(name, roles.Split('|'), i))).Append('\n');
        using var file = new CsvFile(text.ToString());

        var found = file.Inspect().Purchases!.Columns;

        Assert.Equal(roles, $"{found.Customer}|{found.Date}|{found.Amount}|{found.Quantity}|{found.Invoice}");

        static string Cell(string name, string[] roles, int i) => Array.IndexOf(roles, name) switch
        {
            0 => $"K{i % 20}",
            1 => $"2024-{1 + (i % 12):00}-{1 + (i % 28):00}",
            2 => (10 + (i * 1.25)).ToString("0.00", CultureInfo.InvariantCulture),
            _ => $"A{1000 + i}",
        };
    }

    [Theory]
    [InlineData("Mall_Customers.csv")]
    [InlineData("customers_3k.csv")]
    [InlineData("marketing_campaign_like.csv")]
    [InlineData("cc_general_like.csv")]
    [InlineData("every_customer_twice.csv")]
    [InlineData("wholesale_with_customer_id_like.csv")]
    [InlineData("store_purchases.csv")]
    [InlineData("card_and_house_numbers.csv")]
    [InlineData("years_and_months.csv")]
    [InlineData("day_month_and_no_contact.csv")]
    [InlineData("skewed_spend.csv")]
    public void Customers_stay_customers(string file)
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture(file), default);
        Assert.Equal((RowMeaning.Customers, null), (info.Kind, info.Purchases));
    }

    [Fact]
    public void Customers_with_a_date_and_a_sum_who_repeat_by_chance_stay_customers()
    {
        var rows = Enumerable.Range(0, 1_000).Select(i => (Id: i < 4 ? i + 500 : i, Sum: 100 + (i * 7 % 400)));
        using var file = new CsvFile("customer_id,last_order_date,total\n" + string.Concat(
            rows.Select(row => $"{row.Id},2024-03-{1 + (row.Sum % 28):00},{row.Sum}\n")));
        Assert.Equal(RowMeaning.Customers, file.Inspect().Kind);
    }

    [Fact]
    public void Customers_who_repeat_far_apart_in_a_large_file_are_found_by_counting()
    {
        // 60,000 customers bought twice, so far apart that no sampled place has one of them twice.
        var text = new StringBuilder("customer_id,order_date,amount,note\n");
        for (var i = 0; i < 120_000; i++)
            text.Append(
                CultureInfo.InvariantCulture, $"{i % 60_000},2024-{1 + (i % 12):00}-15,{10 + (i % 97)},a line\n");
        using var file = new CsvFile(text.ToString());
        var info = file.Inspect();
        Assert.Equal((RowMeaning.Purchases, 60_000L), (info.Kind, info.Purchases?.Customers));
    }

    [Fact]
    public void An_order_alone_tells_no_customer()
    {
        using var file = new CsvFile("order_id,payment_sequential,payment_value\n" + string.Concat(
            Enumerable.Range(0, 48).Select(i => $"o{i / 2:000},{1 + (i % 2)},{20.5 + i}\n")));
        var refused = file.Refused();
        Assert.Equal("NO_CUSTOMER_COLUMN", refused.Code);
        Assert.Contains("\"order_id\" is an order or invoice", refused.Message);
    }

    [Fact]
    public void Few_customers_are_counted_and_refused()
    {
        var refused = Assert.Throws<InvalidDatasetException>(
            () => DatasetReader.Inspect(CsvFile.Fixture("purchases_20_lines.csv"), default));
        Assert.Equal("TOO_FEW_CUSTOMERS", refused.Code);
        Assert.StartsWith(
            "9 of 20 lines are purchases of 5 customers; left out: 2 of returns, 2 without a date, ", refused.Message);
        Assert.Contains(". At least 10 customers are needed for segments.", refused.Message);
        Assert.Equal(5, refused.Numbers["customers"]);
    }
}
