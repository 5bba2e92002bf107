using Segmentation.Spark.Protos;

namespace Segmentation.Spark.Connect;

sealed partial class ConnectSession
{
    /// <summary>Stops all work of this session. An unknown session is no error.</summary>
    public async Task InterruptAllAsync(CancellationToken ct)
    {
        try
        {
            await InterruptAsync(new InterruptRequest { InterruptType = InterruptRequest.Types.InterruptType.All }, ct);
        }
        catch (SparkException e) when (e.IsSessionLost)
        {
            // There is nothing to stop.
        }
    }

    /// <summary>Ends the session: running work stops, views, models and cached rows are freed. An unknown session is no
    /// error.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        var request = new ReleaseSessionRequest
        {
            SessionId = _session,
            UserContext = User,
            ClientType = channel.ClientType,
        };
        try
        {
            await CallAsync("ReleaseSession", request, ReleaseSessionResponse.Parser, ShortLimit, ct);
        }
        catch (SparkException e) when (e.IsSessionLost)
        {
            // Released already, or lost with the server.
        }
    }

    internal Task<InterruptResponse> InterruptAsync(InterruptRequest request, CancellationToken ct)
    {
        (request.SessionId, request.UserContext, request.ClientType) = (_session, User, channel.ClientType);
        return CallAsync("Interrupt", request, InterruptResponse.Parser, ShortLimit, ct);
    }

    /// <summary>Lets the server delete the answers of an operation up to one, or the whole operation.</summary>
    internal async Task ReleaseOperationAsync(string operation, string? until)
    {
        var request = new ReleaseExecuteRequest
        {
            SessionId = _session,
            UserContext = User,
            ClientType = channel.ClientType,
            OperationId = operation,
        };
        if (until is null) request.ReleaseAll = new();
        else request.ReleaseUntil = new() { ResponseId = until };

        try
        {
            await channel.CallAsync(
                "ReleaseExecute", request, ReleaseExecuteResponse.Parser, ShortLimit, CancellationToken.None);
        }
        catch (SparkException)
        {
            // After some minutes the server deletes by itself what no client has released.
        }
    }
}
