using Segmentation.Spark.Protos;

namespace Segmentation.Spark.Connect;

sealed partial class Operation
{
    // The server keeps answers until they are released; these are short.
    const int ReleaseEvery = 100;

    static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan StopAgain = TimeSpan.FromMilliseconds(100);

    AnswerStream<ExecutePlanResponse> Execute()
    {
        var request = new ExecutePlanRequest
        {
            SessionId = session.Name,
            UserContext = session.User,
            ClientType = session.Channel.ClientType,
            OperationId = _id,
            Plan = plan,
            RequestOptions = { new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new() { Reattachable = true } } },
        };
        if (session.ServerSideId is { } server) request.ClientObservedServerSideSessionId = server;
        return session.Channel.Open("ExecutePlan", request, ExecutePlanResponse.Parser);
    }

    AnswerStream<ExecutePlanResponse> Reattach()
    {
        var request = new ReattachExecuteRequest
        {
            SessionId = session.Name,
            UserContext = session.User,
            ClientType = session.Channel.ClientType,
            OperationId = _id,
        };
        if (_last is not null) request.LastResponseId = _last;
        if (session.ServerSideId is { } server) request.ClientObservedServerSideSessionId = server;
        return session.Channel.Open("ReattachExecute", request, ExecutePlanResponse.Parser);
    }

    /// <summary>Lets the server forget the answers up to one, or the whole operation.</summary>
    async Task ReleaseAsync(string? until)
    {
        var request = new ReleaseExecuteRequest
        {
            SessionId = session.Name,
            UserContext = session.User,
            ClientType = session.Channel.ClientType,
            OperationId = _id,
        };
        if (until is null) request.ReleaseAll = new();
        else request.ReleaseUntil = new() { ResponseId = until };

        try
        {
            await session.Channel.CallAsync(
                "ReleaseExecute", request, ReleaseExecuteResponse.Parser, ReleaseLimit, CancellationToken.None);
        }
        catch (SparkException)
        {
            // The server drops what nobody releases by itself, after some minutes.
        }
    }

    /// <summary>Stops the work on the cluster. The token of the caller is canceled already, so this has a limit of its own.</summary>
    async Task StopAsync()
    {
        var request = new InterruptRequest
        {
            InterruptType = InterruptRequest.Types.InterruptType.OperationId,
            OperationId = _id,
        };
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            // A plan that was sent just now may arrive after the interrupt; then nothing was there to be interrupted yet.
            for (var tries = 0; tries < 3; tries++)
            {
                var answer = await session.InterruptAsync(request, limit.Token);
                if (answer.InterruptedIds.Count > 0 || _taken > 0 || !_known) break;

                await Task.Delay(StopAgain, limit.Token);
            }
        }
        catch (Exception e) when (e is SparkException or OperationCanceledException)
        {
            // The server is away or the session is gone; what may still run ends with the session, which is released in any case.
            return;
        }

        await ReleaseAsync(null);
    }
}
