using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The start: where a file is dropped.</summary>
sealed class HomePage(IPage page)
{
    public ILocator DropZone { get; } = page.GetByRole(AriaRole.Region, new() { Name = "Upload a file" });

    public ILocator FileInput { get; } = page.Locator("#file");

    public ILocator Problem => DropZone.GetByRole(AriaRole.Alert);

    public ILocator Sample(string title) => page.GetByRole(AriaRole.Button, new() { Name = title });

    public async Task<HomePage> OpenAsync()
    {
        await page.GotoAsync("/");
        await Assertions.Expect(DropZone).ToBeVisibleAsync();
        return this;
    }

    /// <summary>What a hand does with a file manager: a drop event with the file in it.</summary>
    public async Task<CheckPage> DropAsync(string name, string content)
    {
        var transfer = await page.EvaluateHandleAsync("""
            ([name, content]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([content], name, { type: "text/csv" }));
              return transfer;
            }
            """, new[] { name, content });
        await DropZone.DispatchEventAsync("drop", new { dataTransfer = transfer });
        return await new CheckPage(page).ShownAsync();
    }

    public async Task<CheckPage> ChooseAsync(string path)
    {
        await FileInput.SetInputFilesAsync(path);
        return await new CheckPage(page).ShownAsync();
    }
}
