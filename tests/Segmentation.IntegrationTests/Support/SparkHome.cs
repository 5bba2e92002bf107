namespace Segmentation.IntegrationTests.Support;

/// <summary>Where Spark is on this machine.</summary>
static class SparkHome
{
    /// <summary>SPARK_HOME, else where the repository's own install script puts it.</summary>
    public static string Find()
    {
        var named = Environment.GetEnvironmentVariable("SPARK_HOME");
        var home = named is { Length: > 0 } ? named : Installed;
        Assert.True(
            File.Exists(Path.Combine(home, "bin", "spark-class")),
            $"These tests need Apache Spark 4.3 and it is not in {home}: set SPARK_HOME, or "
            + "run  spark/install  in the repository's root.");
        return home;
    }

    static string Installed => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "segmentation", "spark-4.3.0");
}
