using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation serve</c>: the whole service on this machine.</summary>
static class ServeCommand
{
    public static Command Create()
    {
        var command = new ProgramCommand(
            "serve", "Runs the page, the API, a worker and, without a connection string, a private PostgreSQL.",
            "segmentation serve                        everything on this machine, at http://127.0.0.1:8080",
            "segmentation serve --port 9000 --data /srv/segmentation",
            "segmentation serve --spark                and a Spark for large files")
        {
            HostOptions.Host,
            HostOptions.Port,
            HostOptions.AllowRemote,
            HostOptions.Data,
            HostOptions.Connection,
            HostOptions.Spark,
        };
        command.SetAction(
            (parsed, ct) => new Service(HostSettings.Load(parsed), parsed.GetValue(HostOptions.Spark)).RunAsync(ct));
        return command;
    }
}
