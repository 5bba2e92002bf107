using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The progress of one job.</summary>
sealed class JobPage(IPage page)
{
    public static readonly string[] StageNames =
        ["load", "validate", "clean", "features", "scale", "cluster", "evaluate", "save"];

    public ILocator Stages { get; } = page.Locator("[data-stage]");

    public ILocator Number { get; } = page.Locator(".overall-number");

    public ILocator SeeSegments { get; } = page.GetByRole(AriaRole.Link, new() { Name = "See the segments" });

    public ILocator Problem { get; } = page.Locator("main").GetByRole(AriaRole.Alert);

    public ILocator Lost { get; } = page.Locator("main").GetByText("Live updates lost");

    /// <summary>Keeps every state that a stage showed and every percentage, in order, from now on.</summary>
    public static Task RecordAsync(IPage page) => page.EvaluateAsync("""
        () => {
          const seen = (window.seen = { stages: [], percents: [] });
          const add = (list, value) => list.at(-1) === value || list.push(value);
          new MutationObserver(() => {
            for (const step of document.querySelectorAll("[data-stage]")) {
              const text = `${step.dataset.stage} ${step.dataset.state}`;
              if (!seen.stages.includes(text)) seen.stages.push(text);
            }
            const number = document.querySelector(".overall-number");
            if (number) add(seen.percents, parseInt(number.textContent));
          }).observe(document.getElementById("main"),
            { childList: true, subtree: true, characterData: true, attributes: true });
        }
        """);

    public Task<string[]> SeenStagesAsync() => page.EvaluateAsync<string[]>("() => window.seen.stages");

    public Task<int[]> SeenPercentsAsync() => page.EvaluateAsync<int[]>("() => window.seen.percents");

    public async Task<JobPage> ShownAsync()
    {
        await Assertions.Expect(Stages).ToHaveCountAsync(StageNames.Length);
        return this;
    }

    public Task FinishedAsync(float timeoutMs = 60_000) =>
        Assertions.Expect(SeeSegments).ToBeVisibleAsync(new() { Timeout = timeoutMs });

    public async Task<RunPage> SeeSegmentsAsync()
    {
        await SeeSegments.ClickAsync();
        return await new RunPage(page).ShownAsync();
    }
}
