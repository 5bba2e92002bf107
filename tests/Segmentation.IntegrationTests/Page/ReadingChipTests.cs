using System.Text;
using Microsoft.Playwright;
using Segmentation.IntegrationTests.Api;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Files as people have them, and readings that are put right on the page.</summary>
public sealed class ReadingChipTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task A_german_export_goes_from_the_drop_to_its_segments_without_a_setting()
    {
        var check = await (await new HomePage(Page).OpenAsync()).DropAsync("Kunden.csv", GermanExport());
        await Assertions.Expect(check.Decided("Encoding")).ToHaveTextAsync("WINDOWS-1252 (guessed)");
        await Assertions.Expect(check.Decided("Delimiter")).ToHaveTextAsync("semicolon");
        await Assertions.Expect(check.Decided("Decimal mark")).ToHaveTextAsync("comma");
        await Assertions.Expect(check.Decided("Header")).ToHaveTextAsync("line 3");
        await Assertions.Expect(check.Preview).ToContainTextAsync("Müller 1");
        await Assertions.Expect(check.Features).ToHaveCountAsync(2);

        var job = await check.StartAsync();
        await job.FinishedAsync();
        var run = await job.SeeSegmentsAsync();
        Assert.Equal(3, await run.NumberOfSegmentsAsync());
        Assert.Equal(61, (await run.DownloadLinesAsync()).Length);
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_wrong_guess_is_put_right_by_one_chip_with_the_keyboard()
    {
        var text = Csv.Rows("points", 60, i => $"{(i % 3 * 300) + 1}.{100 + (i * 7 % 60)}");
        var check = await (await new HomePage(Page).OpenAsync()).DropAsync("points.csv", text);
        var before = Page.Url;
        await Assertions.Expect(check.Decided("Decimal mark")).ToHaveTextAsync("point");

        await check.Decision("Decimal mark").Locator("summary").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(check.Decision("Decimal mark")).ToContainTextAsync("can be read in two ways");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(check.Decided("Decimal mark")).ToHaveTextAsync("comma");
        Assert.NotEqual(before, Page.Url);
        await Assertions.Expect(Page.Locator("#main")).ToContainTextAsync("1,100 to 601,159");
        var job = await check.StartAsync();
        await job.FinishedAsync();
        Assert.Equal(3, await (await job.SeeSegmentsAsync()).NumberOfSegmentsAsync());
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_number_for_unknown_is_missing_after_one_click()
    {
        var text = Csv.Rows("age,spend", 60, i => $"{(i % 8 == 0 ? 999 : 20 + (i % 40))},{i * 7 % 90}");
        var check = await (await new HomePage(Page).OpenAsync()).DropAsync("ages.csv", text);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Take 999 in age as missing" }).ClickAsync();
        await Assertions.Expect(check.Decided("Missing besides the usual")).ToHaveTextAsync("999");

        await check.Decision("Missing besides the usual").Locator("summary").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "As it is found in the file" }).ClickAsync();
        await Assertions.Expect(check.Decision("Missing besides the usual")).ToHaveCountAsync(0);
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_reading_that_cannot_be_says_why_and_leaves_the_page()
    {
        var text = "Report\n\n" + Csv.Rows("age,spend", 60, i => $"{20 + (i % 40)},{i * 7 % 90}");
        var check = await (await new HomePage(Page).OpenAsync()).DropAsync("ages.csv", text);
        await check.Decision("Header").Locator("summary").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Line 2", Exact = true }).ClickAsync();
        await Assertions.Expect(Page.Locator(".reading").GetByRole(AriaRole.Alert)).ToContainTextAsync("it is blank");
        await Assertions.Expect(check.Decided("Header")).ToHaveTextAsync("line 3");
    }

    [Fact]
    public async Task An_archive_of_several_tables_offers_each()
    {
        var zip = Packed.Zip(("one.csv", Csv.Shop), ("two/ages.csv", Csv.Rows("age,spend", 30, i => $"{i},{i % 7}")));
        var home = await new HomePage(Page).OpenAsync();
        await home.DropOnlyAsync("both.zip", zip);
        await Page.GetByRole(AriaRole.Button, new() { Name = "two/ages.csv" }).ClickAsync();
        var check = await new CheckPage(Page).ShownAsync();
        await Assertions.Expect(check.Decided("File in the archive")).ToHaveTextAsync("two/ages.csv");
    }

    // Two title lines, semicolons, decimal commas, euros, and Windows-1252, where € is 0x80.
    static byte[] GermanExport()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = "Kundenliste der Filiale Köln\nStand: 31.12.2026\n" + Csv.Rows("Kunde;Alter;Umsatz", 60, i =>
            $"Müller {i};{25 + (i % 3 * 20) + (i % 11)};{1 + (i % 3 * 4)}.{200 + (i * 7 % 90)},{10 + (i % 80)} €");
        return Encoding.GetEncoding(1252).GetBytes(text);
    }
}
