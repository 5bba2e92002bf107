using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Names and values from a file are text, wherever they show.</summary>
public sealed class HostileFileTests(PageService service) : PageTest(service)
{
    const string Script = "<img src=x onerror=window.ran=1>";

    [Fact]
    public async Task Scripts_in_header_cells_and_file_name_run_nothing()
    {
        var rows = Enumerable.Range(0, 60).Select(i =>
        {
            var kind = i % 2 == 0 ? Script : "<script>window.ran=1</script>";
            return $"{Script}{i},{kind},{i % 3 * 50 + i % 7},{i % 3 * 9 + i % 5}";
        });
        var csv = $"{Script},kind,spend {Script},visits\n{string.Join('\n', rows)}\n";

        var check = await (await new HomePage(Page).OpenAsync()).DropAsync($"{Script}.csv", csv);
        await Assertions.Expect(check.Preview).ToContainTextAsync(Script);
        var job = await check.StartAsync();
        await job.FinishedAsync();
        var run = await job.SeeSegmentsAsync();
        foreach (var view in new[] { "How many", "Map", "Quality", "Data" })
        {
            await run.View(view).ClickAsync();
            await Assertions.Expect(run.View(view)).ToHaveAttributeAsync("aria-current", "page");
        }

        await Page.GotoAsync("/monitor");
        await Assertions.Expect(Page.Locator("main table")).ToContainTextAsync("onerror");
        Assert.True(await Page.EvaluateAsync<bool>("() => window.ran === undefined"));
        await Assertions.Expect(Page.Locator("main img, main script")).ToHaveCountAsync(0);
        AssertNoComplaint();
    }
}
