using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation jobs</c>: the jobs of a server, newest first.</summary>
static class JobsCommand
{
    static readonly Option<string> State = new("--state")
    {
        Description = "Only jobs in these states, separated by commas: queued, running, succeeded, failed, canceled",
        HelpName = "a,b",
    };

    static readonly Option<string> Text = new("--search")
    {
        Description = "Only jobs with this text in their name or file name, or with this id",
        HelpName = "TEXT",
    };

    static readonly Option<int> Limit = new("--limit")
    {
        Description = "List at most this many jobs",
        HelpName = "N",
        DefaultValueFactory = _ => 50,
    };

    public static Command Create()
    {
        var command = ClientOptions.Command(
            "jobs", "Lists the jobs of a server, newest first.",
            "segmentation jobs",
            "segmentation jobs --state queued,running",
            "segmentation jobs --search customers --json");
        command.Add(State);
        command.Add(Text);
        command.Add(Limit);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var query = $"api/v1/jobs?pageSize={parsed.GetValue(Limit)}";
        if (parsed.GetValue(State) is { Length: > 0 } state) query += $"&state={Uri.EscapeDataString(state)}";
        if (parsed.GetValue(Text) is { Length: > 0 } text) query += $"&q={Uri.EscapeDataString(text)}";

        var list = await server.GetAsync(query, ct);
        var jobs = list.GetProperty("jobs");
        if (parsed.GetValue(ClientOptions.Json)) Console.WriteLine(list.GetRawText());
        else if (jobs.GetArrayLength() > 0) Console.Write(JobReport.List(jobs));
        else ClientOptions.Say(parsed, "No jobs. Start one: segmentation submit customers.csv");
        return ExitCode.Ok;
    }
}
