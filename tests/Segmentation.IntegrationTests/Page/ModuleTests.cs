using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Rules of the page's own modules that can be read from their text.</summary>
public sealed partial class ModuleTests
{
    static readonly string Root = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public static TheoryData<string> Modules() =>
        new(Directory.EnumerateFiles(Path.Combine(Root, "js"), "*.js", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path)).Order());

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task A_module_parses(string module)
    {
        // Read as a module whatever the name says: theme.js is a plain script and valid as both.
        var start = new ProcessStartInfo("node", ["--check", "--input-type=module", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(await File.ReadAllTextAsync(Path.Combine(Root, module)));
        node.StandardInput.Close();
        var said = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, said);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task A_module_makes_no_markup_from_text(string module) =>
        Assert.DoesNotMatch(MarkupFromText(), await File.ReadAllTextAsync(Path.Combine(Root, module)));

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Only_one_module_fetches(string module)
    {
        var fetches = Fetch().IsMatch(await File.ReadAllTextAsync(Path.Combine(Root, module)));

        Assert.Equal(module == Path.Combine("js", "shell", "api.js"), fetches);
    }

    [Fact]
    public async Task The_page_has_no_inline_script_and_no_inline_style()
    {
        var html = await File.ReadAllTextAsync(Path.Combine(Root, "index.html"));

        Assert.DoesNotMatch(Inline(), html);
    }

    [GeneratedRegex(
        @"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", RegexOptions.None, 1000)]
    private static partial Regex MarkupFromText();

    [GeneratedRegex(@"\bfetch\(|XMLHttpRequest\(", RegexOptions.None, 1000)]
    private static partial Regex Fetch();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", RegexOptions.None, 1000)]
    private static partial Regex Inline();
}
