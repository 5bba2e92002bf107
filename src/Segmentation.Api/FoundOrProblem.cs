using Segmentation.Data;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Finds what an address names, or throws the problem that it does not exist or was deleted.</summary>
static class FoundOrProblem
{
    public static async Task<Dataset> NeedAsync(this DatasetStore datasets, string id, CancellationToken ct)
    {
        if (!DatasetId.TryParse(id, out var known)) throw new ProblemException(Problems.NoSuchDataset(id));
        if (await datasets.FindAsync(known, ct) is { } dataset) return dataset;
        if (await datasets.FindInspectionAsync(known, ct) is { } open)
            throw new ProblemException(open.Problem is { } why ? Problems.OfJob(why) : Problems.Inspecting(id));
        if (await datasets.FindIntakeAsync(known, ct) is { } intake)
        {
            if (intake.Same is { } same && await datasets.FindAsync(same, ct) is { } found) return found;
            throw new ProblemException(
                intake.Problem is { } refused ? Problems.OfJob(refused)
                : intake.IsLost ? Problems.ReadingLost(intake.FileName) : Problems.Reading(id));
        }

        throw new ProblemException(await datasets.DeletedAtAsync(known, ct) is { } at
            ? Problems.DeletedDataset(id, at) : Problems.NoSuchDataset(id));
    }

    /// <summary>The first rows: from the file, or those stored with a dataset that has none.</summary>
    public static Task<Preview> PreviewAsync(
        this DatasetStore datasets, Dataset dataset, FileStore files, int rows, CancellationToken ct) =>
        dataset.Uri is null
            ? Task.Run(() => DatasetReader.Preview(files.SourceFile(dataset.Id), dataset.Info, rows, ct), ct)
            : datasets.PreviewAsync(dataset.Id, rows, ct);

    public static Task<Job> NeedAsync(this Jobs jobs, string id, CancellationToken ct) =>
        jobs.NeedAsync(id, Problems.NoSuchJob, ct);

    public static async Task<Job> NeedAsync(
        this Jobs jobs, string id, Func<string, Problem> unknown, CancellationToken ct)
    {
        if (!JobId.TryParse(id, out var known)) throw new ProblemException(unknown(id));
        if (await jobs.FindAsync(known, ct) is { } job) return job;
        throw new ProblemException(
            await jobs.DeletedAtAsync(known, ct) is { } at ? Problems.Deleted(id, at) : unknown(id));
    }
}
