using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Segmentation.Cli;

/// <summary>A Java installation that can run Spark.</summary>
/// <param name="Home">Value for JAVA_HOME.</param>
/// <param name="Version">Such as 17.0.15.</param>
sealed partial record JavaInstallation(string Home, string Version)
{
    const int Oldest = 17;

    /// <summary>The first that is new enough: of JAVA_HOME, else of the PATH.</summary>
    /// <exception cref="CommandFailedException">There is none; the message says what was found.</exception>
    public static async Task<JavaInstallation> FindAsync(CancellationToken ct)
    {
        var seen = new List<string>();
        foreach (var program in Candidates())
        {
            var version = await VersionAsync(program, ct);
            if (version is not null && Major(version) >= Oldest) return new(HomeOf(program), version);
            seen.Add(version is null ? $"{program}, which does not say its version" : $"Java {version}, {program}");
        }

        var found = seen.Count > 0 ? "found: " + string.Join("; ", seen) : $"none was found, {WhereLooked()}";
        throw new CommandFailedException(ExitCode.Failed,
            $"Spark needs Java {Oldest} or newer; {found}. Install one (such as openjdk-{Oldest}-jre-headless), set "
            + "JAVA_HOME to it, or start without --spark.");
    }

    /// <summary>The version in what <c>java -version</c> prints, or null.</summary>
    public static string? VersionIn(string output) =>
        Quoted().Match(output) is { Success: true } match ? match.Groups["version"].Value : null;

    /// <summary>17 of 17.0.15; 8 of 1.8.0_392.</summary>
    public static int Major(string version)
    {
        var parts = version.Split('.', '-', '_', '+');
        var major = int.Parse(parts[0]);
        return major == 1 && parts.Length > 1 ? int.Parse(parts[1]) : major;
    }

    static IEnumerable<string> Candidates()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (JavaHome is { } home) folders = [Path.Combine(home, "bin"), .. folders];
        return folders.Select(folder => Path.Combine(folder, "java")).Where(File.Exists).Distinct();
    }

    static string? JavaHome => Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home ? home : null;

    static string WhereLooked() =>
        JavaHome is { } home
            ? $"neither in JAVA_HOME, {home}, nor on the PATH" : "JAVA_HOME is not set and java is not on the PATH";

    static async Task<string?> VersionAsync(string program, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, ["-version"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        try
        {
            using var java = Process.Start(start)!;
            var output = java.StandardOutput.ReadToEndAsync(ct);
            var error = await java.StandardError.ReadToEndAsync(ct);
            await java.WaitForExitAsync(ct);
            return VersionIn(error + await output);
        }
        catch (Win32Exception)
        {
            return null;   // a file of that name that cannot be run
        }
    }

    // /usr/bin/java is a link into the installation, whose folder Spark needs.
    static string HomeOf(string program)
    {
        var real = new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program;
        return Path.GetDirectoryName(Path.GetDirectoryName(real))!;
    }

    [GeneratedRegex("version \"(?<version>[0-9][0-9A-Za-z._+-]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
