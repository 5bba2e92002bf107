using System.Diagnostics;
using System.Globalization;

namespace Segmentation.IntegrationTests.Support;

/// <summary>
/// One program of Spark with everything it starts, as a process group that is killed with this object or with the test
/// process, however that ends; its folder goes with it.
/// </summary>
sealed class SparkProcess : IAsyncDisposable
{
    // Standard input closes when the test process is gone. The group is a session of its own, so Ctrl-C is not for it.
    const string Script = """
        log=$1 folder=$2
        shift 2
        setsid "$@" > "$log" 2>&1 < /dev/null &
        server=$!
        trap '' INT TERM HUP
        echo "$server"
        cat > /dev/null
        kill -s KILL -- "-$server" 2> /dev/null
        wait
        rm -rf "$folder"
        """;

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    readonly Process _guard;

    SparkProcess(Process guard, int id, string folder) => (_guard, Id, Folder) = (guard, id, folder);

    /// <summary>Of the first process, and of the group.</summary>
    public int Id { get; }

    /// <summary>For what it keeps on disk; removed at the end.</summary>
    public string Folder { get; }

    /// <summary>Everything it said so far.</summary>
    public string Log
    {
        get
        {
            using var file = new FileStream(
                LogFile(Folder), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Whether its first process runs.</summary>
    public bool IsRunning => IsAlive(Id);

    /// <summary>Starts a part of Spark with the repository's own script and settings.</summary>
    /// <param name="arguments">Of <c>spark/start</c>.</param>
    public static async Task<SparkProcess> StartAsync(
        string[] arguments, Dictionary<string, string>? environment = null)
    {
        var folder = Directory.CreateTempSubdirectory("segmentation-spark-").FullName;
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", Script, "spark", LogFile(folder), folder,
                Path.Combine(House.Repository.Root, "spark", "start"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["SPARK_HOME"] = SparkHome.Find();
        start.Environment["SPARK_LOCAL_IP"] = "127.0.0.1";
        start.Environment["SPARK_LOCAL_DIRS"] = folder;
        start.Environment["JAVA_TOOL_OPTIONS"] = $"-Djava.io.tmpdir={folder}";
        // Settings of the machine are not for the tests.
        start.Environment.Remove("SPARK_CONF_DIR");
        foreach (var (key, value) in environment ?? []) start.Environment[key] = value;

        var guard = Process.Start(start)!;
        var id = int.Parse((await guard.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        return new(guard, id, folder);
    }

    /// <summary>Waits until the state is there; fails with the end of the log when the process dies before, or in 90
    /// s.</summary>
    public async Task UntilAsync(Func<Task<bool>> isReady)
    {
        var ready = await Eventually.IsAsync(
            async () => (Up: await isReady(), Alive: IsRunning), now => now.Up || !now.Alive, Longest);
        Assert.True(ready.Up, "Spark ended before it was up: " + Tail(Log));
    }

    /// <summary>Signal 9 to it and to all that it has started; returns when they are gone.</summary>
    public async Task KillAsync()
    {
        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -s KILL -- -{Id} 2> /dev/null || true"]))
            await kill.WaitForExitAsync();
        await Eventually.IsAsync(() => Task.FromResult(IsRunning), running => !running);
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync().WaitAsync(Longest);
        _guard.Dispose();
    }

    // One that has ended and that nobody has waited for is not running.
    static bool IsAlive(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[text.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    static string Tail(string log) => log[Math.Max(0, log.Length - 2000)..];

    static string LogFile(string folder) => Path.Combine(folder, "log");
}
