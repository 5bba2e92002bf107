namespace Segmentation.Cli;

/// <summary>An Apache Spark on this machine.</summary>
/// <param name="Home">Value for SPARK_HOME.</param>
/// <param name="Version">Such as 4.3.0.</param>
sealed record SparkInstallation(string Home, string Version)
{
    const int OldestMajor = 4;
    const string Jar = "spark-connect_2.13-";

    /// <summary>The one of the setting, else of SPARK_HOME, else the newest that <c>spark/install</c> has put into the
    /// cache.</summary>
    /// <exception cref="CommandFailedException">None that is new enough was found.</exception>
    public static SparkInstallation Find(PrivateSparkOptions options)
    {
        if (options.Home is { Length: > 0 } set)
            return At(set) ?? throw Failed(
                $"Spark:Home is {set}; allowed: a folder of Apache Spark {OldestMajor} or newer, with bin and jars.");
        if (Environment.GetEnvironmentVariable("SPARK_HOME") is { Length: > 0 } named)
            return At(named) ?? throw Failed(
                $"SPARK_HOME is {named}, which is not an Apache Spark {OldestMajor} or newer. Correct or unset it; "
                + "spark/install downloads one.");

        return Installed().FirstOrDefault() ?? throw Failed(
            $"Apache Spark was not found: SPARK_HOME is not set, and there is none in {Cache}. "
            + "Run  spark/install  in the repository's root to get it, or give Spark:Home.");
    }

    static string Cache => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "segmentation");

    static IEnumerable<SparkInstallation> Installed() =>
        !Directory.Exists(Cache) ? [] : Directory.GetDirectories(Cache, "spark-*")
        .OrderDescending(StringComparer.Ordinal)
        .Select(At)
        .OfType<SparkInstallation>();

    static SparkInstallation? At(string home)
    {
        var jars = Path.Combine(home, "jars");
        if (!Directory.Exists(jars) || !File.Exists(Path.Combine(home, "bin", "spark-class"))) return null;

        var jar = Directory.GetFiles(jars, Jar + "*.jar").FirstOrDefault();
        var version = Path.GetFileNameWithoutExtension(jar)?[Jar.Length..];
        return version is not null && int.TryParse(version.Split('.')[0], out var major) && major >= OldestMajor
            ? new(Path.GetFullPath(home), version)
            : null;
    }

    static CommandFailedException Failed(string sentence) => new(ExitCode.Failed, sentence);
}
