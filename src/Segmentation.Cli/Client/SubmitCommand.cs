using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Segmentation.Json;
using Segmentation.Settings;

namespace Segmentation.Cli;

/// <summary><c>segmentation submit</c>: sends a file to a server and starts a job on it.</summary>
static class SubmitCommand
{
    static readonly Argument<string> Source = new("FILE")
    {
        Description = "A CSV, workbook, Parquet, .gz or .zip, - for standard input, "
            + "or the URI of a file or folder that the server's cluster reads",
    };

    static readonly Option<bool> Wait = new("--wait")
    {
        Description = "Wait for the end of the job; exit code 1 when it fails",
    };

    static readonly Option<string?> Name = new("--name") { Description = "Name of the job", HelpName = "TEXT" };

    public static Command Create()
    {
        var options = new RunOptions(inProcess: false);
        var command = ClientOptions.Command(
            "submit", "Sends a file to a server and starts a job on it.",
            "segmentation submit customers.csv",
            "segmentation submit customers.csv --features Income,Score --wait",
            "segmentation submit customers.xlsx --sheet Customers",
            "segmentation submit customers.csv --engine spark --clusterer mllib",
            "segmentation submit customers.csv --at 2026-12-01T06:00 --priority 10",
            "segmentation submit s3a://bucket/customers/2026",
            "segmentation submit customers.csv --server http://segments.example:8080");
        command.Add(Source);
        options.AddTo(command);
        ReadingOptions.AddTo(command);
        command.Add(Name);
        command.Add(StartOptions.At);
        command.Add(StartOptions.Priority);
        command.Add(Wait);
        command.SetAction((parsed, ct) => RunAsync(parsed, options.Read(parsed), ct));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, SegmentationSpec spec, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var reading = ReadingOptions.Read(parsed);
        var dataset = await DatasetAsync(server, parsed.GetRequiredValue(Source), reading, ct);
        var job = await StartAsync(parsed, server, JobReport.Text(dataset, "id"), spec, ct);
        var id = JobReport.Text(job, "id");
        var json = parsed.GetValue(ClientOptions.Json);
        if (!json) Console.WriteLine(id);

        if (parsed.GetValue(Wait)) job = await WaitAsync(server, id, parsed.GetValue(ClientOptions.Quiet), ct);
        if (json) Console.WriteLine(job.GetRawText());
        Tell(parsed, job, id);
        return JobReport.ExitCodeOf(job);
    }

    /// <summary>Uploads a file, or names data that is already on the cluster; returns the dataset.</summary>
    public static async Task<JsonElement> DatasetAsync(
        ServerClient server, string source, FileReading reading, CancellationToken ct)
    {
        if (ClusterDataset.IsUri(source))
            return reading == new FileReading()
                ? await ClusterDataset.NameAsync(server, source, ct)
                : throw new CommandFailedException(
                    ExitCode.Usage, "Data on the cluster is UTF-8 CSV and read as it is: leave out "
                    + string.Join(", ", ReadingSettings.All.Select(setting => setting.Option)) + ".");
        using var input = await InputFile.OpenAsync(source, ct);
        return await UploadAsync(server, input, reading, ct);
    }

    static async Task<JsonElement> UploadAsync(
        ServerClient server, InputFile input, FileReading reading, CancellationToken ct)
    {
        await using var bytes = File.OpenRead(input.Path);
        using var file = new StreamContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var name = input.Name == "standard input" ? "stdin.csv" : input.Name;
        using var form = new MultipartFormDataContent { { file, "file", name } };
        foreach (var setting in ReadingSettings.All)
            if (setting.TextOf(reading) is { } text) form.Add(new StringContent(text), setting.Name);
        return await server.PostAsync("api/v1/datasets", form, ct);
    }

    static async Task<JsonElement> StartAsync(
        ParseResult parsed, ServerClient server, string dataset, SegmentationSpec spec, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToNode(spec, ResultJson.Default.SegmentationSpec)!.AsObject();
        body["datasetId"] = dataset;
        if (parsed.GetValue(Name) is { } name) body["name"] = JsonValue.Create(name);
        StartOptions.AddTo(body, parsed);
        return await server.SendAsync(HttpMethod.Post, "api/v1/jobs", body, ct);
    }

    static async Task<JsonElement> WaitAsync(ServerClient server, string id, bool quiet, CancellationToken ct)
    {
        try
        {
            return await JobWatch.ToEndAsync(server, id, quiet, ct);
        }
        catch (OperationCanceledException) when (Terminal.CanAsk)
        {
            await Console.Error.WriteAsync("The job continues without this command. Cancel it too? [y/N] ");
            if (Console.ReadLine() is "y" or "Y" or "yes")
                await server.PostAsync($"{JobWatch.PathOf(id)}:cancel", null, CancellationToken.None);
            throw;
        }
    }

    static void Tell(ParseResult parsed, JsonElement job, string id)
    {
        if (JobReport.ExitCodeOf(job) != ExitCode.Ok)
            Console.Error.WriteLine(JobReport.Text(job, "message"));
        else if (JobReport.IsFinal(job))
            ClientOptions.Say(
                parsed, $"Next: segmentation segments {id}, then segmentation download {id} -o segments.csv");
        else
            ClientOptions.Say(parsed, $"Next: segmentation status {id} --watch");
    }
}
