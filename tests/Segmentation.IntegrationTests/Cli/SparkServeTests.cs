using System.Diagnostics;
using System.Text.Json;
using Segmentation.Cli;
using Segmentation.IntegrationTests.Support;
using Segmentation.Spark.Connect;

namespace Segmentation.IntegrationTests.Cli;

[Collection(SparkAlone.Name)]
public sealed class SparkServeTests : IDisposable
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    readonly TestFolder _folder = new();

    string Data => _folder["data"];

    string[] Serve => ["serve", "--spark", "--port", "0", "--data", Data];

    static Dictionary<string, string> WithSpark =>
        new() { ["SPARK_HOME"] = SparkHome.Find(), ["SEGMENTATION_Spark__Master"] = "local[2]" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_comes_first_then_Spark_which_comes_back_when_killed_and_ends_with_the_program()
    {
        await using var service = await RunningService.StartAsync(Serve, WithSpark);
        Assert.DoesNotContain(" runs at sc://", service.Said);
        Assert.Contains("<title>", await service.Http.GetStringAsync("/"));

        var address = (await SparkStartsAsync(service, 1))[0];
        Assert.Contains("-Xmx2g", Text(SparkProcesses().Single(), "cmdline"));
        await Eventually.IsAsync(() => SparkHealthAsync(service), health => health == "ok", Longest);
        await OnlyWhoHasTheTokenIsLetInAsync(address, AddressOfWorker());
        Kill(SparkProcesses().Single());
        Assert.Equal([address, address], await SparkStartsAsync(service, 2));
        Assert.Contains("Spark has stopped unexpectedly with code 137; restarting it in 1 s.", service.Said);
        await Eventually.IsAsync(() => SparkHealthAsync(service), health => health == "ok", Longest);

        Assert.Equal(0, await service.EndAsync());
        Assert.Empty(SparkProcesses());
        Assert.Equal(
            [Path.Combine(Data, "spark", "spark.log")], Directory.GetFileSystemEntries(Path.Combine(Data, "spark")));
    }

    [Fact]
    public async Task Killed_alone_the_program_leaves_no_Spark_behind()
    {
        await using var service = await RunningService.StartAsync(Serve, WithSpark);
        await SparkIsThereAsync();
        await service.KillAsync();
        await Eventually.IsAsync(() => Task.FromResult(SparkProcesses().Count), left => left == 0);
    }

    [Fact]
    public async Task A_Spark_left_over_is_stopped_by_the_next_program_on_the_folder()
    {
        int orphan;
        await using (var first = await RunningService.StartAsync(Serve, WithSpark))
        {
            orphan = await SparkIsThereAsync();
            // First those that would stop it.
            foreach (var guard in Processes("guard")) Kill(guard);
            await first.KillAsync();
        }

        Assert.Equal([orphan], SparkProcesses());
        await using var second = await RunningService.StartAsync(Serve, WithSpark);
        Assert.Contains($"Stopped a Spark left over from an earlier run (process {orphan})", second.Said);
        Assert.DoesNotContain(orphan, SparkProcesses());
    }

    [Fact]
    public async Task Without_Java_it_says_what_is_needed_before_anything_is_made()
    {
        var run = await ProgramRun.ToEndAsync(Serve, new(WithSpark) { ["PATH"] = "", ["JAVA_HOME"] = "" });
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(
            "Spark needs Java 17 or newer; none was found, JAVA_HOME is not set and java is not on the PATH.",
            run.Error);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_Java_that_is_too_old_is_named_with_its_version()
    {
        var java = _folder["java"];
        await File.WriteAllTextAsync(java, "#!/bin/sh\necho 'java version \"1.8.0_392\"' >&2\n");
        File.SetUnixFileMode(java, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var run = await ProgramRun.ToEndAsync(
            Serve, new(WithSpark) { ["PATH"] = _folder.Root, ["JAVA_HOME"] = _folder["nowhere"] });
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"Spark needs Java 17 or newer; found: Java 1.8.0_392, {java}. Install one", run.Error);
    }

    [Fact]
    public async Task Without_Spark_it_says_how_to_get_it()
    {
        var run = await ProgramRun.ToEndAsync(
            Serve, new() { ["SPARK_HOME"] = "", ["XDG_CACHE_HOME"] = _folder["cache"] });
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Apache Spark was not found: SPARK_HOME is not set", run.Error);
        Assert.Contains("spark/install", run.Error);
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData("SEGMENTATION_Spark__Home", "Spark:Home is /nowhere; allowed: a folder of Apache Spark 4 or newer", 1,
        "/nowhere")]
    [InlineData("SPARK_HOME", "SPARK_HOME is /nowhere, which is not an Apache Spark 4 or newer.", 1, "/nowhere")]
    [InlineData("SEGMENTATION_Spark__DriverMemory", "Spark:DriverMemory is much; allowed: ", 2, "much")]
    [InlineData("SEGMENTATION_Spark__Master", "Spark:Master is yarn; allowed: ", 2, "yarn")]
    [InlineData("SEGMENTATION_Spark__Address", "give one of the two", 2, "sc://elsewhere:15002")]
    public async Task A_wrong_setting_is_named(string variable, string sentence, int exitCode, string value)
    {
        var run = await ProgramRun.ToEndAsync(Serve, new(WithSpark) { [variable] = value });
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(sentence, run.Error);
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData("openjdk version \"17.0.15\" 2025-04-15", "17.0.15", 17)]
    [InlineData("java version \"1.8.0_392\"", "1.8.0_392", 8)]
    [InlineData("Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version \"21-ea\" 2023-09-19", "21-ea", 21)]
    public void The_version_of_Java_is_read_from_what_it_prints(string output, string version, int major)
    {
        Assert.Equal(version, JavaInstallation.VersionIn(output));
        Assert.Equal(major, JavaInstallation.Major(version));
    }

    static async Task<string> SparkHealthAsync(RunningService service) =>
        JsonSerializer.Deserialize<JsonElement>(await service.Http.GetStringAsync("health")).GetProperty("checks")
            .GetProperty("spark").GetString()!;

    static async Task OnlyWhoHasTheTokenIsLetInAsync(string place, string address)
    {
        Assert.StartsWith(place + "/;use_ssl=false;token=", address);
        using var ours = new ConnectChannel(ConnectAddress.Parse(address));
        Assert.Equal(
            "4.3.0", await new ConnectSession(ours, Guid.NewGuid(), "test").VersionAsync(CancellationToken.None));
        using var stranger = new ConnectChannel(ConnectAddress.Parse(place));
        await Assert.ThrowsAsync<SparkException>(() =>
            new ConnectSession(stranger, Guid.NewGuid(), "test").VersionAsync(CancellationToken.None));
    }

    string AddressOfWorker()
    {
        const string Variable = "SEGMENTATION_Spark__Address=";
        // Of several services at once, the one on this test's folder.
        var environment = Processes("SEGMENTATION_Storage__DataFolder=" + Data, "environ")
            .Select(id => Text(id, "environ"))
            .First(text => text.Contains(Variable)).Split('\0');
        return environment.Single(entry => entry.StartsWith(Variable, StringComparison.Ordinal))[Variable.Length..];
    }

    async Task<int> SparkIsThereAsync() =>
        (await Eventually.IsAsync(() => Task.FromResult(SparkProcesses()), all => all.Count == 1))[0];

    static async Task<List<string>> SparkStartsAsync(RunningService service, int count) => await Eventually.IsAsync(
        () => Task.FromResult(service.Said.Split('\n').Where(line => line.Contains(" runs at sc://"))
            .Select(line => line.Split(' ')[4]).ToList()),
        addresses => addresses.Count == count,
        Longest);

    // Not the shells and the small Java that its start goes through.
    List<int> SparkProcesses() => [.. Processes("SparkConnectServer")
        .Where(id => Text(id, "cmdline").Split('\0')[0].EndsWith("/java", StringComparison.Ordinal))];

    // Those that name this test's folder.
    List<int> Processes(string word, string file = "cmdline") =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!))
            .Where(id => Text(id, file) is { } line && line.Contains(Data) && line.Contains(word)
                && !line.Contains("launcher.Main")),
    ];

    static string Text(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    static void Kill(int id)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -9 {id} 2> /dev/null || true"]);
        kill.WaitForExit();
    }
}
