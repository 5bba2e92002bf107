namespace Segmentation.Api;

/// <summary>Problems of queues and schedules.</summary>
static partial class Problems
{
    public static Problem NoSuchQueue(string name) => new(RequestErrors.QueueNotFound,
        $"There is no queue «{Cut(name)}»; there are local and spark.");

    public static Problem NoSuchSchedule(string id) => new(RequestErrors.ScheduleNotFound,
        $"There is no schedule {Cut(id)}. GET /api/v1/schedules lists what there is.");

    public static Problem NotQueued(string id, string state) => new(RequestErrors.JobNotQueued,
        $"Job {id} is {state}. The priority counts only while a job is queued.");
}
