using Google.Protobuf.Collections;
using Segmentation.Spark.Protos;
using Error = Segmentation.Spark.Protos.FetchErrorDetailsResponse.Types.Error;

namespace Segmentation.Spark.Connect;

sealed partial class ConnectSession
{
    /// <summary>The same error with what the server keeps of it: the message and error class of its root cause.</summary>
    internal async Task<SparkException> DetailedAsync(SparkException error, CancellationToken ct)
    {
        if (error.ErrorId is null) return error;

        var request = new FetchErrorDetailsRequest
        {
            SessionId = _session,
            UserContext = User,
            ErrorId = error.ErrorId,
            ClientType = channel.ClientType,
        };
        try
        {
            var answer = await channel.CallAsync("FetchErrorDetails", request, FetchErrorDetailsResponse.Parser, ShortLimit, ct);
            return answer.HasRootErrorIdx ? Root(answer.Errors, answer.RootErrorIdx, error) : error;
        }
        catch (SparkException)
        {
            // What is known already is the better story than why more of it could not be had.
            return error;
        }
    }

    /// <summary>Why metrics could not be computed.</summary>
    internal static SparkException ErrorOf(ExecutePlanResponse.Types.ObservedMetrics observed) =>
        Root(observed.Errors, observed.RootErrorIdx, new SparkException(observed.Errors[0].Message));

    /// <summary>The innermost error that has an error class; without one, the error as it came.</summary>
    static SparkException Root(RepeatedField<Error> errors, int first, SparkException known)
    {
        Error? best = null;
        var seen = 0;
        for (var at = first; at >= 0 && at < errors.Count && seen++ < errors.Count; at = errors[at].HasCauseIdx ? errors[at].CauseIdx : -1)
        {
            if (errors[at].SparkThrowable is { HasErrorClass: true }) best = errors[at];
        }

        if (best is null) return known;

        var throwable = best.SparkThrowable;
        var root = SparkException.Of(throwable.ErrorClass, throwable.HasSqlState ? throwable.SqlState : known.SqlState, best.Message);
        return new SparkException(root.Message)
        {
            ErrorClass = root.ErrorClass,
            SqlState = root.SqlState,
            IsUnavailable = known.IsUnavailable || root.IsUnavailable,
            IsSessionLost = known.IsSessionLost || root.IsSessionLost,
            IsInterrupted = known.IsInterrupted || root.IsInterrupted,
        };
    }
}
