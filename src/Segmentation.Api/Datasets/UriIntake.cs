using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Turns a URI on the cluster into a dataset. A worker inspects it: this process has no Spark and never opens
/// the URI.</summary>
sealed class UriIntake(
    IOptions<DatasetOptions> places, Inspections inspections, DatasetStore datasets, WorkerSessions workers,
    TimeProvider clock)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>The dataset, or the inspection that is still open. A refused URI leaves nothing behind.</returns>
    /// <exception cref="ProblemException">No worker reaches Spark, or the data cannot be segmented.</exception>
    public async Task<(Dataset? Ready, Inspection? Open)> KeepAsync(UriDataset request, CancellationToken ct)
    {
        var uri = places.Value.Allowed(request.Uri);
        var live = await workers.LiveAsync(ct);
        if (!live.Any(worker => worker.Engines.Contains(EngineKind.Spark)))
            throw new ProblemException(Problems.EngineUnavailable(
                "No worker reaches Spark now, which has to read the data. Start one, or upload the file."));

        var name = FileNames.Clean(string.IsNullOrWhiteSpace(request.Name) ? uri.Name : request.Name);
        var id = await inspections.AddAsync(uri, name, ct);
        for (var began = clock.GetTimestamp(); ;)
        {
            if (await datasets.FindAsync(id, ct) is { } ready) return (ready, null);
            var open = await datasets.FindInspectionAsync(id, ct);
            if (open?.Problem is { } problem)
            {
                await datasets.RemoveInspectionAsync(id, ct);
                throw new ProblemException(Problems.OfJob(problem));
            }

            if (open is not null && clock.GetElapsedTime(began) > Longest) return (null, open);
            await Task.Delay(Pause, clock, ct);
        }
    }
}

/// <summary>Data that is already on the cluster.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UriDataset
{
    /// <summary>A CSV file, or a folder of CSV files with one header, that the cluster can read;
    /// it lies in one of the `datasetRoots` of `GET /api/v1/limits`.</summary>
    /// <example>s3a://bucket/customers/2026</example>
    public required string Uri { get; init; }

    /// <summary>What you call it. Default: the last part of the URI.</summary>
    /// <example>Customers of 2026</example>
    public string? Name { get; init; }
}
