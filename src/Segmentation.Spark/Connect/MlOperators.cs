using System.Security.Cryptography;
using Segmentation.Spark.Protos;
using OperatorType = Segmentation.Spark.Protos.MlOperator.Types.OperatorType;

namespace Segmentation.Spark.Connect;

/// <summary>Names classes of MLlib, each with a new id, as Spark's own clients do.</summary>
static class MlOperators
{
    /// <param name="name">The class, for example <c>org.apache.spark.ml.clustering.KMeans</c>.</param>
    public static MlOperator Estimator(string name) => Named(name, OperatorType.Estimator);

    /// <inheritdoc cref="Estimator"/>
    public static MlOperator Transformer(string name) => Named(name, OperatorType.Transformer);

    /// <inheritdoc cref="Estimator"/>
    public static MlOperator Evaluator(string name) => Named(name, OperatorType.Evaluator);

    static MlOperator Named(string name, OperatorType type) => new()
    {
        Name = name,
        Uid = $"{name[(name.LastIndexOf('.') + 1)..]}_{RandomNumberGenerator.GetHexString(12, lowercase: true)}",
        Type = type,
    };
}
