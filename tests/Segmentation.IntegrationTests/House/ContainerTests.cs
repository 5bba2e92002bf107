using System.Text.RegularExpressions;

namespace Segmentation.IntegrationTests.House;

/// <summary>There may be no container engine where the tests run; what can be said without one is said here.</summary>
public sealed partial class ContainerTests
{
    [Fact]
    public void Every_variable_is_a_known_setting()
    {
        var variables = ContainerFiles().SelectMany(text => Variable().Matches(text))
            .Select(match => match.Groups["key"].Value.Replace("__", ":")).ToHashSet();
        Assert.Superset(variables, SettingsTests.Keys.ToHashSet());
        Assert.NotEmpty(variables);
    }

    [Fact]
    public void Every_copied_path_exists_and_is_not_ignored()
    {
        var ignored = Repository.Read(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var copied = Repository.Read("Dockerfile").Split('\n')
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from="))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1])
            .ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Repository.Has(path), $"{path} is copied and not there."));
        Assert.Empty(copied.Select(path => path.Split('/')[0]).Intersect(ignored));
    }

    [Fact]
    public void What_is_copied_between_stages_is_made_by_the_other_one()
    {
        var file = Repository.Read("Dockerfile");
        Assert.Contains("--from=charts /source/node_modules ./node_modules", file);
        Assert.Contains("-o /program", file);
        Assert.Contains("--from=build /program /program", file);
        Assert.Contains("ENTRYPOINT [\"/program/segmentation\"]", file);
        Assert.Contains("USER app", file);
    }

    [Fact]
    public async Task Every_role_is_a_command_and_every_option_one_of_it()
    {
        var commands = Command().Matches(Repository.Read("docker-compose.yml"))
            .Select(match => match.Groups["words"].Value.Split(',', StringSplitOptions.TrimEntries)
                .Select(word => word.Trim('"')).ToList())
            .Where(words => !words[0].StartsWith('/')).ToList();
        Assert.Equal(["api", "worker", "worker"], commands.Select(words => words[0]).Order());

        foreach (var words in commands)
        {
            var help = await Support.ProgramRun.ToEndAsync([words[0], "--help"]);
            Assert.Equal(0, help.ExitCode);
            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option =>
                Assert.Contains(option, help.Output));
        }
    }

    [Fact]
    public void Services_depend_on_services_and_volumes_are_declared()
    {
        var compose = Repository.Read("docker-compose.yml");
        var services = Service().Matches(compose[compose.IndexOf("\nservices:", StringComparison.Ordinal)..])
            .Select(match => match.Groups["name"].Value).ToHashSet();
        Assert.Superset(
            (HashSet<string>)[
                "postgres", "api", "worker-1", "worker-2", "spark-master", "spark-worker-1", "spark-worker-2",
                "spark-connect"],
            services);
        var needed = Depends().Matches(compose)
            .SelectMany(match => match.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries));
        Assert.Empty(needed.Except(services));
    }

    static IEnumerable<string> ContainerFiles() =>
        [Repository.Read("Dockerfile"), Repository.Read("docker-compose.yml")];

    [GeneratedRegex(@"SEGMENTATION_(?<key>[A-Za-z]+__[A-Za-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"command: \[(?<words>[^\]]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"^  (?<name>[a-z0-9-]+):$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Service();

    [GeneratedRegex(@"depends_on: \[(?<names>[^\]]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Depends();
}
