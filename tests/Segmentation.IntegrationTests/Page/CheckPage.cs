using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Check and run: what was read, roles, settings, start.</summary>
sealed class CheckPage(IPage page)
{
    public ILocator Start { get; } = page.GetByRole(AriaRole.Button, new() { Name = "Start" });

    public ILocator Why { get; } = page.Locator("#why");

    public ILocator Preview { get; } = page.Locator(".preview");

    public ILocator Features { get; } = page.Locator("input[name=feature]");

    public ILocator Seed { get; } = page.Locator("#seed");

    /// <summary>The chip of a decision about the reading.</summary>
    public ILocator Decision(string name) => page.Locator(".reading-chip").Filter(new() { HasText = name });

    /// <summary>Its value, beside its name.</summary>
    public ILocator Decided(string name) => Decision(name).Locator("summary strong");

    public ILocator Role(string column) => page.GetByRole(AriaRole.Combobox, new() { Name = column, Exact = true });

    public ILocator Feature(string column) => page.GetByRole(AriaRole.Checkbox, new() { Name = column });

    public async Task<CheckPage> ShownAsync()
    {
        await Assertions.Expect(Start).ToBeVisibleAsync();
        return this;
    }

    public async Task<JobPage> StartAsync()
    {
        await Start.ClickAsync();
        return await new JobPage(page).ShownAsync();
    }
}
