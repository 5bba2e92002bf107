using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Segmentation.Tests.Data;
using Xunit.Abstractions;

namespace Segmentation.Tests.Fuzz;

/// <summary>Changes the files of the test data at random. <c>SEGMENTATION_TEST_FUZZ=MINUTES</c> goes on for so long,
/// <c>SEGMENTATION_TEST_SEED=N</c> makes the same choices again, <c>SEGMENTATION_TEST_FILES=FOLDER</c> takes more
/// files.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    const int Each = 200;
    const int LargestFile = 1 << 15;
    const int Shown = 10;

    static readonly string? Minutes = Environment.GetEnvironmentVariable("SEGMENTATION_TEST_FUZZ");

    static readonly int Seed = int.TryParse(
        Environment.GetEnvironmentVariable("SEGMENTATION_TEST_SEED"), CultureInfo.InvariantCulture, out var given)
        ? given
        : Minutes is null ? 1 : Random.Shared.Next(1_000_000);

    [Fact]
    public async Task A_changed_file_is_read_without_loss_or_refused_in_words()
    {
        output.WriteLine($"SEGMENTATION_TEST_SEED={Seed}");
        var (watch, files) = (Stopwatch.StartNew(), Files());
        var until = TimeSpan.FromMinutes(Minutes is null ? 0 : double.Parse(Minutes, CultureInfo.InvariantCulture));
        var (cases, read, failures) = (0, 0, new ConcurrentQueue<string>());
        var round = 0;
        do
        {
            var first = unchecked((Seed * 1_000_003) + (round++ * files.Count * Each));
            var all = files.SelectMany((file, i) => Enumerable.Range(0, Each)
                .Select(seed => new FuzzCase(file.Name, file.Bytes, unchecked(first + (i * Each) + seed))));
            await Parallel.ForEachAsync(all, async (each, _) =>
            {
                if (failures.Count >= Shown) return;
                Interlocked.Increment(ref cases);
                try
                {
                    if (await each.RunAsync()) Interlocked.Increment(ref read);
                }
                catch (Exception failed)
                {
                    failures.Enqueue($"{each}\n{failed}");
                }
            });
        }
        while (watch.Elapsed < until && failures.IsEmpty);
        output.WriteLine($"{cases:N0} changed files in {watch.Elapsed.TotalSeconds:N0} s: {read:N0} read, "
            + $"{cases - read - failures.Count:N0} refused, {failures.Count:N0} failed");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
    }

    static List<(string Name, byte[] Bytes)> Files()
    {
        var folders = new[] { CsvFile.Fixture(""), Environment.GetEnvironmentVariable("SEGMENTATION_TEST_FILES") };
        return
        [
            .. folders.OfType<string>().SelectMany(Directory.GetFiles)
                .Where(path => Path.GetExtension(path) is ".csv" or ".txt").Order(StringComparer.Ordinal)
                .Select(path => (Path.GetFileName(path), Beginning(File.ReadAllBytes(path)))),
        ];
    }

    static byte[] Beginning(byte[] bytes) => bytes.Length <= LargestFile
        ? bytes
        : bytes[..(bytes.AsSpan(0, LargestFile).LastIndexOf((byte)'\n') + 1)];
}
