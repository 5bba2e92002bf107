using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>What is known of a file before a run: rows that will be left out, findings, values, columns.</summary>
public sealed class CheckPageTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task It_says_before_the_start_how_many_rows_will_be_left_out()
    {
        var check = await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("three_kinds_of_faults.csv"));

        await Assertions.Expect(check.Why).ToHaveTextAsync(
            "40 rows, compared by Age, Spend. 5 rows will be left out: 3 × not a number in Age, 1 × value missing in "
            + "Spend, 1 × number too large in Spend.");
        await check.Feature("Spend").UncheckAsync();
        await Assertions.Expect(check.Why).ToHaveTextAsync(
            "40 rows, compared by Age. 3 rows will be left out: 3 × not a number in Age.");
        AssertNoComplaint();
    }

    [Fact]
    public async Task Findings_are_grouped_by_column_with_counts_and_lines()
    {
        await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("three_kinds_of_faults.csv"));

        var groups = Page.Locator(".issue-group");

        await Assertions.Expect(groups.Locator("h3")).ToHaveTextAsync(["Age 1 finding", "Spend 2 findings"]);
        await groups.First.GetByText("Where").ClickAsync();
        await Assertions.Expect(groups.First.GetByText("line 3, column Age: abc")).ToBeVisibleAsync();
        AssertNoComplaint();
    }

    // 60 columns c1 to c60: row r has r × column in them.
    [Fact]
    public async Task A_wide_file_is_searched_and_ticked_as_a_whole()
    {
        const int Columns = 60;
        var csv = new StringBuilder(string.Join(',', Enumerable.Range(1, Columns).Select(c => $"c{c}"))).Append('\n');
        for (var row = 1; row <= 30; row++)
            csv.Append(string.Join(',', Enumerable.Range(1, Columns)
                .Select(c => ((row * 7 % 31) + (c * 0.5)).ToString(CultureInfo.InvariantCulture)))).Append('\n');
        var check = await (await new HomePage(Page).OpenAsync()).DropAsync("wide.csv", csv.ToString());
        var rows = Page.Locator(".column-row:visible");
        await Assertions.Expect(rows).ToHaveCountAsync(Columns);

        await Page.GetByLabel("Find a column").FillAsync("c6");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Page.GetByLabel("Find a column").FillAsync("nowhere");
        await Assertions.Expect(Page.GetByText("No column has “nowhere” in its name.")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "None features" }).ClickAsync();
        await Assertions.Expect(check.Start).ToBeDisabledAsync();
        await check.Feature("c60").CheckAsync();
        await Assertions.Expect(check.Why).ToContainTextAsync("30 rows, compared by c60.");
        await Page.GetByRole(AriaRole.Button, new() { Name = "All features" }).ClickAsync();
        await Assertions.Expect(check.Why).ToContainTextAsync("and 56 more. Every row is used.");
        AssertNoComplaint();
    }

    [Fact]
    public async Task Each_column_of_numbers_shows_its_values()
    {
        await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("Mall_Customers.csv"));
        var age = Page.Locator(".column-row", new() { HasText = "Age" }).Locator("details.values");

        await age.GetByText("Values").First.ClickAsync();

        await Assertions.Expect(age.Locator("figure .summary")).ToHaveTextAsync(
            "Most frequent: 30 to 33, 26 customers (13\u00a0%).");
        await age.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        await Assertions.Expect(age.Locator("table tbody tr")).ToHaveCountAsync(18);
        Assert.Empty(await GraveFindingsAsync());
        AssertNoComplaint();
    }

    // Twelve customers whose last orders are in January and in July 2025: 181 days apart.
    [Fact]
    public async Task A_date_is_compared_as_recency_when_asked()
    {
        var csv = new StringBuilder("customer,spend,last order\n");
        for (var i = 0; i < 12; i++)
            csv.Append(CultureInfo.InvariantCulture, $"K{i},{100 + i},2025-{(i % 2 == 0 ? "01" : "07")}-{10 + i}\n");
        var check = await (await new HomePage(Page).OpenAsync()).DropAsync("orders.csv", csv.ToString());

        await check.Role("last order").SelectOptionAsync("Recency");
        await Page.GetByLabel("Days are counted up to").FillAsync("2025-07-31");
        await Assertions.Expect(check.Why).ToHaveTextAsync(
            "12 rows, compared by spend, last order. Every row is used.");
        var job = await check.StartAsync();
        await job.FinishedAsync();
        await job.SeeSegmentsAsync();

        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("last order (days before 2025-07-31)");
        AssertNoComplaint();
    }
}
