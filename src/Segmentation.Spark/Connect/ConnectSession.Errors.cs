using Google.Protobuf.Collections;
using Segmentation.Spark.Protos;
using Error = Segmentation.Spark.Protos.FetchErrorDetailsResponse.Types.Error;

namespace Segmentation.Spark.Connect;

sealed partial class ConnectSession
{
    /// <summary>Adds what the server stores of an error: the message and error class of its root cause.</summary>
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
            var answer = await channel.CallAsync(
                "FetchErrorDetails", request, FetchErrorDetailsResponse.Parser, ShortLimit, ct);
            return answer.HasRootErrorIdx ? Root(answer.Errors, answer.RootErrorIdx, error) : error;
        }
        catch (SparkException)
        {
            // The first error matters more than the failure to get its details.
            return error;
        }
    }

    /// <summary>The error because of which metrics could not be computed.</summary>
    internal static SparkException ErrorOf(ExecutePlanResponse.Types.ObservedMetrics observed) =>
        Root(observed.Errors, observed.RootErrorIdx, new SparkException(observed.Errors[0].Message));

    /// <summary>The innermost error that has an error class; when none has, the known error.</summary>
    static SparkException Root(RepeatedField<Error> errors, int first, SparkException known)
    {
        Error? best = null;
        var seen = 0;
        for (var at = first; at >= 0 && at < errors.Count && seen++ < errors.Count;)
        {
            if (errors[at].SparkThrowable is { HasErrorClass: true }) best = errors[at];
            at = errors[at].HasCauseIdx ? errors[at].CauseIdx : -1;
        }

        if (best is null) return known;

        var throwable = best.SparkThrowable;
        var sqlState = throwable.HasSqlState ? throwable.SqlState : known.SqlState;
        var root = SparkException.Of(throwable.ErrorClass, sqlState, best.Message);
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
