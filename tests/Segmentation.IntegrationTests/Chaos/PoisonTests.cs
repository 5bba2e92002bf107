using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>A job kills every worker that runs it (F6).</summary>
[Trait("Run", "chaos")]
public sealed class PoisonTests : ChaosTest
{
    [Fact]
    public async Task A_job_that_kills_its_worker_three_times_is_failed_and_no_other_is_charged_for_it()
    {
        var innocent = new List<JobId>();
        Hold("w0", "save");
        var worker = StartWorker("w0", "Worker__Slots=2");
        innocent.Add(await StartAsync("work 100"));
        await WaitForAsync(innocent[0], "save");
        var poison = await StartAsync("die");
        for (var i = 1; i < 6; i++) innocent.Add(await StartAsync($"work {100 + i}"));

        for (var start = 1; start <= 3; start++)
        {
            await SaysAsync(worker, said => said.Contains("As the script says"));
            await KillAsync(worker);
            worker = StartWorker($"w{start}", "Worker__Slots=2");
        }

        var job = await WaitForAsync(poison, JobState.Failed);
        Assert.Equal(("POISON", 3), (job.Problem!.Code, job.CrashCount));
        Assert.Contains("3 attempt(s) ended with the loss of the worker", job.Problem.Detail);
        Assert.Equal(
            ["crashed", "crashed", "crashed"], (await Jobs.AttemptsAsync(poison, None)).Select(a => a.Outcome));
        foreach (var id in innocent)
        {
            var other = await WaitForAsync(id, JobState.Succeeded);
            Assert.Equal((2, 0), (other.MaxAttempts - other.Attempt, other.CrashCount));
        }
    }
}
