using System.Text.Json;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Finds other finished runs on the same dataset with the same settings.</summary>
sealed class RunTwins(Jobs jobs)
{
    const int MostLookedAt = 200;

    /// <summary>The newest on the same engine and the newest on the other one; null where there is none among the
    /// newest 200 finished jobs of the dataset.</summary>
    public async Task<(Job? Same, Job? OtherEngine)> FindAsync(Job job, CancellationToken ct)
    {
        var query = new JobQuery
        {
            DatasetId = job.DatasetId,
            States = [JobState.Succeeded],
            PageSize = MostLookedAt,
        };
        var others = (await jobs.ListAsync(query, ct)).Jobs.Where(other => other.Id != job.Id).ToList();
        return (
            others.Find(other => other.Engine.Used == job.Engine.Used && SettingsOf(other) == SettingsOf(job)),
            others.Find(other => other.Engine.Used != job.Engine.Used && OnAnyEngine(other) == OnAnyEngine(job)));
    }

    // Which engine was asked for decides where a job runs, not what it should find.
    static string? SettingsOf(Job job) =>
        SegmentJob.SpecOf(job) is { } spec ? Text(spec with { Engine = EngineKind.Auto }) : null;

    // In process auto means Lloyd; what Spark took for it stands in the result, and is looked at there.
    static string? OnAnyEngine(Job job) => SegmentJob.SpecOf(job) is { } spec
        ? Text(spec with
        {
            Engine = EngineKind.Auto,
            Clusterer = spec.Clusterer == Clusterer.Auto ? Clusterer.Lloyd : spec.Clusterer,
        })
        : null;

    static string Text(SegmentationSpec spec) => JsonSerializer.Serialize(spec, ApiJson.Options);
}
