using Microsoft.Playwright;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Page;

/// <summary>A large file, which is looked at while it is read.</summary>
public sealed class OpenReadingPageTests(PageService service) : PageTest(service)
{
    const int Rows = 4_000_000;

    [Fact]
    public async Task The_rows_of_the_head_are_shown_and_start_waits()
    {
        using var file = LargeFile.Write(Rows);
        var home = await new HomePage(Page).OpenAsync();
        await home.FileInput.SetInputFilesAsync(file.Path);
        var check = new CheckPage(Page);

        await Assertions.Expect(check.Why).ToContainTextAsync(
            "The file is still being read.", new() { Timeout = 60_000 });
        await Assertions.Expect(check.Start).ToBeDisabledAsync();
        await Assertions.Expect(check.Preview.Locator("tbody tr")).ToHaveCountAsync(50);
        await Assertions.Expect(check.Preview.Locator("tbody tr").First.Locator("td"))
            .ToHaveTextAsync(LargeFile.Row(0).Split(','));

        await Assertions.Expect(check.Start).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(check.Why).ToContainTextAsync("4,000,000 rows, compared by age, spend, visits.");
        AssertNoComplaint();
    }
}
