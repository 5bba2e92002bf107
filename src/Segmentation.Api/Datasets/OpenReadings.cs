using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Segmentation.Data;
using Segmentation.Input;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>A file that was received, and where its CSV is made.</summary>
sealed record FileInReading(Upload Upload, string Made)
{
    public DatasetId Id { get; } = DatasetId.New();
    public DatasetId? ReadFrom { get; init; }
}

/// <summary>What has become of a file: one of the two.</summary>
readonly record struct ReadingOutcome(AddedDataset? Ready, OpenIntake? Open);

/// <summary>Reads files behind the answer: who sent a large one sees its head at once.</summary>
sealed class OpenReadings(
    Intakes intakes, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<OpenReadings> log)
{
    // What takes no longer is answered as read; else the head is.
    const long LargeBytes = 1 << 20;   // what is smaller is read at once, unless it is packed
    static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan HeadTime = TimeSpan.FromMilliseconds(400);
    static readonly TimeSpan HeadPause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <param name="file">Belongs to the reading, which removes it.</param>
    /// <param name="read">Makes it a dataset with the id of the file.</param>
    /// <param name="ct">Ends the reading until there is an answer.</param>
    public async Task<ReadingOutcome> BeginAsync(
        FileInReading file, Func<FileInReading, CancellationToken, Task<AddedDataset>> read, CancellationToken ct)
    {
        // First: later all processors read the file.
        var head = file.Upload.Bytes < LargeBytes ? null : await HeadAsync(file, ct);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        var reading = Task.Run(() => read(file, stop.Token), CancellationToken.None);
        try
        {
            if (await Task.WhenAny(reading, Task.Delay(AtOnce, clock, ct)) == reading)
            {
                var ready = await reading;
                stop.Dispose();
                return new(ready, null);
            }

            ct.ThrowIfCancellationRequested();
            head ??= await SoonAsync(file, reading, ct);
            var open = await intakes.AddAsync(file.Id, file.Upload.FileName, head, ct);
            _ = FollowAsync(file, reading, head is not null).ContinueWith(_ => stop.Dispose(), TaskScheduler.Default);
            return new(null, open);
        }
        catch
        {
            await stop.CancelAsync();
            stop.Dispose();
            throw;
        }
    }

    /// <summary>The head as soon as there is one; a workbook may have none for a while.</summary>
    async Task<InspectedDataset?> SoonAsync(FileInReading file, Task reading, CancellationToken ct)
    {
        for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < HeadTime && !reading.IsCompleted;)
        {
            if (await HeadAsync(file, ct) is { } head) return head;
            await Task.Delay(HeadPause, clock, ct);
        }

        return null;
    }

    static Task<InspectedDataset?> HeadAsync(FileInReading file, CancellationToken ct) =>
        Task.Run(() => SourceHead.FindAsync(file.Upload.Path, file.Made, file.Upload.Reading, ct), ct);

    /// <summary>Says that the file is being read until it is.</summary>
    async Task FollowAsync(FileInReading file, Task<AddedDataset> reading, bool hasHead)
    {
        try
        {
            while (await Task.WhenAny(reading, Task.Delay(Tick, clock)) != reading)
            {
                var head = hasHead ? null : await HeadAsync(file, CancellationToken.None);
                hasHead |= head is not null;
                await intakes.RenewAsync(file.Id, head, CancellationToken.None);
            }

            await intakes.EndAsync(file.Id, (await reading).Dataset.Id, CancellationToken.None);
        }
        catch (Exception error)
        {
            await RefuseAsync(file, error);
        }
    }

    async Task RefuseAsync(FileInReading file, Exception error)
    {
        var ended = error is OperationCanceledException;
        var problem = ended ? Problems.ReadingLost(file.Upload.FileName) : ErrorAnswers.Of(error, null);
        if (problem.StatusCode >= 500) Log.NotRead(log, error, file.Id, problem.Code);
        try
        {
            await intakes.RefuseAsync(file.Id, problem.Stored(), CancellationToken.None);
        }
        catch (Exception unsaid)
        {
            // Whoever asks learns that the reading was lost, once it was not renewed for a while.
            Log.NotRead(log, unsaid, file.Id, problem.Code);
        }
    }
}
