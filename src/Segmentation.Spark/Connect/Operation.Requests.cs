using Segmentation.Spark.Protos;
using RequestOption = Segmentation.Spark.Protos.ExecutePlanRequest.Types.RequestOption;

namespace Segmentation.Spark.Connect;

sealed partial class Operation
{
    // The server stores answers until they are released; these are short.
    const int ReleaseEvery = 100;

    AnswerStream<ExecutePlanResponse> Execute()
    {
        var request = new ExecutePlanRequest
        {
            SessionId = session.Name,
            UserContext = session.User,
            ClientType = session.Channel.ClientType,
            OperationId = _id,
            Plan = plan,
            RequestOptions = { new RequestOption { ReattachOptions = new() { Reattachable = true } } },
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
}
