using System.Globalization;
using Google.Protobuf;
using Segmentation.Spark.Protos;

namespace Segmentation.Spark.Connect;

/// <summary>One session on a Spark Connect server. It need not be opened; everyone who knows its id can interrupt and
/// release it.</summary>
/// <param name="id">Names the session; an id that was released cannot be used again.</param>
/// <param name="user">The owner that Spark shows; the same id of another user is another session.</param>
sealed partial class ConnectSession(ConnectChannel channel, Guid id, string user)
{
    static readonly TimeSpan ShortLimit = TimeSpan.FromSeconds(10);

    readonly string _session = id.ToString("D", CultureInfo.InvariantCulture);
    string? _server;
    long _plans;

    public Guid Id => id;

    /// <summary>The name of the session on the server; null before its first answer.</summary>
    internal string? ServerSideId => _server;

    internal string Name => _session;

    internal ConnectChannel Channel => channel;

    internal UserContext User => new() { UserId = user };

    /// <summary>The rows of a query, not run yet.</summary>
    public Relation Sql(string query) => Numbered(new Relation { Sql = new SQL { Query = query } });

    /// <summary>Spark's version, for example 4.3.0.</summary>
    public async Task<string> VersionAsync(CancellationToken ct)
    {
        var answer = await AnalyzeAsync(request => request.SparkVersion = new(), ShortLimit, ct);
        return answer.SparkVersion.Version;
    }

    /// <summary>Sets a setting of this session.</summary>
    public async Task SetAsync(string key, string value, CancellationToken ct)
    {
        var set = new ConfigRequest.Types.Set { Pairs = { new KeyValue { Key = key, Value = value } } };
        await ConfigAsync(new ConfigRequest.Types.Operation { Set = set }, ct);
    }

    /// <summary>A setting of this session, or null when it has no value.</summary>
    public async Task<string?> GetAsync(string key, CancellationToken ct)
    {
        var get = new ConfigRequest.Types.Get { Keys = { key } };
        var answer = await ConfigAsync(new ConfigRequest.Types.Operation { Get = get }, ct);
        return answer.Pairs is [{ HasValue: true } pair] ? pair.Value : null;
    }

    /// <summary>Makes one call, several times when the connection is lost: all these calls may be repeated.</summary>
    internal async Task<T> CallAsync<T>(
        string method, IMessage request, MessageParser<T> parser, TimeSpan limit, CancellationToken ct)
        where T : class, IMessage<T>
    {
        for (var backoff = Backoff.OfCalls; ; backoff = backoff.Next)
        {
            try
            {
                return await channel.CallAsync(method, request, parser, limit, ct);
            }
            catch (SparkException e)
                when (e.IsUnavailable && e.InnerException is not OperationCanceledException && backoff.MayWait)
            {
                await backoff.WaitAsync(ct);
            }
            catch (SparkException e) when (e.ErrorId is not null)
            {
                throw await DetailedAsync(e, ct);
            }
        }
    }

    /// <summary>Remembers which server answered.</summary>
    /// <exception cref="SparkException">It is another server, which does not know this session.</exception>
    internal void Observe(string serverSideId)
    {
        if (serverSideId.Length == 0) return;

        var before = Interlocked.CompareExchange(ref _server, serverSideId, null);
        if (before is not null && before != serverSideId) throw SparkException.SessionLost();
    }

    async Task<AnalyzePlanResponse> AnalyzeAsync(Action<AnalyzePlanRequest> ask, TimeSpan limit, CancellationToken ct)
    {
        var request = new AnalyzePlanRequest
        {
            SessionId = _session,
            UserContext = User,
            ClientType = channel.ClientType,
        };
        if (_server is not null) request.ClientObservedServerSideSessionId = _server;
        ask(request);
        var answer = await CallAsync("AnalyzePlan", request, AnalyzePlanResponse.Parser, limit, ct);
        Observe(answer.ServerSideSessionId);
        return answer;
    }

    async Task<ConfigResponse> ConfigAsync(ConfigRequest.Types.Operation operation, CancellationToken ct)
    {
        var request = new ConfigRequest
        {
            SessionId = _session,
            UserContext = User,
            ClientType = channel.ClientType,
            Operation = operation,
        };
        if (_server is not null) request.ClientObservedServerSideSessionId = _server;
        var answer = await CallAsync("Config", request, ConfigResponse.Parser, ShortLimit, ct);
        Observe(answer.ServerSideSessionId);
        return answer;
    }

    Relation Numbered(Relation relation)
    {
        relation.Common = new RelationCommon { PlanId = Interlocked.Increment(ref _plans) };
        return relation;
    }
}
