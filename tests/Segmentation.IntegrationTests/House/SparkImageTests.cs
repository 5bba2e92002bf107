using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.House;

/// <summary>The image and the services of Spark, held against the Spark that is on this machine.</summary>
[Collection(SparkAlone.Name)]
public sealed partial class SparkImageTests
{
    static readonly string[] Spark = ["spark-master", "spark-worker-1", "spark-worker-2", "spark-connect"];

    [Fact]
    public void The_image_is_of_the_version_that_is_installed_and_tested()
    {
        var version = Regex.Match(
            Repository.Read("spark/install"), "^version=(.+)$", RegexOptions.Multiline,
            TimeSpan.FromSeconds(1)).Groups[1].Value;
        Assert.Contains($"FROM apache/spark:{version}\n", Repository.Read("spark/Dockerfile"));
        Assert.True(
            File.Exists(Path.Combine(SparkHome.Find(), "jars", $"spark-connect_2.13-{version}.jar")),
            $"{SparkHome.Find()} is not of {version}.");
    }

    [Fact]
    public void What_the_image_copies_is_there_and_it_runs_as_the_user_of_the_program()
    {
        var lines = Repository.Read("spark/Dockerfile").Split('\n');
        Assert.Equal(
            ["spark/spark-defaults.conf"],
            lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal))
                .Select(line => "spark/" + line.Split(' ')[1]));
        Assert.True(Repository.Has("spark/spark-defaults.conf"));
        // 1654 is the number of «app» in Microsoft's images, which the program's is made from.
        Assert.Contains(lines, line => line.Contains("useradd --uid 1654 --gid app"));
        Assert.Contains(lines, line => line.Contains("mkdir -p /data") && line.Contains("chown app:app /data"));
        Assert.Equal("USER app", lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.Contains("USER app", Repository.Read("Dockerfile"));
    }

    [Fact]
    public void Every_service_of_Spark_is_that_image_and_the_others_know_its_address()
    {
        var compose = Repository.Read("docker-compose.yml");
        Assert.All(Spark, name => Assert.Contains($"\n  {name}:\n    <<: *spark\n", compose));
        Assert.Contains(
            "x-spark: &spark\n  build: spark\n  image: segmentation-spark\n  restart: unless-stopped\n"
            + "  volumes:\n    - files:/data\n",
            compose);
        Assert.Contains("SEGMENTATION_Spark__Address: \"sc://spark-connect:15002\"", compose);
        Assert.Contains("spark.connect.grpc.binding.port=15002", compose);
    }

    [Fact]
    public async Task Every_command_of_Spark_is_one_with_these_options()
    {
        var commands = Commands();
        Assert.Equal(Spark.Length, commands.Count);
        foreach (var words in commands)
        {
            var program = words[0].Replace("/opt/spark", SparkHome.Find());
            var mainClass = words[0].EndsWith("spark-class", StringComparison.Ordinal) ? words[1]
                : words[words.IndexOf("--class") + 1];
            Assert.Contains(mainClass.Replace('.', '/') + ".class", ClassNames());
            string[] help =
                words[0].EndsWith("spark-class", StringComparison.Ordinal) ? [mainClass, "--help"] : ["--help"];
            var said = await SaidAsync(program, help);
            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option =>
                Assert.Contains(option, said));
        }
    }

    [Fact]
    public void Every_setting_is_one_that_this_Spark_knows()
    {
        var settings = Repository.Read("spark/spark-defaults.conf").Split('\n')
            .Where(line => line.StartsWith("spark.", StringComparison.Ordinal)).Select(line => line.Split(' ')[0])
            .Concat(
                    Commands()
                        .SelectMany(words => words.Where(word => word.StartsWith("spark.", StringComparison.Ordinal)))
                    .Select(word => word.Split('=')[0]))
            .ToList();
        Assert.Contains("spark.sql.catalogImplementation", settings);
        var known = SettingsInJars();
        Assert.Superset(settings.ToHashSet(), known);
        Assert.DoesNotContain("spark.sql.catalogueImplementation", known);
    }

    // Both ways in which a list is written in that file.
    static List<List<string>> Commands()
    {
        var compose = Repository.Read("docker-compose.yml");
        var inline = InlineCommand().Matches(compose).Select(match => Words(match.Groups["words"].Value.Split(',')));
        var block = BlockCommand().Matches(compose)
            .Select(match => Words(match.Groups["words"].Value.Split('\n').Select(line => line.Trim().TrimStart('-'))));
        return [.. inline.Concat(block).Where(words => words[0].StartsWith("/opt/spark/", StringComparison.Ordinal))];
    }

    static List<string> Words(IEnumerable<string> texts) =>
        [.. texts.Select(text => text.Trim().Trim('"')).Where(text => text.Length > 0)];

    static HashSet<string> ClassNames() =>
    [
        .. Directory.GetFiles(Path.Combine(SparkHome.Find(), "jars"), "spark-co*.jar").SelectMany(jar =>
        {
            using var zip = ZipFile.OpenRead(jar);
            return zip.Entries.Select(entry => entry.FullName).ToList();
        }),
    ];

    // Spark has no list of its settings; they are texts in the classes that define them.
    static HashSet<string> SettingsInJars()
    {
        var found = new HashSet<string>();
        foreach (var jar in Directory.GetFiles(Path.Combine(SparkHome.Find(), "jars"), "spark-*.jar"))
        {
            using var zip = ZipFile.OpenRead(jar);
            foreach (var entry in zip.Entries.Where(
                entry => entry.FullName.Contains("config/") || entry.FullName.Contains("Conf")))
            {
                using var reader = new StreamReader(entry.Open(), System.Text.Encoding.Latin1);
                found.UnionWith(Setting().Matches(reader.ReadToEnd()).Select(match => match.Value));
            }
        }

        return found;
    }

    static async Task<string> SaidAsync(string program, string[] arguments)
    {
        var start =
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SPARK_HOME"] = SparkHome.Find();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync() + await output;
        await process.WaitForExitAsync();
        return said;
    }

    [GeneratedRegex(@"command: \[(?<words>[^\]]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineCommand();

    [GeneratedRegex(@"command:\n(?<words>(      - .+\n)+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BlockCommand();

    [GeneratedRegex(@"spark\.[a-zA-Z][a-zA-Z.]+[a-zA-Z]", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Setting();
}
