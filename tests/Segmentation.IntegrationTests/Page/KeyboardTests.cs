using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>No mouse: Tab, arrows, Space and Enter only.</summary>
public sealed class KeyboardTests(PageService service) : PageTest(service)
{
    const int MostTabs = 120;

    [Fact]
    public async Task The_whole_way_by_keyboard_alone()
    {
        // Asked for before the page opens: the browser is told to hand over its dialog without an answer to wait for.
        var opened = new TaskCompletionSource<IFileChooser>(TaskCreationOptions.RunContinuationsAsynchronously);
        Page.FileChooser += (_, chooser) => opened.TrySetResult(chooser);
        await new HomePage(Page).OpenAsync();
        await TabToAsync("#file");
        await Page.Keyboard.PressAsync("Enter");
        var chooser = await opened.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await chooser.SetFilesAsync(Data("Mall_Customers.csv"));
        var check = await new CheckPage(Page).ShownAsync();

        await TabToAsync("[data-role-of=Age]");
        await Page.Keyboard.PressAsync("i");   // from Feature the next role that begins so is Ignored
        await Assertions.Expect(check.Role("Age")).ToHaveValueAsync("ignored");
        await Assertions.Expect(check.Role("Age")).ToBeFocusedAsync();
        await TabToAsync(".start button");
        await Page.Keyboard.PressAsync("Enter");

        var job = await new JobPage(Page).ShownAsync();
        await job.FinishedAsync();
        await TabToAsync("a[href^='/runs/']");
        await Page.Keyboard.PressAsync("Enter");
        var run = await new RunPage(Page).ShownAsync();
        Assert.Equal(5, await run.NumberOfSegmentsAsync());
        await TabToAsync("a[download]");
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.Keyboard.PressAsync("Enter"));
        Assert.Equal(201, (await File.ReadAllLinesAsync(await download.PathAsync())).Length);
        AssertNoComplaint();
    }

    [Fact]
    public async Task Deleting_asks_first_and_escape_keeps_the_job()
    {
        var check = await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("Mall_Customers.csv"));
        await (await check.StartAsync()).FinishedAsync();
        await TabToAsync(".actions button:has-text('Delete')");
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(new JobPage(Page).SeeSegments).ToBeVisibleAsync();

        await TabToAsync(".actions button:has-text('Delete')");
        await Page.Keyboard.PressAsync("Enter");
        await TabToAsync("dialog .danger");
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page).ToHaveURLAsync(new Uri(Address, "/monitor").ToString());
        AssertNoComplaint();
    }

    /// <summary>Presses Tab until the element has the focus, and sees that the focus shows.</summary>
    async Task TabToAsync(string selector)
    {
        var target = Page.Locator(selector).First;
        await target.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        for (var i = 0; i < MostTabs && !await IsFocusedAsync(target); i++) await Page.Keyboard.PressAsync("Tab");
        Assert.True(await IsFocusedAsync(target), $"Tab does not reach {selector}.");
    }

    static Task<bool> IsFocusedAsync(ILocator target) =>
        target.EvaluateAsync<bool>("element => element === document.activeElement");
}
