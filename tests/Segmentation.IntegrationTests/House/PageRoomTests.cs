using System.Text.RegularExpressions;

namespace Segmentation.IntegrationTests.House;

/// <summary>The rooms of the page's modules: what is above may import what is below, and nothing else.</summary>
public sealed partial class PageRoomTests
{
    const string Root = "src/Segmentation.Api/wwwroot";
    const string Top = "main.js";

    // From the top down. A new room is a decision, and is written down here.
    static readonly string[] Rooms =
        ["main.js", "home", "operate", "results", "jobs", "datasets", "charts", "shell", "kit"];

    static readonly Dictionary<string, string[]> Imports = Repository.TrackedFiles()
        .Where(file => file.StartsWith(Root + "/js/", StringComparison.Ordinal))
        .ToDictionary(file => file[(Root.Length + 4)..], ImportsOf);

    [Fact]
    public void Every_module_stands_in_a_room()
    {
        Assert.NotEmpty(Imports);
        Assert.DoesNotContain(Imports.Keys, module => !Rooms.Contains(RoomOf(module)));
        Assert.Empty(Rooms.Except(Imports.Keys.Select(RoomOf)));
    }

    [Fact]
    public void Imports_between_rooms_point_down()
    {
        // Such an order of the rooms leaves no circle among them.
        var up = Pairs().Where(pair => Floor(pair.From) > Floor(pair.To)).Select(Text);

        Assert.Empty(up);
    }

    [Fact]
    public void No_module_needs_one_that_needs_it()
    {
        var needed = Imports.ToDictionary(pair => pair.Key, pair => pair.Value.ToHashSet());

        // What needs nothing that is left is taken away, until nothing is left or only circles are.
        while (needed.Keys.Where(module => !needed[module].Overlaps(needed.Keys)).ToList() is { Count: > 0 } free)
            foreach (var module in free) needed.Remove(module);

        Assert.Empty(needed.Keys);
    }

    [Fact]
    public void Every_import_names_a_module_that_exists()
    {
        Assert.Empty(Pairs().Where(pair => !Imports.ContainsKey(pair.To)).Select(Text));
        Assert.DoesNotContain(AddressesOfIndex(), address => !Repository.Has(Root + address));
    }

    [Fact]
    public void Every_module_is_imported()
    {
        var imported = Pairs().Select(pair => pair.To).Concat(AddressesOfIndex().Select(address => address[4..]));

        Assert.Empty(Imports.Keys.Except(imported));
    }

    [Fact]
    public void Pages_load_on_demand()
    {
        var pages = Imports.Keys.Where(module => module.EndsWith("-page.js", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(pages.Intersect(LoadedAtOnce(Top)));
    }

    [Fact]
    public void The_page_preloads_what_its_first_module_needs()
    {
        // Otherwise a browser finds them one import after the other: the first paint came a third later.
        var preloaded = Preload().Matches(Repository.Read(Root + "/index.html"))
            .Select(match => match.Groups["module"].Value);

        Assert.Equal(LoadedAtOnce(Top).Order(StringComparer.Ordinal), preloaded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_module_and_style_sheet_fits_the_screen()
    {
        var files = Repository.TrackedFiles().Where(file => file.StartsWith(Root + "/", StringComparison.Ordinal))
            .Where(file => Path.GetExtension(file) is ".js" or ".css" or ".html")
            .Select(file => (Name: file, Lines: Repository.Read(file).Split('\n')));

        Assert.Empty(files.Where(file => file.Lines.Length > 301 || file.Lines.Any(line => line.Length > 120))
            .Select(file => file.Name));
    }

    static IEnumerable<(string From, string To)> Pairs() =>
        Imports.SelectMany(module => module.Value.Select(to => (module.Key, to)));

    static string Text((string From, string To) pair) => $"{pair.From} → {pair.To}";

    static string RoomOf(string module) => module.Split('/')[0];

    static int Floor(string module) => Array.IndexOf(Rooms, RoomOf(module));

    static HashSet<string> LoadedAtOnce(string module)
    {
        var loaded = new HashSet<string>();
        var open = new Stack<string>([module]);
        while (open.TryPop(out var next))
        {
            if (!loaded.Add(next)) continue;
            foreach (var import in Found(StaticImport(), $"{Root}/js/{next}")) open.Push(import);
        }

        return loaded;
    }

    static string[] ImportsOf(string file) => [.. Found(StaticImport(), file), .. Found(DynamicImport(), file)];

    static IEnumerable<string> Found(Regex import, string file)
    {
        var address = new Uri("http://page/" + file[(Root.Length + 4)..]);
        return import.Matches(Repository.Read(file))
            .Select(match => new Uri(address, match.Groups["path"].Value).AbsolutePath[1..]);
    }

    static IEnumerable<string> AddressesOfIndex() =>
        Address().Matches(Repository.Read(Root + "/index.html")).Select(match => match.Groups["path"].Value);

    [GeneratedRegex(
        @"(\bfrom|^import)\s*[""'](?<path>[^""'\n]+)[""']",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex StaticImport();

    [GeneratedRegex(@"\bimport\(\s*[""'](?<path>[^""']+)[""']", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DynamicImport();

    [GeneratedRegex(@"modulepreload"" href=""/js/(?<module>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Preload();

    [GeneratedRegex(@"(src|href)=""(?<path>/(js|css)/[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
