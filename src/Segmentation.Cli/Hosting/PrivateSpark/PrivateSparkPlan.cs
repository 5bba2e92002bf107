using Microsoft.Extensions.Configuration;

namespace Segmentation.Cli;

/// <summary>Everything a private Spark is started with, found before anything is created.</summary>
sealed record PrivateSparkPlan(JavaInstallation Java, SparkInstallation Spark, PrivateSparkOptions Options)
{
    public const string AddressKey = "Spark:Address";
    public const string UiKey = "Spark:Ui";

    /// <summary>Such as 4.3.0.</summary>
    public string Version => Spark.Version;

    public IReadOnlyDictionary<string, string> Environment(string token) => new Dictionary<string, string>
    {
        ["JAVA_HOME"] = Java.Home,
        ["SPARK_HOME"] = Spark.Home,
        ["SPARK_LOCAL_IP"] = "127.0.0.1",
        // The spark-defaults.conf beside the program: this machine's settings for other Sparks do not apply.
        ["SPARK_CONF_DIR"] = Path.Combine(AppContext.BaseDirectory, "spark"),
        // Not on the command line, which every user can read.
        ["SPARK_CONNECT_AUTHENTICATE_TOKEN"] = token,
    };

    /// <exception cref="CommandFailedException">Java or Spark is missing or too old, or a server is named
    /// already.</exception>
    public static async Task<PrivateSparkPlan> MakeAsync(IConfiguration configuration, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            throw new CommandFailedException(
                ExitCode.Usage, "--spark needs Linux or macOS; start a Spark Connect server and give Spark:Address.");
        if (configuration[AddressKey] is { Length: > 0 })
            throw new CommandFailedException(
                ExitCode.Usage, "Spark:Address names a server and --spark starts another one: give one of the two.");

        var options = configuration.GetSection("Spark").Get<PrivateSparkOptions>() ?? new();
        var java = await JavaInstallation.FindAsync(ct);
        return new(java, SparkInstallation.Find(options), options);
    }

    public IEnumerable<string> Command(int port, int uiPort, string scratch)
    {
        string[] settings =
        [
            "spark.connect.grpc.binding.address=127.0.0.1",
            $"spark.connect.grpc.binding.port={port}",
            $"spark.ui.port={uiPort}",
            $"spark.local.dir={scratch}",
            // Java leaves libraries and artifacts in its temporary folder when it is killed.
            $"spark.driver.extraJavaOptions=-Djava.io.tmpdir=\"{scratch}\"",
            "spark.log.level=WARN",
        ];
        return
        [
            Path.Combine(Spark.Home, "bin", "spark-class"), "org.apache.spark.deploy.SparkSubmit",
            "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
            "--master", Options.Master, "--driver-memory", Options.DriverMemory,
            .. settings.SelectMany(setting => (string[])["--conf", setting]), "spark-internal",
        ];
    }
}
