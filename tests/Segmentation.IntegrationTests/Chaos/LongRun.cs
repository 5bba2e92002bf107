using System.Globalization;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>Whether this is <c>./test --chaos MINUTES</c>: the defaults of the product, and long times.</summary>
static class LongRun
{
    static readonly string? Given = Environment.GetEnvironmentVariable("SEGMENTATION_TEST_CHAOS");

    public static bool On => Given is not null;

    public static TimeSpan Time => TimeSpan.FromMinutes(double.Parse(Given!, CultureInfo.InvariantCulture));

    /// <summary>Printed with every random run; the same one gives the same choices.</summary>
    public static int Seed { get; } = Environment.GetEnvironmentVariable("SEGMENTATION_TEST_SEED") is { } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next();
}
