namespace Segmentation.Api;

/// <summary>What is said about queues and schedules.</summary>
static partial class Problems
{
    public static Problem NoSuchQueue(string name) => new(404, "QUEUE_NOT_FOUND", "No such queue",
        $"There is no queue «{Cut(name)}»; there are local and spark.");

    public static Problem NoSuchSchedule(string id) => new(404, "SCHEDULE_NOT_FOUND", "No such schedule",
        $"There is no schedule {Cut(id)}. GET /api/v1/schedules lists what there is.");

    public static Problem NotQueued(string id, string state) => new(409, "JOB_NOT_QUEUED", "The job is not queued any more",
        $"Job {id} is {state}. The priority counts only while a job is queued.");
}
