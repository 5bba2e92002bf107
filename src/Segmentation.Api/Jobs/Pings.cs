using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Segmentation.Api;

/// <summary>A sign of life in a stream that has nothing to say.</summary>
static class Pings
{
    /// <summary>A ping at once, then the items, and a ping whenever none came for a while.</summary>
    /// <remarks>Nothing of an answer leaves before its first item: without the first ping a client of a quiet service would not
    /// know for a while that it is connected.</remarks>
    public static async IAsyncEnumerable<SseItem<JsonNode>> Between(
        IAsyncEnumerable<SseItem<JsonNode>> items, TimeSpan every, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new(new JsonObject(), "ping");

        await using var source = items.GetAsyncEnumerator(ct);
        var next = source.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (!await CameAsync(next, every, ct))
                {
                    yield return new(new JsonObject(), "ping");
                    continue;
                }

                if (!await next) yield break;
                yield return source.Current;
                next = source.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // A reader that goes away leaves a step of the source under way; it must end before the source is disposed of.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static async Task<bool> CameAsync(Task next, TimeSpan every, CancellationToken ct)
    {
        try
        {
            await next.WaitAsync(every, ct);
            return true;
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            return false;
        }
    }
}
