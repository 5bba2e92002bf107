using Microsoft.Playwright;
using Segmentation.Settings;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The page has a field for every setting, with the words of the table.</summary>
public sealed class SettingFieldTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task Every_setting_has_its_field_and_its_help()
    {
        await (await new HomePage(Page).OpenAsync()).ChooseAsync(Some.Mall);
        await new CheckPage(Page).ShownAsync();
        await Page.GetByText("Advanced").ClickAsync();

        var all = RunSettings.All.Where(each => each.Kind is "word" or "number" && each.Name != "k").ToLookup(
            each => each.Name.StartsWith("rfm.", StringComparison.Ordinal));
        foreach (var setting in all[true])
            await Assertions.Expect(Page.GetByLabel(setting.Label, new() { Exact = true })).ToHaveCountAsync(0);
        foreach (var setting in all[false])
        {
            var field = Page.GetByLabel(setting.Label, new() { Exact = true });
            await Assertions.Expect(field).ToBeVisibleAsync();
            if (setting.Name is not ("engine" or "clusterer"))
                await Assertions.Expect(Page.Locator($"#{setting.Name.Replace('.', '-')}-help")).ToContainTextAsync(
                    setting.Help);
            foreach (var word in setting.Words)
                await Assertions.Expect(field.Locator($"option[value={word.Word}]")).ToHaveTextAsync(word.Label);
        }

        await Assertions.Expect(Page.GetByRole(AriaRole.Group, new() { Name = "Numbers of segments to try" }))
            .ToBeVisibleAsync();
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_changed_setting_stands_in_the_address_in_the_job_and_in_its_facts()
    {
        await (await new HomePage(Page).OpenAsync()).ChooseAsync(Some.Mall);
        var check = await new CheckPage(Page).ShownAsync();
        await Page.GetByLabel("Missing values").SelectOptionAsync("median");
        await Page.GetByText("Advanced").ClickAsync();
        await Page.GetByLabel("Most iterations").FillAsync("40");
        await Page.GetByLabel("Numbers of segments to try: most").FillAsync("4");
        await Assertions.Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(
            "kRange=2-4&cleaning.missing=median&maxIterations=40$"));

        var job = await check.StartAsync();

        await job.FinishedAsync();
        await Assertions.Expect(Page.Locator(".terms")).ToContainTextAsync("chosen from 2 to 4");
        await Assertions.Expect(Page.Locator(".terms")).ToContainTextAsync("Fill in the column’s median");
        await Assertions.Expect(Page.Locator(".terms")).ToContainTextAsync("40");
    }
}
