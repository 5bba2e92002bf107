using System.Diagnostics;
using System.Globalization;
using Segmentation.Spark.Protos;
using Kind = Segmentation.Spark.Protos.ExecutePlanResponse.ResponseTypeOneofCase;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Spark.Connect;

/// <summary>One plan that Spark executes. Its answers are read to the end, over as many streams as that
/// takes.</summary>
sealed partial class Operation(ConnectSession session, Plan plan, IProgress<TaskProgress>? progress)
{
    // After this time without an answer the server is asked for its version; sooner when it was lost before.
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    static readonly TimeSpan SilenceAfterLoss = TimeSpan.FromSeconds(10);

    // A stream that ends without an error but sooner than this counts as lost; otherwise a failing server would be
    // called again without a pause.
    static readonly TimeSpan ShortStream = TimeSpan.FromSeconds(1);

    readonly string _id = Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture);
    readonly Dictionary<string, IReadOnlyDictionary<string, Literal>> _metrics = [];
    MlCommandResult? _ml;
    Relation? _sql;
    string? _last;
    long _taken;
    bool _known;
    bool _complete;
    TimeSpan _silence = Silence;

    public async Task<ExecuteAnswer> RunAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();

        // Canceling does not end the reading: answers are read until the server has stopped.
        using var reading = new CancellationTokenSource();
        var following = FollowAsync(reading.Token);
        try
        {
            await following.WaitAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await StopAsync(following, reading);
            throw;
        }
        catch (Exception e)
            when (e is not SparkException { IsUnavailable: true } and not SparkException { IsSessionLost: true })
        {
            // Also when the receiver of the progress failed: the operation may still be running.
            await session.ReleaseOperationAsync(_id, null);
            throw;
        }

        await session.ReleaseOperationAsync(_id, null);
        return new ExecuteAnswer(_metrics, _ml, _sql);
    }

    async Task FollowAsync(CancellationToken ct)
    {
        var backoff = Backoff.OfOperations;
        while (true)
        {
            var (taken, begun) = (_taken, Stopwatch.GetTimestamp());
            var lost = await AttachAsync(ct);
            if (_complete) return;

            if (lost is not null) _silence = SilenceAfterLoss;
            if (_taken > taken) backoff = Backoff.OfOperations;

            // The server ends each stream after a while; the operation continues in the next.
            if (lost is null && Stopwatch.GetElapsedTime(begun) > ShortStream) continue;
            if (!backoff.MayWait)
                throw lost ?? SparkException.Unavailable("Spark ended its answers before they were complete.");

            await backoff.WaitAsync(ct);
            backoff = backoff.Next;
        }
    }

    /// <summary>Reads one stream to its end.</summary>
    /// <returns>Why it was lost, or null when the server ended it.</returns>
    async Task<SparkException?> AttachAsync(CancellationToken ct)
    {
        using var stream = _known ? Reattach() : Execute();
        try
        {
            _known = true;
            while (await NextAsync(stream, ct) is { } answer) await TakeAsync(answer);
            return null;
        }
        catch (SparkException e) when (_complete || IsLost(e))
        {
            return e;
        }
        catch (SparkException e) when (NeverArrived(e))
        {
            _known = false;
            return e;
        }
        catch (SparkException e) when (e.ErrorClass is "INVALID_HANDLE.OPERATION_NOT_FOUND")
        {
            throw new SparkException(e.Message, e)
            {
                ErrorClass = e.ErrorClass,
                SqlState = e.SqlState,
                IsSessionLost = true,
            };
        }
        catch (SparkException e)
        {
            throw await session.DetailedAsync(e, ct);
        }
    }

    static bool IsLost(SparkException e) =>
        e is { IsUnavailable: true, ErrorClass: null }
            or { ErrorClass: "INVALID_CURSOR.DISCONNECTED" or "INVALID_HANDLE.OPERATION_ALREADY_EXISTS" };

    // There was no answer of the operation yet, so it may be sent again.
    bool NeverArrived(SparkException e) => _taken == 0
        && (e.ErrorClass is "INVALID_HANDLE.OPERATION_NOT_FOUND"
            || e.ErrorClass is "INVALID_HANDLE.SESSION_NOT_FOUND" && session.ServerSideId is null);

    async Task<ExecutePlanResponse?> NextAsync(AnswerStream<ExecutePlanResponse> stream, CancellationToken ct)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var next = stream.NextAsync(reading.Token);
        while (true)
        {
            try
            {
                return await next.WaitAsync(_silence, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                // The server is asked below, outside the catch.
            }

            try
            {
                await session.VersionAsync(ct);
            }
            catch (SparkException)
            {
                await reading.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }
    }

    async ValueTask TakeAsync(ExecutePlanResponse answer)
    {
        _silence = Silence;
        session.Observe(answer.ServerSideSessionId);
        foreach (var observed in answer.ObservedMetrics) Take(observed);
        switch (answer.ResponseTypeCase)
        {
            case Kind.ExecutionProgress:
                Report(TaskProgress.From(answer.ExecutionProgress));
                break;
            case Kind.MlCommandResult:
                _ml = answer.MlCommandResult;
                break;
            case Kind.SqlCommandResult:
                _sql = answer.SqlCommandResult.Relation;
                break;
            case Kind.ResultComplete:
                _complete = true;
                break;
        }

        if (answer.ResponseId.Length > 0) _last = answer.ResponseId;
        if (++_taken % ReleaseEvery == 0 && !_complete) await session.ReleaseOperationAsync(_id, _last);
    }

    void Report(TaskProgress reached)
    {
        if (reached.Running > 0) _working?.TrySetResult();
        progress?.Report(reached);
    }

    void Take(ExecutePlanResponse.Types.ObservedMetrics observed)
    {
        if (observed.Errors.Count > 0) throw ConnectSession.ErrorOf(observed);

        _metrics[observed.Name] =
            observed.Keys.Zip(observed.Values).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
