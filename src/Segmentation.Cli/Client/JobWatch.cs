using System.Text.Json;
using Spectre.Console;

namespace Segmentation.Cli;

/// <summary>Follows a job to its end: with a progress bar on a terminal, silently elsewhere.</summary>
static class JobWatch
{
    const int LongPollSeconds = 30;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    public static Task<JsonElement> ToEndAsync(ServerClient server, string id, bool quiet, CancellationToken ct) =>
        quiet || !Terminal.IsWatched ? SilentlyAsync(server, id, ct) : UnderBarAsync(server, id, ct);

    public static string PathOf(string id) => $"api/v1/jobs/{Uri.EscapeDataString(id)}";

    static async Task<JsonElement> SilentlyAsync(ServerClient server, string id, CancellationToken ct)
    {
        while (true)
        {
            var job = await server.GetAsync(PathOf(id), ct, LongPollSeconds);
            if (JobReport.IsFinal(job)) return job;
        }
    }

    static Task<JsonElement> UnderBarAsync(ServerClient server, string id, CancellationToken ct) =>
        Terminal.Open().Progress().AutoClear(enabled: true)
            .Columns(
                new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = context.AddTask("Queued");
                while (true)
                {
                    var job = await server.GetAsync(PathOf(id), ct);
                    bar.Value = job.GetProperty("progress").GetDouble();
                    if (JobReport.Text(job, "message") is { Length: > 0 } message)
                        bar.Description = message.EscapeMarkup();
                    if (JobReport.IsFinal(job)) return job;
                    await Task.Delay(Look, ct);
                }
            });
}
