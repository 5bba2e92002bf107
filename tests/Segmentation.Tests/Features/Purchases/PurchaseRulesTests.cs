using Segmentation.Tests.Data;

namespace Segmentation.Tests.Features.Purchases;

/// <summary>Twenty lines with every reason to leave one out, worked out by hand.</summary>
public sealed class PurchaseRulesTests
{
    static readonly DateOnly AsOf = new(2024, 3, 10);
    static readonly string File = CsvFile.Fixture("purchases_20_lines.csv");

    [Fact]
    public void Lines_are_left_out_by_the_first_rule_that_fits()
    {
        var (summary, account, customers) = Grouping.Of(File, new() { Rfm = new() { AsOf = AsOf } });

        Assert.Equal((20, 8, 12), (summary.Read, summary.Used, summary.Excluded));
        Assert.Equal(
            [
                ("CANCELED_ORDER", "Invoice", 1L), ("FUTURE_DATE", "Date", 1L), ("MISSING_CUSTOMER", "Client", 1L),
                ("MISSING_DATE", "Date", 2L), ("MISSING_VALUE", "Price", 1L), ("NOT_A_NUMBER", "Qty", 1L),
                ("NOT_FINITE", "Price", 1L), ("RAGGED_ROW", null, 1L), ("RETURN", "Qty", 2L),
                ("ZERO_AMOUNT", "Price", 1L),
            ],
            summary.Reasons.Select(reason => (reason.Code, reason.Column, reason.Count)).Order());
        Assert.Equal(["K1", "K2", "K3", "K4", "K6"], customers.Select(customer => customer.Id));
        Assert.Equal([3, 1, 1, 1, 2], customers.Select(customer => customer.Lines));
        // Recency, frequency, monetary, average order, tenure, items.
        Assert.Equal([19, 2, 28.5, 14.25, 65, 5], customers[0].Values);
        Assert.Equal([29, 1, 12, 12, 29, 3], customers[1].Values);
        Assert.Equal([7, 1, 10, 10, 7, 4], customers[2].Values);
        Assert.Equal([4, 1, 9.99, 9.99, 4, 1], customers[3].Values);
        Assert.Equal([2, 1, 32, 32, 2, 4], customers[4].Values);
        Assert.Equal((5, 6), (summary.Customers, summary.Orders));
        Assert.Equal((AsOf, new DateOnly(2024, 1, 5), new DateOnly(2024, 3, 8)),
            (summary.AsOf!.Value, summary.First!.Value, summary.Last!.Value));
        Assert.Equal([4, 6, 7, 8, 9, 10, 12, 13, 16, 17, 20, 21], account.Excluded.Select(row => row.Row));
    }

    [Fact]
    public void Returns_are_taken_off_what_was_spent_when_asked()
    {
        var (summary, account, customers) = Grouping.Of(
            File, new() { Rfm = new() { AsOf = AsOf, Returns = ReturnsPolicy.Net } });

        Assert.Equal((20, 10, 10), (summary.Read, summary.Used, summary.Excluded));
        Assert.Equal(1, summary.Reasons.Single(reason => reason.Code == "NO_PURCHASE").Count);
        Assert.DoesNotContain(summary.Reasons, reason => reason.Code is "RETURN" or "CANCELED_ORDER");
        Assert.Equal(["K1", "K2", "K3", "K4", "K6"], customers.Select(customer => customer.Id));
        Assert.Equal([19, 2, 18.5, 9.25, 65, 5], customers[0].Values);
        Assert.Equal([29, 1, 6, 6, 29, 3], customers[1].Values);
        Assert.Equal([4, 2, 1, 1, 2], customers.Select(customer => customer.Lines));
        var unbought = account.Excluded.Single(row => row.Code == "NO_PURCHASE");
        Assert.Equal((17, "The customer has returns only and no purchase."), (unbought.Row, unbought.Message));
    }

    [Fact]
    public void Days_are_counted_to_the_day_after_the_last_purchase_by_default()
    {
        var (summary, _, customers) = Grouping.Of(File);

        Assert.Equal(new DateOnly(2024, 4, 1), summary.AsOf);   // the last one is of 31 March
        Assert.Equal(1, customers.Single(customer => customer.Id == "K6").Values[0]);
        Assert.DoesNotContain(summary.Reasons, reason => reason.Code == "FUTURE_DATE");
    }

    [Fact]
    public void Each_line_says_why_it_is_left_out()
    {
        var (_, account, _) = Grouping.Of(File, new() { Rfm = new() { AsOf = AsOf } });

        Assert.Equal(
            [
                "\"Invoice\" has \"C1002\": the order was cancelled.", "\"Client\" is empty: nobody knows who bought.",
                "\"Qty\" has \"-2\", which is below zero: a return.", "\"Price\" is zero: nothing was paid.",
                "\"Qty\" has \"x\", which is not a number.",
            ],
            account.Excluded.Take(5).Select(row => row.Message));
    }
}
