using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Checks a schedule before it is made: its times and the settings of its jobs.</summary>
sealed class ScheduleCheckup(DatasetStore datasets, JobValidation validation, TimeProvider time)
{
    /// <returns>What to store, when it would be due, and the spec with its features filled in.</returns>
    /// <exception cref="ProblemException">The times, the dataset or a setting is not valid.</exception>
    public async Task<(NewSchedule Schedule, IReadOnlyList<DateTimeOffset> Times, SegmentationSpec Filled)> RunAsync(
        CreateSchedule request, CancellationToken ct)
    {
        var times = request.Check(time.GetUtcNow());
        var spec = request.Job.ToCheckedSpec();
        var dataset = await datasets.NeedAsync(request.Job.DatasetId, ct);
        var (filled, engine) = await validation.CheckAsync(dataset, spec, ct);
        var schedule = new NewSchedule(dataset.Id, spec, engine, request.Cron, request.TimeZone)
        {
            Name = request.NameOfJobs,
            Priority = request.Job.ToPriority(),
        };
        return (schedule, times, filled);
    }
}
