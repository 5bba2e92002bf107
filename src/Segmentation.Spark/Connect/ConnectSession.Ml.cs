using Segmentation.Spark.Protos;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Spark.Connect;

sealed partial class ConnectSession
{
    /// <summary>Fits an estimator of MLlib.</summary>
    /// <returns>The id of the model, which stays on the server until it is deleted or the session ends.</returns>
    public async Task<string> FitAsync(
        MlOperator estimator, IReadOnlyDictionary<string, Literal> parameters, Relation dataset,
        IProgress<TaskProgress>? progress, CancellationToken ct)
    {
        var fit = new MlCommand.Types.Fit { Estimator = estimator, Params = Params(parameters), Dataset = dataset };
        var answer = await MlAsync(new MlCommand { Fit = fit }, progress, ct);
        return answer.OperatorInfo?.ObjRef?.Id
            ?? throw new SparkException($"Spark fitted {estimator.Name} but named no model.");
    }

    /// <summary>The rows with the columns that a fitted model adds.</summary>
    public Relation Transform(string modelId, Relation input, IReadOnlyDictionary<string, Literal> parameters) =>
        Transform(new MlRelation.Types.Transform { ObjRef = new ObjectRef { Id = modelId } }, input, parameters);

    /// <summary>The rows with the columns that a transformer adds.</summary>
    public Relation Transform(
        MlOperator transformer, Relation input, IReadOnlyDictionary<string, Literal> parameters) =>
        Transform(new MlRelation.Types.Transform { Transformer = transformer }, input, parameters);

    /// <summary>An attribute of a model; of several names, each is an attribute of the one before.</summary>
    public async Task<Literal> FetchAsync(string modelId, CancellationToken ct, params string[] methods)
    {
        var fetch = new Fetch { ObjRef = new ObjectRef { Id = modelId } };
        fetch.Methods.AddRange(methods.Select(method => new Fetch.Types.Method { Method_ = method }));
        var answer = await MlAsync(new MlCommand { Fetch = fetch }, null, ct);
        return answer.Param ?? throw new SparkException($"Spark's model has no value for {string.Join('.', methods)}.");
    }

    /// <summary>The value that an evaluator of MLlib gives the rows.</summary>
    public async Task<double> EvaluateAsync(
        MlOperator evaluator, IReadOnlyDictionary<string, Literal> parameters, Relation dataset,
        IProgress<TaskProgress>? progress, CancellationToken ct)
    {
        var evaluate = new MlCommand.Types.Evaluate
        {
            Evaluator = evaluator,
            Params = Params(parameters),
            Dataset = dataset,
        };
        var answer = await MlAsync(new MlCommand { Evaluate = evaluate }, progress, ct);
        return Literals.Number(
            answer.Param ?? throw new SparkException($"Spark's {evaluator.Name} answered no number."));
    }

    /// <summary>Frees models.</summary>
    public async Task DeleteAsync(IEnumerable<string> modelIds, CancellationToken ct)
    {
        var delete = new MlCommand.Types.Delete();
        delete.ObjRefs.AddRange(modelIds.Select(model => new ObjectRef { Id = model }));
        await RunAsync(new Command { MlCommand = new MlCommand { Delete = delete } }, null, ct);
    }

    async Task<MlCommandResult> MlAsync(MlCommand command, IProgress<TaskProgress>? progress, CancellationToken ct)
    {
        var answer = await RunAsync(new Command { MlCommand = command }, progress, ct);
        return answer.Ml ?? throw new SparkException("Spark's MLlib answered nothing.");
    }

    Relation Transform(
        MlRelation.Types.Transform transform, Relation input, IReadOnlyDictionary<string, Literal> parameters)
    {
        (transform.Input, transform.Params) = (input, Params(parameters));
        return Numbered(new Relation { MlRelation = new MlRelation { Transform = transform } });
    }

    static MlParams Params(IReadOnlyDictionary<string, Literal> parameters)
    {
        var all = new MlParams();
        foreach (var (name, value) in parameters) all.Params.Add(name, value);
        return all;
    }
}
