using Microsoft.Playwright;
using Segmentation.Api;

namespace Segmentation.IntegrationTests.Page;

/// <summary>A file of purchases from the drop to the segments of its customers. Its numbers are those of
/// PurchaseTests.</summary>
public sealed class PurchasePageTests(PageService service) : PageTest(service)
{
    ILocator Card => Page.GetByRole(AriaRole.Region, new() { Name = "From purchases to customers" });

    [Fact]
    public async Task From_a_dropped_file_of_purchases_to_the_downloaded_segments()
    {
        var check = await DropAsync();
        await Assertions.Expect(Card).ToContainTextAsync(
            "600 customers made 3,671 purchases. 4,544 of 4,912 lines are used.");
        await Assertions.Expect(Card).ToContainTextAsync("213 lines, no customer in CustomerID");
        await Assertions.Expect(Card).ToContainTextAsync("to 2025-12-01");
        await Assertions.Expect(check.Role("CustomerID")).ToHaveValueAsync("customer");
        await Assertions.Expect(check.Role("UnitPrice")).ToHaveValueAsync("price");
        Assert.Empty(await GraveFindingsAsync());

        var job = await check.StartAsync();
        await job.FinishedAsync();
        var run = await job.SeeSegmentsAsync();

        Assert.Equal(5, await run.NumberOfSegmentsAsync());
        await Assertions.Expect(run.Headline).ToContainTextAsync("600 customers");
        await Assertions.Expect(run.Headline).ToContainTextAsync("4,544 of 4,912 lines made them");
        await Assertions.Expect(run.Headline).ToContainTextAsync("11.7\u00a0% of the customers, bring 57");
        await Assertions.Expect(run.Segments.First).ToContainTextAsync("of the revenue");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "customers.csv" })).ToBeVisibleAsync();
        Assert.Empty(await GraveFindingsAsync());
        var lines = await run.DownloadLinesAsync();
        Assert.Equal(601, lines.Length);
        Assert.StartsWith("CustomerID,Recency,Frequency,Monetary", lines[0], StringComparison.Ordinal);

        await run.View("Data").ClickAsync();
        await Assertions.Expect(Page.Locator("#main")).ToContainTextAsync("4,912 read = 4,544 used + 368 left out");
        AssertNoComplaint();
    }

    [Fact]
    public async Task Other_settings_of_purchases_are_counted_at_once_and_stand_in_the_address()
    {
        await DropAsync();

        await Card.GetByLabel("Returns and cancellations").SelectOptionAsync("net");
        await Assertions.Expect(Card).ToContainTextAsync("4,673 of 4,912 lines are used.");
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Average purchase" }).CheckAsync();
        await Card.GetByLabel("Purchases count back from").FillAsync("2025-06-01");
        await Assertions.Expect(Card).ToContainTextAsync("a later date");
        await Page.ReloadAsync();

        await Assertions.Expect(Card).ToContainTextAsync("to 2025-06-01");
        await Assertions.Expect(Card.GetByLabel("Returns and cancellations")).ToHaveValueAsync("net");
        await Assertions.Expect(Page.GetByRole(AriaRole.Checkbox, new() { Name = "Average purchase" }))
            .ToBeCheckedAsync();
        AssertNoComplaint();
    }

    [Fact]
    public async Task The_rows_can_be_taken_for_customers_and_back()
    {
        var check = await DropAsync();

        await Card.GetByLabel("Customers", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(Card).ToContainTextAsync("Each row is compared as it is");
        await Assertions.Expect(check.Role("Quantity")).ToHaveValueAsync("feature");
        await Assertions.Expect(check.Features).ToHaveCountAsync(2);
        await Assertions.Expect(check.Why).ToContainTextAsync("compared by Quantity, UnitPrice");
        await Card.GetByLabel("Purchases", new() { Exact = true }).CheckAsync();

        await Assertions.Expect(check.Why).ToContainTextAsync("600 customers made 3,671 purchases");
        AssertNoComplaint();
    }

    [Fact]
    public async Task Another_column_can_have_the_role_of_the_customer()
    {
        var check = await DropAsync();

        await check.Role("Country").SelectOptionAsync("customer");

        await Assertions.Expect(check.Role("CustomerID")).ToHaveValueAsync("ignored");
        await Assertions.Expect(check.Why).ToContainTextAsync("4 customers");
        await Assertions.Expect(check.Start).ToBeDisabledAsync();
        await Assertions.Expect(Card).ToContainTextAsync("4 customers");
        await Assertions.Expect(Card).Not.ToContainTextAsync("600 customers");

        await check.Role("CustomerID").SelectOptionAsync("customer");

        await Assertions.Expect(check.Role("Country")).ToHaveValueAsync("ignored");
        await Assertions.Expect(Card).ToContainTextAsync("600 customers made 3,671 purchases");
    }

    async Task<CheckPage> DropAsync() => await (await new HomePage(Page).OpenAsync())
        .DropAsync("sales.csv", Sample.Find("transactions")!.Bytes);
}
