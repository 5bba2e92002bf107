namespace Segmentation.Spark.Connect;

/// <summary>How long to wait before a lost connection is opened again, and how often.</summary>
/// <param name="Tries">How many waits are left.</param>
readonly record struct Backoff(TimeSpan Wait, TimeSpan Longest, int Tries)
{
    /// <summary>For single calls: ends after about a second.</summary>
    public static Backoff OfCalls => new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), 3);

    /// <summary>For running operations: ends after about 15 seconds.</summary>
    public static Backoff OfOperations => new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(4), 8);

    public bool MayWait => Tries > 0;

    public Backoff Next => this with { Wait = Wait * 2 < Longest ? Wait * 2 : Longest, Tries = Tries - 1 };

    // Random, so that clients of one lost server do not all return at the same time.
    public Task WaitAsync(CancellationToken ct) => Task.Delay(Wait * (0.8 + 0.4 * Random.Shared.NextDouble()), ct);
}
