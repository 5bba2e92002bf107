namespace Segmentation.Spark.Connect;

/// <summary>How long to wait before a lost connection is tried again, and how often.</summary>
/// <param name="Tries">How often one may still wait.</param>
readonly record struct Backoff(TimeSpan Wait, TimeSpan Longest, int Tries)
{
    /// <summary>For single questions: given up after about a second.</summary>
    public static Backoff OfCalls => new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), 3);

    /// <summary>For running work, which is worth more patience: given up after about 15 seconds.</summary>
    public static Backoff OfOperations => new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(4), 8);

    public bool MayWait => Tries > 0;

    public Backoff Next => this with { Wait = Wait * 2 < Longest ? Wait * 2 : Longest, Tries = Tries - 1 };

    // Clients that lost the same server do not come back in step.
    public Task WaitAsync(CancellationToken ct) => Task.Delay(Wait * (0.8 + 0.4 * Random.Shared.NextDouble()), ct);
}
