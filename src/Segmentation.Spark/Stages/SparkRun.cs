using System.Diagnostics;
using System.Text.Json;
using Segmentation.Progress;
using Segmentation.Spark.Connect;

namespace Segmentation.Spark.Stages;

/// <summary>One run's session, and what it tells while Spark works.</summary>
sealed class SparkRun(ConnectSession session, StageClock clock, CancellationToken ct)
{
    public ConnectSession Session => session;
    public StageClock Clock => clock;
    public CancellationToken Stop => ct;

    /// <summary>Runs a command.</summary>
    public Task RunAsync(string sql) => session.RunSqlAsync(sql, ct);

    /// <summary>Runs a command that takes long.</summary>
    public Task RunAsync(string sql, string doing) => session.RunSqlAsync(sql, Tell(doing), ct);

    /// <summary>The rows of a query.</summary>
    public async Task<JsonElement[]> AskAsync(string query, string doing)
    {
        using var json = JsonDocument.Parse(await session.JsonAsync(query, Tell(doing), ct));
        return [.. json.RootElement.EnumerateArray().Select(row => row.Clone())];
    }

    /// <summary>The only row of a query.</summary>
    public async Task<JsonElement> AskOneAsync(string query, string doing) => (await AskAsync(query, doing))[0];

    /// <summary>The rows of a query, as text.</summary>
    public Task<string> AskTextAsync(string query, string doing) => session.JsonAsync(query, Tell(doing), ct);

    /// <summary>Passes on Spark's own count of tasks.</summary>
    public IProgress<TaskProgress> Tell(string doing) => new Teller(clock, doing);

    // Tasks of a cold cluster take seconds: that they run, and how long, is told by the same words of Spark.
    sealed class Teller(StageClock clock, string doing) : IProgress<TaskProgress>
    {
        readonly long _begun = Stopwatch.GetTimestamp();

        public void Report(TaskProgress value) => clock.Count(value.TasksDone, value.Tasks, "tasks",
            $"{doing}: {value.TasksDone:N0} of {value.Tasks:N0} tasks, {value.Running:N0} running"
            + (value.BytesRead > 0 ? $", {EngineChoice.Size(value.BytesRead)} read" : "")
            + $", {(int)Stopwatch.GetElapsedTime(_begun).TotalSeconds} s");
    }
}

/// <summary>Cells of an answer.</summary>
static class Answers
{
    public static double Double(this JsonElement row, string name) => AsDouble(row.GetProperty(name));

    public static long Long(this JsonElement row, string name) => row.GetProperty(name).GetInt64();

    public static int Int(this JsonElement row, string name) => row.GetProperty(name).GetInt32();

    public static double[] Doubles(this JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(AsDouble)];

    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    /// <summary>Null where no row had a value.</summary>
    public static double? Maybe(this JsonElement row, string name) =>
        row.GetProperty(name).ValueKind == JsonValueKind.Null ? null : row.Double(name);

    // Spark writes what JSON has no number for as text.
    static double AsDouble(JsonElement cell) => cell.ValueKind == JsonValueKind.String
        ? cell.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => double.NaN }
        : cell.GetDouble();
}
