using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Names and labels of the figures of the queue. No id is a label.</summary>
static class QueueMetrics
{
    static readonly string[] States = ["succeeded", "failed", "canceled"];
    static readonly string[] Outcomes = [.. States, "released", "crashed"];

    public static void Write(PrometheusText text, QueueFigure figure)
    {
        WriteQueues(text, figure);
        WriteTotals(text, figure);
        text.Gauge(
            "segmentation_jobs_active", "Running jobs.",
            Stages().Select(stage => One("stage", stage, figure.Active.GetValueOrDefault(stage))));
        text.Gauge(
            "segmentation_leases_expired", "Running jobs whose lease has ended and that nobody has taken yet.",
            figure.ExpiredLeases);
        text.Gauge("segmentation_workers", "Live workers.", figure.Workers);
        text.Gauge("segmentation_worker_slots", "Jobs that the live workers run at once.", figure.Slots);
        text.Gauge("segmentation_workers_ready", "Live workers on which an engine is ready.",
            figure.Queues.Select(queue => One("engine", queue.Name, figure.Ready.GetValueOrDefault(queue.Name))));
        text.Gauge(
            "segmentation_database_oldest_snapshot_seconds", "Age of the oldest snapshot that somebody holds.",
            figure.OldestSnapshot);
        text.Gauge(
            "segmentation_database_dead_rows", "Dead rows of the table of jobs, as the database estimates.",
            figure.DeadRows);
    }

    static void WriteQueues(PrometheusText text, QueueFigure figure)
    {
        IEnumerable<Reading> Each(Func<QueueLine, double> value) =>
            figure.Queues.Select(queue => One("queue", queue.Name, value(queue)));
        text.Gauge("segmentation_queue_depth", "Queued jobs that could run now.", Each(queue => queue.Due));
        text.Gauge("segmentation_queue_delayed", "Queued jobs whose time has not come.", Each(queue => queue.Delayed));
        text.Gauge(
            "segmentation_queue_oldest_seconds", "How long the queued job that has been due for longest waits.",
            Each(queue => queue.OldestSeconds));
        text.Gauge(
            "segmentation_queue_paused", "1 while nothing is taken from the queue.",
            Each(queue => queue.Paused ? 1 : 0));
    }

    static void WriteTotals(PrometheusText text, QueueFigure figure)
    {
        text.Counter("segmentation_jobs_total", "Finished jobs.", Pairs("state", States, figure.Jobs, figure));
        text.Counter(
            "segmentation_attempts_total", "Ended attempts; crashed: the worker was lost.",
            Pairs("outcome", Outcomes, figure.Attempts, figure));
        text.Histogram("segmentation_stage_duration_seconds", "Time a stage took.", StageTimes.Bounds,
            figure.Stages.OrderBy(stage => stage.Key)
                .Select(stage => new HistogramLine(
                    [("stage", stage.Key.Stage), ("engine", stage.Key.Engine)],
                    stage.Value.Counts, stage.Value.Sum)));
        text.Counter(
            "segmentation_rows_total", "Rows of finished jobs.",
            figure.Rows.OrderBy(row => row.Key).Select(row => One("result", row.Key, row.Value)));
    }

    static IEnumerable<string> Stages() => Enum.GetValues<Stage>().Select(EnumWord.Of).Prepend("starting");

    // Starts at 0: if a series began with its first event, Prometheus would not see that event.
    static IEnumerable<Reading> Pairs(
        string name, string[] words, IReadOnlyDictionary<(string, string), long> counts, QueueFigure figure) =>
        from word in words
        from queue in figure.Queues
        select new Reading([(name, word), ("engine", queue.Name)], counts.GetValueOrDefault((word, queue.Name)));

    static Reading One(string name, string label, double value) => new([(name, label)], value);
}
