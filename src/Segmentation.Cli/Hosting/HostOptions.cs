using System.CommandLine;

namespace Segmentation.Cli;

/// <summary>The options that serve, api and worker share. Each overrides a setting.</summary>
static class HostOptions
{
    public static Option<string> Host { get; } = new("--host")
    {
        Description = "Address to listen on; default: 127.0.0.1. Any other needs Api:Keys=required or --allow-remote.",
        HelpName = "ADDRESS",
    };

    public static Option<int?> Port { get; } = new("--port")
    {
        Description = "Port to listen on; default: 8080; 0 takes a free one.",
        HelpName = "PORT",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token]
                    && (!int.TryParse(token.Value, out var port) || port is < 0 or > 65535))
                    result.AddError($"--port is {token.Value}; allowed: 0 to 65535.");
            },
        },
    };

    public static Option<bool> AllowRemote { get; } = new("--allow-remote")
    {
        Description = "Accept other machines without requiring a key. Until the first key is made, anyone who reaches "
            + "the port can read and delete everything.",
    };

    public static Option<string> Data { get; } = new("--data")
    {
        Description =
            "Folder for uploaded files and results, shared by all machines of one service (Storage:DataFolder).",
        HelpName = "DIR",
    };

    public static Option<string> Connection { get; } = new("--connection")
    {
        Description = "PostgreSQL 15 or newer, such as \"Host=db;Username=me;Password=…;Database=segmentation\" "
            + "(Database:ConnectionString).",
        HelpName = "STRING",
    };

    public static Option<bool> Spark { get; } = new("--spark")
    {
        Description = "Also run a private Spark Connect server, for files too large for a worker's memory. "
            + "Needs Java 17 or newer and Apache Spark "
            + "(Spark:Home, SPARK_HOME, or the one that spark/install has downloaded).",
    };
}
