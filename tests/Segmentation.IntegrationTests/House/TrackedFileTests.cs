using System.Text.RegularExpressions;

namespace Segmentation.IntegrationTests.House;

public sealed partial class TrackedFileTests
{
    static readonly string[] Binary = [".png", ".ico", ".woff2", ".xlsx", ".gz", ".zip"];

    [Fact]
    public void No_file_names_a_path_of_one_machine()
    {
        var found = TextFiles()
            .SelectMany(
                file => Repository.Read(file).Split('\n').Select((line, i) => (file, Line: line, Number: i + 1)))
            .Where(at => MachinePath().IsMatch(at.Line))
            .Select(at => $"{at.file}:{at.Number}: {at.Line.Trim()}");
        Assert.Empty(found);
    }

    [Fact]
    public void The_lock_of_the_npm_packages_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", Repository.Read("package-lock.json"));

    [Fact]
    public void No_folder_is_named_after_a_pattern()
    {
        string[] forbidden = ["Models", "Services", "Helpers", "Utils", "Common", "Interfaces", "Extensions"];
        var found = Repository.TrackedFiles()
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Path.GetDirectoryName(file)!.Split('/'))
            .Distinct().Intersect(forbidden);
        Assert.Empty(found);
    }

    static IEnumerable<string> TextFiles() => Repository.TrackedFiles()
        .Where(file =>
            !Binary.Contains(Path.GetExtension(file)) && !file.StartsWith("tests/data/", StringComparison.Ordinal));

    // Homes and work folders; the brackets keep this line from finding itself.
    [GeneratedRegex(@"(^|[\s""'=(:,])(/[w]ork/|/[h]ome/\w|/[r]oot/|/[U]sers/\w)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex MachinePath();
}
