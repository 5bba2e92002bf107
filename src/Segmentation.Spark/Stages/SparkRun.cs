using System.Diagnostics;
using System.Text.Json;
using Segmentation.Progress;
using Segmentation.Spark.Connect;

namespace Segmentation.Spark.Stages;

/// <summary>The Spark session of a run, and the progress of what Spark does for it.</summary>
sealed class SparkRun(ConnectSession session, StageClock clock, CancellationToken ct)
{
    public ConnectSession Session => session;
    public StageClock Clock => clock;
    public CancellationToken Stop => ct;

    /// <summary>Runs a command.</summary>
    public Task RunAsync(string sql) => session.RunSqlAsync(sql, ct);

    /// <summary>Runs a command that takes long and reports its progress.</summary>
    public Task RunAsync(string sql, string doing) => session.RunSqlAsync(sql, TasksOf(doing), ct);

    /// <summary>The rows of a query, whose progress is reported.</summary>
    public async Task<JsonElement[]> AskAsync(string query, string doing)
    {
        using var json = JsonDocument.Parse(await session.JsonAsync(query, TasksOf(doing), ct));
        return [.. json.RootElement.EnumerateArray().Select(row => row.Clone())];
    }

    /// <summary>The only row of a query.</summary>
    public async Task<JsonElement> AskOneAsync(string query, string doing) => (await AskAsync(query, doing))[0];

    /// <summary>The rows of a query, as text.</summary>
    public Task<string> AskTextAsync(string query, string doing) => session.JsonAsync(query, TasksOf(doing), ct);

    /// <summary>Reports Spark's own count of tasks.</summary>
    public IProgress<TaskProgress> TasksOf(string doing) => new TaskReport(clock, doing);

    // Tasks of a cold cluster take seconds, and their count does not move: so it also reports that they run and how
    // long.
    sealed class TaskReport(StageClock clock, string doing) : IProgress<TaskProgress>
    {
        readonly long _begun = Stopwatch.GetTimestamp();

        public void Report(TaskProgress value) => clock.Count(value.TasksDone, value.Tasks, "tasks",
            $"{doing}: {value.TasksDone:N0} of {value.Tasks:N0} tasks, {value.Running:N0} running"
            + (value.BytesRead > 0 ? $", {EngineChoice.Size(value.BytesRead)} read" : "")
            + $", {(int)Stopwatch.GetElapsedTime(_begun).TotalSeconds} s");
    }
}
