using System.Diagnostics;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Xunit.Abstractions;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>The disk is full while a result is written, or while PostgreSQL writes (F25). Small disks in memory; to
/// mount them takes root.</summary>
[Trait("Run", "chaos")]
public sealed class FullDiskTests(ITestOutputHelper output) : ChaosTest
{
    readonly string _disk = Directory.CreateTempSubdirectory("segmentation-disk-").FullName;

    protected override string? FilesFolder => _disk;

    public override async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync("mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", _disk);
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (Environment.IsPrivilegedProcess) await RunAsync("umount", _disk);
        Directory.Delete(_disk, recursive: true);
    }

    [Fact]
    public async Task A_job_whose_result_finds_no_room_is_tried_again_and_the_worker_goes_on()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            output.WriteLine("Not run: to mount a small disk takes root.");
            return;
        }

        var worker = StartWorker("a");
        var small = await ScriptAsync("work 50");
        await WaitForAsync(await StartAsync(small), JobState.Succeeded);
        var large = await WaitForAsync(await StartAsync("write 16000000"), JobState.Failed, seconds: 60);
        var after = await WaitForAsync(await StartAsync(small), JobState.Succeeded);

        Assert.Equal((3, 0), (large.Attempt, large.CrashCount));
        Assert.All(
            await Jobs.AttemptsAsync(large.Id, None), attempt => Assert.Contains("No space left", attempt.Error));
        Assert.Equal(1, after.Attempt);
        Assert.DoesNotContain("process ends", worker.Said);
    }

    [Fact]
    public async Task A_job_that_waits_for_room_succeeds_when_there_is_some()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            output.WriteLine("Not run: to mount a small disk takes root.");
            return;
        }

        var filler = Path.Combine(_disk, "filler");
        await File.WriteAllBytesAsync(filler, new byte[6_000_000]);
        StartWorker("a", "Worker__RetryBase=00:00:05");
        var id = await StartAsync("write 4000000");
        await Eventually.IsAsync(() => Jobs.AttemptsAsync(id, None), attempts =>
            attempts.Any(attempt => attempt.Outcome == "failed"));

        File.Delete(filler);

        Assert.InRange((await WaitForAsync(id, JobState.Succeeded)).Attempt, 2, 3);
    }

    static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
