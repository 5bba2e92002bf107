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
        var (settings, page) = (SettingsOf(job), await jobs.ListAsync(query, ct));
        var twins = page.Jobs.Where(other => other.Id != job.Id && SettingsOf(other) == settings).ToList();
        return (
            twins.Find(other => other.Engine.Used == job.Engine.Used),
            twins.Find(other => other.Engine.Used != job.Engine.Used));
    }

    // Which engine was asked for decides where a job runs, not what it should find.
    static string? SettingsOf(Job job) => SegmentJob.SpecOf(job) is { } spec
        ? JsonSerializer.Serialize(spec with { Engine = EngineKind.Auto }, ApiJson.Options) : null;
}
