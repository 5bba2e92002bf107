using System.Xml.Linq;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The files of a figure, as a reader saves them.</summary>
static class SavedPicture
{
    static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    static readonly string[] Shapes = ["path", "rect", "circle", "polyline"];
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Saves both files: each is what its name says, and named by the title, which it shows.</summary>
    /// <returns>The text of the SVG.</returns>
    public static async Task<string> CheckAsync(IPage page, ILocator figure)
    {
        var title = await figure.Locator("h2, h3").First.InnerTextAsync();
        var png = await SaveAsync(page, figure, "PNG");
        var svg = await SaveAsync(page, figure, "SVG");

        Assert.Equal(($"{title}.png", $"{title}.svg"), (png.Name, svg.Name));
        Assert.Equal(Png, png.Bytes[..Png.Length]);
        var (width, height) = (BigEndian(png.Bytes, 16), BigEndian(png.Bytes, 20));
        var text = System.Text.Encoding.UTF8.GetString(svg.Bytes);
        Assert.StartsWith("<svg", text, StringComparison.Ordinal);
        var root = XDocument.Parse(text).Root!;
        Assert.Equal(Svg + "svg", root.Name);
        var words = root.Elements(Svg + "text").Select(each => Isolated.Bare(each.Value));
        Assert.Contains(words, word => word.StartsWith(title[..Math.Min(5, title.Length)], StringComparison.Ordinal));
        var shapes = root.Descendants().Count(each => Shapes.Contains(each.Name.LocalName));
        Assert.True(shapes > 4, "The drawing is empty.");   // the background, and two bars on their tracks
        var foreign = root.Descendants().Select(each => each.Name.LocalName);
        Assert.DoesNotContain(foreign, name => name is "script" or "foreignObject" or "image");
        Assert.Equal(2 * (double)root.Attribute("width")!, width, 1.0);
        Assert.Equal(2 * (double)root.Attribute("height")!, height, 1.0);
        return text;
    }

    static async Task<(string Name, byte[] Bytes)> SaveAsync(IPage page, ILocator figure, string format)
    {
        var button = figure.GetByRole(AriaRole.Button, new() { Name = $"Save as {format}" });
        var download = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await button.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
        });
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    static int BigEndian(byte[] bytes, int at) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
