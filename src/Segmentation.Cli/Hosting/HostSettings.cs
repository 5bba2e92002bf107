using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Segmentation.Cli;

/// <summary>All settings of a host: appsettings.json, then SEGMENTATION_ variables, then the command line; the last one
/// wins.</summary>
sealed class HostSettings
{
    public const string ConnectionKey = "Database:ConnectionString";
    public const string DataFolderKey = "Storage:DataFolder";

    readonly bool _remoteAllowed;

    HostSettings(IConfigurationRoot configuration, bool remoteAllowed, string host, int port) =>
        (Configuration, _remoteAllowed, Host, Port) = (configuration, remoteAllowed, host, port);

    public IConfigurationRoot Configuration { get; }

    public string Host { get; }

    /// <summary>0: any free port.</summary>
    public int Port { get; }

    public string? Connection => Configuration[ConnectionKey] is { Length: > 0 } given ? given : null;

    public string DataFolder => Configuration[DataFolderKey]!;

    public static HostSettings Load(ParseResult parsed)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables("SEGMENTATION_")
            .AddInMemoryCollection()
            .Build();
        if (Given(parsed, HostOptions.Connection) is { } connection) configuration[ConnectionKey] = connection;
        var data = Given(parsed, HostOptions.Data) ?? configuration[DataFolderKey];
        configuration[DataFolderKey] = Path.GetFullPath(data is { Length: > 0 } ? data : UsualDataFolder());

        return new(
            configuration,
            Listens(parsed) && parsed.GetValue(HostOptions.AllowRemote),
            Listens(parsed) ? Given(parsed, HostOptions.Host) ?? "127.0.0.1" : "127.0.0.1",
            Listens(parsed) ? parsed.GetValue(HostOptions.Port) ?? 8080 : 0);
    }

    /// <summary>Refuses an address that other machines can reach, unless every request needs a key or the user allows
    /// it.</summary>
    /// <exception cref="CommandFailedException">Other machines can reach the address, and nothing allows
    /// that.</exception>
    public void CheckReach()
    {
        if (_remoteAllowed || IsLoopback(Host) || AreKeysRequired) return;
        throw new CommandFailedException(ExitCode.Usage,
            $"--host {Host} can be reached from other machines, and no key is required: anyone who reaches the port "
            + "can read and delete everything. Set Api:Keys to required, or add --allow-remote if that is intended.");
    }

    /// <exception cref="CommandFailedException">There is no connection string.</exception>
    public void RequireConnection(string command)
    {
        if (Connection is not null) return;
        throw new CommandFailedException(ExitCode.Usage,
            $"segmentation {command} needs a PostgreSQL: give --connection or SEGMENTATION_Database__ConnectionString. "
            + "segmentation serve brings its own.");
    }

    bool AreKeysRequired => string.Equals(Configuration["Api:Keys"], "required", StringComparison.OrdinalIgnoreCase);

    static bool Listens(ParseResult parsed) => parsed.CommandResult.Command.Options.Contains(HostOptions.Host);

    static string? Given(ParseResult parsed, Option<string> option) =>
        parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    static string UsualDataFolder() => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
        ? "/var/lib/segmentation/data"
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "segmentation");
}
