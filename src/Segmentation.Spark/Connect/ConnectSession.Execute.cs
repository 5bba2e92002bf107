using Segmentation.Spark.Protos;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Spark.Connect;

sealed partial class ConnectSession
{
    // The name of the metric, in the request and in the answer.
    const string Rows = "rows";

    /// <summary>Runs a plan to its end. A lost stream is continued where it broke off; canceling also stops the work on
    /// the cluster.</summary>
    /// <exception cref="SparkException">Spark refused, failed, or went away.</exception>
    /// <exception cref="OperationCanceledException">Canceled; the cluster was asked to stop.</exception>
    public Task<ExecuteAnswer> ExecuteAsync(Plan plan, IProgress<TaskProgress>? progress, CancellationToken ct) =>
        new Operation(this, plan, progress).RunAsync(ct);

    /// <summary>Runs a statement that has an effect: a view, an insert, a setting. A query is only analyzed, not
    /// run.</summary>
    public Task RunSqlAsync(string sql, CancellationToken ct) => RunSqlAsync(sql, null, ct);

    /// <inheritdoc cref="RunSqlAsync(string, CancellationToken)"/>
    public Task RunSqlAsync(string sql, IProgress<TaskProgress>? progress, CancellationToken ct) =>
        RunAsync(new Command { SqlCommand = new SqlCommand { Input = Sql(sql) } }, progress, ct);

    /// <summary>The rows of a small query as a JSON array of objects, nulls included; in no particular order.</summary>
    public async Task<string> JsonAsync(string query, IProgress<TaskProgress>? progress, CancellationToken ct)
    {
        // The query makes the struct, because Spark does not expand a star in a metric.
        var rows = Sql($"select struct(*) as {Rows} from (\n{query}\n)");
        var metrics = await MetricsAsync(rows, new Dictionary<string, string>
        {
            [Rows] = $"to_json(collect_list({Rows}), map('ignoreNullFields', 'false'))",
        }, progress, ct);
        return metrics.TryGetValue(Rows, out var json) ? json.String : "[]";
    }

    /// <summary>Reads a relation once and computes SQL aggregates, by name.</summary>
    public async Task<IReadOnlyDictionary<string, Literal>> MetricsAsync(
        Relation relation, IReadOnlyDictionary<string, string> aggregates, IProgress<TaskProgress>? progress,
        CancellationToken ct)
    {
        var name = $"m{Interlocked.Increment(ref _plans)}";
        var collect = new CollectMetrics { Input = relation, Name = name };
        collect.Metrics.AddRange(aggregates.Select(Aggregate));
        var write = new WriteOperation
        {
            Input = Numbered(new Relation { CollectMetrics = collect }),
            Source = "noop",
            Mode = WriteOperation.Types.SaveMode.Overwrite,
        };
        var answer = await RunAsync(new Command { WriteOperation = write }, progress, ct);
        return answer.ObservedMetrics.TryGetValue(name, out var metrics) ? metrics : new Dictionary<string, Literal>();
    }

    /// <summary>Gives a relation a name that SQL of this session can use.</summary>
    public Task CreateViewAsync(Relation relation, string name, CancellationToken ct)
    {
        var view = new CreateDataFrameViewCommand { Input = relation, Name = name, Replace = true };
        return RunAsync(new Command { CreateDataframeView = view }, null, ct);
    }

    Task<ExecuteAnswer> RunAsync(Command command, IProgress<TaskProgress>? progress, CancellationToken ct) =>
        ExecuteAsync(new Plan { Command = command }, progress, ct);

    static Expression Aggregate(KeyValuePair<string, string> aggregate)
    {
        var value = new Expression { ExpressionString = new() { Expression = aggregate.Value } };
        return new Expression { Alias = new() { Expr = value, Name = { aggregate.Key } } };
    }
}
