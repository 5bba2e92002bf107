using System.Text.Json;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>How the segments of a run were found.</summary>
sealed class AnimationPage(IPage page)
{
    public ILocator Words { get; } = page.Locator(".steps-words");

    public ILocator Customer { get; } = page.Locator(".customer-words");

    public ILocator Slider { get; } = page.GetByRole(AriaRole.Slider, new() { Name = "Step" });

    public ILocator Speed { get; } = page.GetByLabel("Speed", new() { Exact = true });

    public ILocator Start { get; } = page.GetByLabel("Start", new() { Exact = true });

    public ILocator Across { get; } = page.GetByLabel("Across", new() { Exact = true });

    public ILocator Up { get; } = page.GetByLabel("Up", new() { Exact = true });

    public ILocator Hint { get; } = page.Locator(".steps-guide");

    public ILocator Stage { get; } = Figure(page, "Customers and centres");

    public ILocator Measures { get; } = Figure(page, "How good each step is");

    public ILocator Moved { get; } = Figure(page, "Who changes segment");

    public ILocator Sizes { get; } = Figure(page, "How large the segments are");

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public string Query => new Uri(page.Url).Query;

    /// <summary>Opens the page as who has been there before, without hints, or for the first time.</summary>
    public async Task<AnimationPage> OpenAsync(string job, string query = "", bool firstTime = false)
    {
        if (!firstTime) await page.AddInitScriptAsync("localStorage.setItem('animation-guide', 'seen')");
        await page.GotoAsync($"/runs/{job}/animation{query}");
        await Assertions.Expect(Slider).ToBeVisibleAsync();
        return this;
    }

    public async Task<JsonElement> AnswerAsync(string job, string start = "best") => await FinishedRun.JsonAsync(
        await page.APIRequest.GetAsync($"/api/v1/jobs/{job}/animation?start={start}"));

    public Task GoToAsync(int step) => Slider.FillAsync($"{step}");

    public Task ExpectStepAsync(int step) => Assertions.Expect(Slider).ToHaveValueAsync($"{step}");

    /// <summary>The numbers behind a picture, row by row.</summary>
    public static async Task<string[][]> RowsAsync(ILocator figure) => await figure.EvaluateAsync<string[][]>("""
        (figure) => [...figure.querySelectorAll("tbody tr")]
          .map((row) => [...row.cells].map((cell) => cell.textContent))
        """);

    public static Task ShowAsTableAsync(ILocator figure) =>
        figure.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();

    /// <summary>Counts the pictures that the stage shows one after the other, from now on.</summary>
    public Task WatchAsync() => page.EvaluateAsync("""
        () => {
          const canvas = document.querySelector("figure.chart canvas");
          globalThis.pictures = [];
          const watch = () => {
            const picture = canvas.toDataURL("image/webp", 0.1);
            if (pictures.at(-1) !== picture) pictures.push(picture);
            requestAnimationFrame(watch);
          };
          watch();
        }
        """);

    public Task<int> PicturesAsync() => page.EvaluateAsync<int>("() => pictures.length");

    static ILocator Figure(IPage page, string title) =>
        page.Locator("figure.chart").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = title }) });
}
