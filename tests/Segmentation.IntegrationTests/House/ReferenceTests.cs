using System.Xml.Linq;

namespace Segmentation.IntegrationTests.House;

public sealed class ReferenceTests
{
    // Each project with what it may know. Another arrow is a decision, and is written down here.
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Segmentation"] = [],
        ["Segmentation.Input"] = ["Segmentation"],
        ["Segmentation.Postgres"] = ["Segmentation"],
        ["Segmentation.Spark"] = ["Segmentation"],
        ["Segmentation.Worker"] = ["Segmentation.Postgres", "Segmentation.Spark", "Segmentation.Input"],
        ["Segmentation.Api"] = ["Segmentation.Postgres", "Segmentation.Input"],
        ["Segmentation.Cli"] = ["Segmentation.Api", "Segmentation.Worker", "Segmentation.Input"],
    };

    [Fact]
    public void References_between_projects_point_one_way()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.GetFiles(
            Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var project = Path.GetFileNameWithoutExtension(file);
            Assert.True(Allowed.ContainsKey(project), $"{project} is new: say in this test what it may know.");
            wrong.AddRange(Referenced(file).Except(Allowed[project]).Select(other => $"{project} → {other}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_subject_needs_no_package_at_run_time()
    {
        var packages = XDocument.Parse(Repository.Read("src/Segmentation/Segmentation.csproj")).Descendants()
            .Where(e => e.Name.LocalName is "PackageReference" or "FrameworkReference"
                && e.Attribute("PrivateAssets")?.Value != "all")
            .Select(e => e.Attribute("Include")?.Value);
        Assert.Empty(packages);
    }

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var tooLong = Repository.TrackedFiles()
            .Where(file =>
                file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => Repository.Read(file).Count(c => c == '\n') > 300);
        Assert.Empty(tooLong);
    }

    static IEnumerable<string> Referenced(string file) => XDocument.Load(file).Descendants("ProjectReference")
        .Select(
            reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
