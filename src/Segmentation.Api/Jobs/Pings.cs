using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Segmentation.Api;

/// <summary>Pings in a stream that has no items for a while.</summary>
static class Pings
{
    /// <summary>A ping at once, then the items, with a ping whenever none has come for a while.</summary>
    /// <remarks>The answer is sent with its first item: without the first ping, a client of an idle service would not
    /// know that it is connected.</remarks>
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
            // When the reader leaves, a step of the source may still be pending; it must end before the source is
            // disposed.
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
