using Segmentation.Spark.Protos;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Spark.Connect;

/// <summary>The result of an operation.</summary>
/// <param name="ObservedMetrics">By the name of the <c>collect_metrics</c>, then by the name of the metric.</param>
/// <param name="Ml">The last answer of MLlib, or null.</param>
/// <param name="Sql">The relation of an SQL command, or null.</param>
sealed record ExecuteAnswer(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Literal>> ObservedMetrics,
    MlCommandResult? Ml, Relation? Sql);
