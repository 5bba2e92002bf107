using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation status</c>: the state of a job.</summary>
static class StatusCommand
{
    static readonly Option<bool> Watch = new("--watch") { Description = "Follow the job to its end" };

    public static Command Create()
    {
        var command = ClientOptions.Command(
            "status", "Shows the state of a job; exit code 1 when it has failed or was canceled.",
            "segmentation status job_01JD8XAMPLE0000000000000000",
            "segmentation status job_01JD8XAMPLE0000000000000000 --watch");
        command.Add(ClientOptions.JobId);
        command.Add(Watch);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var id = parsed.GetRequiredValue(ClientOptions.JobId);
        var job = parsed.GetValue(Watch)
            ? await JobWatch.ToEndAsync(server, id, parsed.GetValue(ClientOptions.Quiet), ct)
            : await server.GetAsync(JobWatch.PathOf(id), ct);
        Console.Write(parsed.GetValue(ClientOptions.Json) ? job.GetRawText() + "\n" : JobReport.Of(job));
        if (JobReport.Text(job, "state") == "succeeded") ClientOptions.Say(parsed, $"Next: segmentation segments {id}");
        return JobReport.ExitCodeOf(job);
    }
}
