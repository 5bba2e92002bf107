using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Queues, schedules and runs for later, as people handle them.</summary>
public sealed class OperatingPageTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task A_queue_is_paused_limited_and_resumed()
    {
        await Page.GotoAsync("/queues");
        var spark = Page.Locator("[data-queue=spark]");
        await spark.GetByRole(AriaRole.Button, new() { Name = "Pause the queue Spark" }).ClickAsync();
        await Assertions.Expect(spark.Locator(".chip")).ToHaveTextAsync("Paused");

        await spark.GetByLabel("At most at once").FillAsync("3");
        await spark.GetByRole(AriaRole.Button, new() { Name = "Set the limit of Spark" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Limit set")).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Assertions.Expect(spark.GetByLabel("At most at once")).ToHaveValueAsync("3");

        await spark.GetByLabel("At most at once").FillAsync("");
        await spark.GetByRole(AriaRole.Button, new() { Name = "Set the limit of Spark" }).ClickAsync();
        await spark.GetByRole(AriaRole.Button, new() { Name = "Resume the queue Spark" }).ClickAsync();
        await Assertions.Expect(spark.Locator(".chip")).ToHaveTextAsync("Open");
        await Assertions.Expect(Page.GetByText("Finished jobs are kept until someone deletes them")).ToBeVisibleAsync();
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_run_for_later_waits_says_when_it_starts_and_is_canceled()
    {
        var check = await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("Mall_Customers.csv"));
        await Page.GetByLabel("Not before").CheckAsync();
        await Page.GetByLabel("Start at").FillAsync($"{DateTime.Now.AddDays(1):yyyy-MM-dd}T06:00");
        await Page.GetByLabel("Priority").FillAsync("10");
        await check.Start.ClickAsync();

        await Assertions.Expect(Page.GetByText("Waiting for its start time")).ToBeVisibleAsync();
        var starts = new Regex("^starts (in|tomorrow)", RegexOptions.None, TimeSpan.FromSeconds(1));
        await Assertions.Expect(Page.Locator(".eta")).ToHaveTextAsync(starts);
        await Assertions.Expect(Page.GetByLabel("Priority")).ToHaveValueAsync("10");
        await Page.GetByLabel("Priority").FillAsync("-3");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Priority changed")).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Assertions.Expect(Page.GetByLabel("Priority")).ToHaveValueAsync("-3");
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByText("Jobs").ClickAsync();
        await Assertions.Expect(Page.Locator("tr[data-job]").First).ToContainTextAsync("starts");
        await Page.Locator("tr[data-job]").First.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(Page.Locator("tr[data-job]").First).ToContainTextAsync("Canceled");
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_schedule_is_made_from_the_settings_of_a_run_paused_and_deleted()
    {
        await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("Mall_Customers.csv"));
        await Page.GetByLabel("Exactly").CheckAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Run on a schedule" }).ClickAsync();
        await Page.GetByLabel("Cron expression").FillAsync("often");
        await Assertions.Expect(Page.GetByText("is not understood")).ToBeVisibleAsync();
        await Page.GetByLabel("When").SelectOptionAsync("0 6 * * MON");
        await Page.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await Assertions.Expect(Page.GetByText("Next runs, in your local time:")).ToBeVisibleAsync();
        await Page.GetByLabel("Name").FillAsync("mondays <b>");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create schedule" }).ClickAsync();

        var row = Page.GetByRole(AriaRole.Row, new() { Name = "mondays <b>" });
        await Assertions.Expect(row).ToContainTextAsync("0 6 * * MON Europe/Berlin");
        await row.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(row.Locator(".chip")).ToHaveTextAsync("Paused");
        await row.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(row.Locator(".chip")).ToHaveTextAsync("On");
        await row.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        var heading = Page.GetByRole(AriaRole.Heading, new() { Name = "No schedules yet" });
        await Assertions.Expect(heading).ToBeVisibleAsync();
    }
}
