using System.Diagnostics;
using System.Globalization;

namespace Segmentation.Cli;

/// <summary>The process of a private Spark: how it is started, found and stopped. Its PID is in a file in its
/// folder.</summary>
/// <param name="folder">Under the data folder; the caller owns it.</param>
sealed class PrivateSparkProcess(string folder)
{
    // Ignores Ctrl-C and a service manager's TERM, which reach the whole process group: this program stops Spark after
    // running jobs are given back. Rows may end up in the folder, so only its owner may enter it. The PID is right
    // because exec replaces this shell.
    const string StartScript = """
        trap '' INT TERM HUP
        mkdir -p -m 700 "$1"
        cd "$1"
        shift
        mkdir -p scratch
        echo "$$" > spark.pid
        exec "$@" >> spark.log 2>&1 < /dev/null
        """;

    // Kills Spark, which has nothing to save. The PID may belong to another process by now: ours names our folder among
    // its arguments.
    const string StopScript = """
        id=$(cat "$1" 2> /dev/null) || exit 0
        if [ -d /proc/self ]; then said=$(tr '\0' ' ' < "/proc/$id/cmdline"); else said=$(ps -o args= -p "$id"); fi
        case $said in *"$2"*)
          kill -s KILL "$id" && echo "$id"
          while kill -s 0 "$id" && [ -n "$(tr -d '\0' < "/proc/$id/cmdline")" ]; do sleep 0.02; done ;;
        esac
        rm -rf "$1" "$2"
        """;

    /// <summary>Spark's log.</summary>
    public string Log => Path.Combine(folder, "spark.log");

    /// <summary>For rows that do not fit into memory; deleted when Spark is stopped.</summary>
    public string Scratch => Path.Combine(folder, "scratch");

    string[] StopArguments => ["-c", StopScript, "stop", Path.Combine(folder, "spark.pid"), Scratch];

    /// <summary>Stops Spark when this program has ended, however it ended.</summary>
    public PrivatePostgresGuard Guard() => PrivatePostgresGuard.Start("/bin/sh", StopArguments);

    /// <summary>Starts a program, which names the scratch folder among its arguments.</summary>
    public Process Start(IEnumerable<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", StartScript, "spark", folder, .. command])
        {
            UseShellExecute = false,
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return Process.Start(start)!;
    }

    /// <summary>Stops the Spark of this folder, also one that an earlier process started.</summary>
    /// <returns>Its PID; null when there was none.</returns>
    public async Task<int?> StopAsync(CancellationToken ct)
    {
        var start = new ProcessStartInfo("/bin/sh", StopArguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var stop = Process.Start(start)!;
        var ended = await stop.StandardOutput.ReadToEndAsync(ct);
        await stop.StandardError.ReadToEndAsync(ct);
        await stop.WaitForExitAsync(ct);
        return int.TryParse(ended, NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>The log grows only when something is wrong; one old log is kept.</summary>
    public void KeepOneOldLog()
    {
        if (File.Exists(Log) && new FileInfo(Log).Length > 1_000_000) File.Move(Log, Log + ".1", overwrite: true);
    }
}
