using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Segmentation.Json;

namespace Segmentation.Cli;

/// <summary><c>segmentation schedules create</c>: sends a file, or names a dataset, and has it run on a
/// schedule.</summary>
static class CreateScheduleCommand
{
    static readonly Argument<string> Source = new("FILE")
    {
        Description =
            "A file, - for standard input, the URI of data on the cluster, or the id of a dataset (ds_…)",
    };

    static readonly Option<string> Cron = new("--cron")
    {
        Description = "Minute hour day month weekday, such as \"0 6 * * MON-FRI\"; six fields have the second first",
        HelpName = "TEXT",
        Required = true,
    };

    static readonly Option<string> Zone = new("--time-zone")
    {
        Description = "Time zone of the expression, an IANA name such as Europe/Berlin; default: UTC",
        HelpName = "NAME",
    };

    static readonly Option<string?> Name = new("--name")
    {
        Description = "What to call the schedule and its jobs",
        HelpName = "TEXT",
    };

    public static Command Create()
    {
        var options = new RunOptions(inProcess: false);
        var command = ClientOptions.Command(
            "create", "Runs a segmentation at the times of a cron expression.",
            "segmentation schedules create customers.csv --cron \"0 6 * * MON\" --time-zone Europe/Berlin",
            "segmentation schedules create s3a://bucket/customers --cron \"30 2 1 * *\" --k 5");
        command.Add(Source);
        command.Add(Cron);
        command.Add(Zone);
        command.Add(Name);
        command.Add(StartOptions.Priority);
        options.AddTo(command);
        command.SetAction((parsed, ct) => RunAsync(parsed, options.Read(parsed), ct));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, SegmentationSpec spec, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var source = parsed.GetRequiredValue(Source);
        var dataset = source.StartsWith("ds_", StringComparison.Ordinal) && !File.Exists(source)
            ? source : JobReport.Text(await SubmitCommand.DatasetAsync(server, source, new(), ct), "id");
        var job = JsonSerializer.SerializeToNode(spec, ResultJson.Default.SegmentationSpec)!.AsObject();
        job["datasetId"] = dataset;
        StartOptions.AddTo(job, parsed);
        var body = new JsonObject { ["cron"] = parsed.GetRequiredValue(Cron), ["job"] = job };
        if (parsed.GetValue(Zone) is { Length: > 0 } zone) body["timeZone"] = zone;
        if (parsed.GetValue(Name) is { } name) body["name"] = name;

        var schedule = await server.SendAsync(HttpMethod.Post, "api/v1/schedules", body, ct);
        Console.Write(
            parsed.GetValue(ClientOptions.Json) ? schedule.GetRawText() + "\n" : SchedulesCommand.Of(schedule));
        return ExitCode.Ok;
    }
}
