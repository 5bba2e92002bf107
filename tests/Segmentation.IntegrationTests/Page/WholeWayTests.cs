using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

public sealed class WholeWayTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task From_a_dropped_file_to_the_downloaded_segments()
    {
        var home = await new HomePage(Page).OpenAsync();
        var check = await home.DropAsync("Mall_Customers.csv", await File.ReadAllTextAsync(Data("Mall_Customers.csv")));
        await Assertions.Expect(check.Preview.GetByRole(AriaRole.Row)).ToHaveCountAsync(51);
        await check.Role("Age").SelectOptionAsync("ignored");
        await Assertions.Expect(check.Features).ToHaveCountAsync(2);
        await JobPage.RecordAsync(Page);

        var job = await check.StartAsync();
        await job.FinishedAsync();
        var seen = await job.SeenStagesAsync();
        var done = seen.Where(each => each.EndsWith(" succeeded", StringComparison.Ordinal));
        Assert.Equal(JobPage.StageNames.Select(name => name + " succeeded"), done);
        Assert.Equal("100\u00a0%", await job.Number.InnerTextAsync());

        // scikit-learn finds these by income and score: five segments of 81, 39, 35, 23 and 22.
        var run = await job.SeeSegmentsAsync();
        Assert.Equal(5, await run.NumberOfSegmentsAsync());
        await Assertions.Expect(run.Segments).ToHaveCountAsync(5);
        await Assertions.Expect(run.Headline).ToContainTextAsync("0.55");
        var lines = await run.DownloadLinesAsync();
        Assert.Equal(201, lines.Length);
        const string Columns = "CustomerID,Gender,Age,Annual Income (k$),Spending Score (1-100)";
        Assert.StartsWith($"{Columns},cluster,segment_name,silhouette,distance", lines[0], StringComparison.Ordinal);
        var sizes = lines.Skip(1).CountBy(line => line.Split(',')[5]).OrderBy(each => each.Key);
        Assert.Equal([81, 39, 35, 23, 22], sizes.Select(each => each.Value));
        AssertNoComplaint();
    }

    [Fact]
    public async Task Every_view_of_the_results_draws_and_comes_as_a_table()
    {
        var run = await RunSampleAsync();

        await run.View("How many").ClickAsync();
        await Assertions.Expect(run.Charts.First).ToBeVisibleAsync();
        await run.ShowAsTable.First.ClickAsync();
        await Assertions.Expect(Page.Locator("figure.chart table").First).ToBeVisibleAsync();
        await run.View("Map").ClickAsync();
        await Assertions.Expect(run.Charts.First).ToBeVisibleAsync();
        await run.ClickAPointAsync();
        await Assertions.Expect(run.Customer).ToContainTextAsync("Customer");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Principal components" }).ClickAsync();
        await Assertions.Expect(Page.Locator(".chart .summary")).ToContainTextAsync("PC1");
        await run.View("Quality").ClickAsync();
        await Assertions.Expect(run.Charts.First).ToBeVisibleAsync();
        await run.View("Data").ClickAsync();
        await Assertions.Expect(Page.GetByText("rows were used").First).ToBeVisibleAsync();
        AssertNoComplaint();
    }

    [Fact]
    public async Task Progress_moves_and_never_falls()
    {
        var check = await (await new HomePage(Page).OpenAsync()).ChooseAsync(Some.LargeFile(Folder));
        await JobPage.RecordAsync(Page);

        var job = await check.StartAsync();
        await job.FinishedAsync();

        var percents = await job.SeenPercentsAsync();
        Assert.Equal(percents.Order(), percents);
        Assert.True(percents.Length >= 4, "Only these were shown: " + string.Join(", ", percents));
        Assert.Contains("cluster running", await job.SeenStagesAsync());
        AssertNoComplaint();
    }

    [Fact]
    public async Task Settings_live_in_the_address()
    {
        var check = await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("Mall_Customers.csv"));
        await check.Feature("Age").UncheckAsync();
        await check.Role("Gender").SelectOptionAsync("ignored");
        await Page.GetByLabel("Exactly").CheckAsync();
        await Page.GetByRole(AriaRole.Spinbutton, new() { Name = "Number of segments" }).FillAsync("4");

        await Page.ReloadAsync();

        await Assertions.Expect(check.Feature("Age")).Not.ToBeCheckedAsync();
        await Assertions.Expect(check.Role("Gender")).ToHaveValueAsync("ignored");
        var number = Page.GetByRole(AriaRole.Spinbutton, new() { Name = "Number of segments" });
        await Assertions.Expect(number).ToHaveValueAsync("4");
    }

    [Fact]
    public async Task A_run_without_a_feature_cannot_start_and_says_why()
    {
        var check = await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("Mall_Customers.csv"));

        foreach (var feature in await check.Features.AllAsync()) await feature.UncheckAsync();

        await Assertions.Expect(check.Start).ToBeDisabledAsync();
        await Assertions.Expect(check.Why).ToContainTextAsync("No column is compared");
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_refused_where_it_was_dropped()
    {
        var home = await new HomePage(Page).OpenAsync();

        var file = new FilePayload { Name = "names.csv", MimeType = "text/csv", Buffer = "id\n"u8.ToArray() };
        await home.FileInput.SetInputFilesAsync(file);

        await Assertions.Expect(home.Problem).ToBeVisibleAsync();
        await Assertions.Expect(home.FileInput).ToBeAttachedAsync();
    }

    async Task<RunPage> RunSampleAsync()
    {
        await (await new HomePage(Page).OpenAsync()).Sample("Shopping centre").ClickAsync();
        var job = await (await new CheckPage(Page).ShownAsync()).StartAsync();
        await job.FinishedAsync();
        return await job.SeeSegmentsAsync();
    }
}
