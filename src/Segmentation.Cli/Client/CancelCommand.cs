using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation cancel</c>: ends a job.</summary>
static class CancelCommand
{
    public static Command Create()
    {
        var command = ClientOptions.Command(
            "cancel", "Cancels a queued or running job. Canceling it again does no harm.",
            "segmentation cancel job_01JD8XAMPLE0000000000000000");
        command.Add(ClientOptions.JobId);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var id = parsed.GetRequiredValue(ClientOptions.JobId);
        var job = await server.PostAsync($"{JobWatch.PathOf(id)}:cancel", null, ct);
        Console.WriteLine(parsed.GetValue(ClientOptions.Json) ? job.GetRawText() : JobReport.Text(job, "state"));
        if (!JobReport.IsFinal(job))
            ClientOptions.Say(parsed, $"The job ends within seconds. Next: segmentation status {id} --watch");
        return ExitCode.Ok;
    }
}
