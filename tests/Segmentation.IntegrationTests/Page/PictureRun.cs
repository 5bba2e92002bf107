using System.Globalization;
using Microsoft.Playwright;
using Segmentation.IntegrationTests.House;
using Xunit.Abstractions;

namespace Segmentation.IntegrationTests.Page;

/// <summary>
/// <c>./test --page</c>: takes the pictures of the README, and prints how soon each page paints, what it weighs and how
/// many frames a second the animation has. No part of the usual run: it writes into <c>docs/pictures</c>.
/// </summary>
[Trait("Run", "page")]
public sealed class PictureRun(PageService service, ITestOutputHelper output) : PageTest(service)
{
    const int Width = 1280;
    const int Height = 860;
    static readonly string Pictures = Path.Combine(Repository.Root, "docs", "pictures");

    static readonly (string Name, string Path)[] Views =
        [.. ResultView.All.Select(view => (view.FileName, view.Path))];

    [Theory]
    [InlineData(ColorScheme.Light, "light")]
    [InlineData(ColorScheme.Dark, "dark")]
    public async Task Pictures_of_every_view(ColorScheme scheme, string word)
    {
        var run = await Runs.MallAsync();
        var profile = new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = Width, Height = Height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        };
        await OpenAsync(profile);
        foreach (var (name, path) in Views)
        {
            await ShowAsync($"/runs/{run}{path}");
            await SaveAsync($"{name}-{word}.webp", await Page.ScreenshotAsync());
        }
        await OpenWithAsync(profile, ThreeDimensions);
        await ShowAsync($"/runs/{await Runs.OfAsync(Some.Mall)}/map?view=3d");
        await MapPage.ExpectColoursAsync(Page, segments: 5);
        await SaveAsync($"map-3d-{word}.webp", await Page.ScreenshotAsync(new() { Timeout = 60_000 }));
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_strip_of_the_animation()
    {
        var run = await Runs.MallAsync();
        await OpenAsync(new()
        {
            // High enough for the buttons to stand below the drawing, not before it.
            ViewportSize = new() { Width = 1000, Height = 1800 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        var frames = new List<byte[]>();
        foreach (var step in new[] { 0, 1, 2, 4, 7 }.Select(step => step.ToString(CultureInfo.InvariantCulture)))
        {
            await ShowAsync($"/runs/{run}/animation?step={step}&x=f0&y=f1&start=best");
            frames.Add(await Page.Locator("figure.chart .chart-body").First.ScreenshotAsync());
        }
        await SaveAsync("steps.webp", [.. frames]);
        AssertNoComplaint();
    }

    [Fact]
    public async Task First_paint_and_weight_of_every_page()
    {
        var run = await Runs.MallAsync();
        output.WriteLine("| page | first paint | over the wire | without the chart library |");
        output.WriteLine("| --- | --- | --- | --- |");
        foreach (var (name, path) in Views.Select(view => (view.Name, $"/runs/{run}{view.Path}"))
            .Prepend(("new", "/new")).Prepend(("home", "/")))
        {
            await OpenAsync(Profile);   // an empty cache
            await ShowAsync(path);
            var seen = await Page.EvaluateAsync<double[]>("""
                () => {
                  const kinds = ["resource", "navigation"];
                  const files = kinds.flatMap((kind) => performance.getEntriesByType(kind));
                  const sum = (list) => list.reduce((total, each) => total + each.transferSize, 0);
                  const [paint] = performance.getEntriesByName("first-contentful-paint");
                  return [paint.startTime, sum(files), sum(files.filter((each) => !each.name.includes("/vendor/")))];
                }
                """);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {seen[0]:F0} ms | {seen[1] / 1000:F0} kB | {seen[2] / 1000:F0} kB |"));
        }
    }

    [Fact]
    public async Task Frames_a_second_of_the_animation_of_2000_customers()
    {
        var run = await Runs.OfAsync(Some.CustomersFile(Folder, 10_000));
        await OpenAsync(Profile);
        await ShowAsync($"/runs/{run}/animation");
        // Frames that were shown while the steps play, counted by the browser.
        await Page.EvaluateAsync("""
            () => {
              globalThis.shown = [];
              const count = (at) => { shown.push(at); requestAnimationFrame(count); };
              requestAnimationFrame(count);
            }
            """);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await Page.WaitForFunctionAsync("() => shown.at(-1) - shown[0] > 3000");
        var gaps = await Page.EvaluateAsync<double[]>(
            "() => shown.slice(1).map((at, i) => at - shown[i]).sort((a, b) => a - b)");
        var perSecond = 1000 * gaps.Length / gaps.Sum();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{perSecond:F1} frames a second; 95 % of the gaps below {gaps[(int)(0.95 * gaps.Length)]:F0} ms"));
    }

    async Task ShowAsync(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.Locator("main h1")).ToBeVisibleAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(Page.Locator("main .skeleton")).ToHaveCountAsync(0);
    }

    /// <summary>Puts pictures beside each other and saves them as one WebP, which the browser makes.</summary>
    async Task SaveAsync(string name, params byte[][] pictures)
    {
        await using var context = await Browser.NewContextAsync();
        var blank = await context.NewPageAsync();
        var webp = await blank.EvaluateAsync<string>("""
            async (pictures) => {
              const images = await Promise.all(pictures.map(async (each) => {
                const image = new Image();
                image.src = "data:image/png;base64," + each;
                await image.decode();
                return image;
              }));
              const scale = Math.min(1, 2400 / images.reduce((sum, each) => sum + each.width, 0));
              const canvas = document.createElement("canvas");
              canvas.width = scale * images.reduce((sum, each) => sum + each.width, 0);
              canvas.height = scale * Math.max(...images.map((each) => each.height));
              const context = canvas.getContext("2d");
              context.imageSmoothingQuality = "high";
              let left = 0;
              for (const image of images) {
                context.drawImage(image, left, 0, scale * image.width, scale * image.height);
                left += scale * image.width;
              }
              return canvas.toDataURL("image/webp", 0.85).split(",")[1];
            }
            """, pictures.Select(Convert.ToBase64String).ToArray());
        Directory.CreateDirectory(Pictures);
        await File.WriteAllBytesAsync(Path.Combine(Pictures, name), Convert.FromBase64String(webp));
    }
}
