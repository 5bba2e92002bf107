using System.Text;
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
    public Task<CheckPage> DropAsync(string name, string content) =>
        DropAsync(name, Encoding.UTF8.GetBytes(content));

    /// <inheritdoc cref="DropAsync(string, string)"/>
    public async Task<CheckPage> DropAsync(string name, byte[] content)
    {
        await DropOnlyAsync(name, content);
        return await new CheckPage(page).ShownAsync();
    }

    /// <summary>Drops a file of which another page is not expected.</summary>
    public async Task DropOnlyAsync(string name, byte[] content)
    {
        var transfer = await page.EvaluateHandleAsync("""
            ([name, content]) => {
              const transfer = new DataTransfer();
              const bytes = Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0));
              transfer.items.add(new File([bytes], name, { type: "text/csv" }));
              return transfer;
            }
            """, new[] { name, Convert.ToBase64String(content) });
        await DropZone.DispatchEventAsync("drop", new { dataTransfer = transfer });
    }

    public async Task<CheckPage> ChooseAsync(string path)
    {
        await FileInput.SetInputFilesAsync(path);
        return await new CheckPage(page).ShownAsync();
    }
}
