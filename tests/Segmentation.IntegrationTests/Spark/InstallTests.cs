using System.Diagnostics;
using Segmentation.IntegrationTests.House;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Spark;

/// <summary><c>spark/install</c>, from an archive of a few bytes laid out as Apache's is.</summary>
public sealed class InstallTests : IDisposable
{
    const string Name = "spark-4.3.0-bin-hadoop3";

    readonly TestFolder _folder = new();

    string Installed => Path.Combine(_folder["cache"], "segmentation", "spark-4.3.0");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_fetched_once_and_found_again_without_the_archive()
    {
        await ArchiveAsync("sha512sum NAME > NAME.sha512");
        Assert.Equal((0, Installed), await InstallAsync());
        Assert.True(File.Exists(Path.Combine(Installed, "bin", "spark-class")));

        Directory.Delete(_folder["archive"], recursive: true);
        Assert.Equal((0, Installed), await InstallAsync());
        Assert.Equal([Installed], Directory.GetFileSystemEntries(Path.Combine(_folder["cache"], "segmentation")));
    }

    [Fact]
    public async Task A_sum_written_in_groups_is_read_too()
    {
        await ArchiveAsync("(printf 'NAME: '; sha512sum NAME | cut -d' ' -f1 | tr a-f A-F | sed 's/......../& /g' "
            + "| fold -w 40) > NAME.sha512");
        Assert.Equal((0, Installed), await InstallAsync());
    }

    [Fact]
    public async Task A_download_with_another_sum_is_refused_and_not_kept()
    {
        await ArchiveAsync("sha512sum NAME > NAME.sha512; echo >> NAME");
        var (code, said) = await InstallAsync();
        Assert.Equal(1, code);
        Assert.Contains("is not what Apache published", said);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder["cache"], "segmentation")));
    }

    [Fact]
    public async Task An_archive_that_cannot_be_reached_is_named_with_the_way_around()
    {
        var (code, said) = await InstallAsync();
        Assert.Equal(1, code);
        Assert.Contains($"Apache Spark could not be downloaded from file://{_folder["archive"]}", said);
        Assert.Contains("Set SPARK_HOME", said);
    }

    [Fact]
    public async Task SPARK_HOME_is_taken_when_a_Spark_is_there_and_refused_when_not()
    {
        Assert.Equal((0, SparkHome.Find()), await InstallAsync(SparkHome.Find()));
        var (code, said) = await InstallAsync(_folder.Root);
        Assert.Equal(1, code);
        Assert.Contains($"SPARK_HOME is {_folder.Root}, and no Spark with Spark Connect is there.", said);
    }

    /// <summary>Makes the archive and, with a line of shell, its sum.</summary>
    async Task ArchiveAsync(string sum)
    {
        var (code, said) = await ShellAsync($"""
            set -e
            mkdir -p '{_folder["archive"]}/spark-4.3.0' && cd '{_folder["archive"]}/spark-4.3.0'
            mkdir -p {Name}/bin {Name}/jars
            touch {Name}/bin/spark-class {Name}/jars/spark-connect_2.13-4.3.0.jar && chmod +x {Name}/bin/spark-class
            tar -czf {Name}.tgz {Name} && rm -r {Name}
            {sum.Replace("NAME", Name + ".tgz")}
            """, []);
        Assert.True(code == 0, said);
    }

    Task<(int ExitCode, string Said)> InstallAsync(string home = "") => ShellAsync(
        $"'{Path.Combine(Repository.Root, "spark", "install")}'",
        new()
        {
            ["SPARK_HOME"] = home,
            ["XDG_CACHE_HOME"] = _folder["cache"],
            ["SEGMENTATION_SPARK_ARCHIVE"] = "file://" + _folder["archive"],
        });

    // Where all goes well it says the folder alone.
    static async Task<(int ExitCode, string Said)> ShellAsync(string script, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        using var shell = Process.Start(start)!;
        var error = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, shell.ExitCode == 0 ? output.Trim() : await error);
    }
}
