using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Whether a schedule can be made: its times, and what its jobs are asked for.</summary>
sealed class ScheduleCheckup(DatasetStore datasets, JobValidation validation, TimeProvider time)
{
    /// <returns>What is to be stored, when it would be due, and the spec with its features filled in.</returns>
    /// <exception cref="ProblemException">The times, the dataset or a setting is not possible.</exception>
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
