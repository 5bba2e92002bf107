using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>What a frozen worker writes first when it wakes.</summary>
public enum FirstWrite
{
    Renew,
    Progress,
    Succeed,
    Fail,
    Release,
}

/// <summary>Worker A is frozen beyond its lease, B has its job, A wakes (F2).</summary>
public sealed class ZombieTests : ChaosTest
{
    const string ProductText = "lease_token = $2";

    readonly List<Mutant> _mutants = [];

    protected override bool Sound => _mutants.Count == 0;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var mutant in _mutants) mutant.Dispose();
    }

    [Theory]
    [InlineData(FirstWrite.Renew)]
    [InlineData(FirstWrite.Progress)]
    [InlineData(FirstWrite.Succeed)]
    [InlineData(FirstWrite.Fail)]
    [InlineData(FirstWrite.Release)]
    public async Task A_worker_that_wakes_while_another_has_its_job_changes_nothing(FirstWrite form)
    {
        var id = await WakeAsync(form, mutant: null);

        LetGo("b", "cluster");
        var job = await WaitForAsync(id, JobState.Succeeded);
        Assert.Equal((2, 1), (job.Attempt, job.Stages.Count(stage => stage.Name == Stage.Cluster)));
    }

    // T21: the test above must see it when the fence is not there. The texts are those of the product's statements.
    [Theory]
    [InlineData(FirstWrite.Renew, "w.token = j.lease_token", "w.token > 0", "j.lease_token = w.token", "w.token > 0")]
    [InlineData(
        FirstWrite.Progress, "w.token = j.lease_token", "w.token > 0", "j.lease_token = w.token", "w.token > 0")]
    [InlineData(FirstWrite.Succeed, ProductText, "$2::bigint > 0")]
    [InlineData(FirstWrite.Fail, ProductText, "$2::bigint > 0")]
    [InlineData(FirstWrite.Release, ProductText, "$2::bigint > 0")]
    public async Task Without_the_token_in_a_statement_the_test_above_fails(FirstWrite form, params string[] changes)
    {
        var mutant = new Mutant(changes.Chunk(2).Select(pair => (pair[0], pair[1])));
        _mutants.Add(mutant);

        await Assert.ThrowsAsync<Xunit.Sdk.EqualException>(() => WakeAsync(form, mutant));
    }

    [Fact]
    public async Task Workers_frozen_at_every_point_find_their_jobs_finished_and_leave_nothing()
    {
        string[] points = ["claimed", "load", "cluster", "save", "beforeSucceed"];
        var frozen = new List<(RunningService Worker, JobId Job, long Token)>();
        foreach (var point in points)
        {
            Hold(point, point);
            var worker = StartWorker(point, "Worker__Slots=1");
            var id = await StartAsync($"work 100 {point}");
            frozen.Add((worker, id, (await WaitForAsync(id, point)).LeaseToken!.Value));
        }

        foreach (var (worker, _, _) in frozen) await SignalAsync("STOP", worker);
        foreach (var point in points) LetGo(point, point);

        StartWorker("b", "Worker__Slots=5");
        var finished = new List<Job>();
        foreach (var (_, id, _) in frozen) finished.Add(await WaitForAsync(id, JobState.Succeeded, seconds: 60));
        foreach (var (worker, _, _) in frozen) await SignalAsync("CONT", worker);

        foreach (var (worker, _, token) in frozen) await SaysAsync(
            worker, said => said.Contains($"lease {token} was lost"));
        foreach (var job in finished)
        {
            Assert.Equal(job.LeaseToken, (await Jobs.FindAsync(job.Id, None))!.LeaseToken);
            await Eventually.IsAsync(() => Task.FromResult(LeaseFolders(job.Id)), folders =>
                folders.SequenceEqual([$"{job.LeaseToken}"]));
        }
    }

    // The end: A has written or was refused, and the rows are as B left them.
    async Task<JobId> WakeAsync(FirstWrite form, Mutant? mutant)
    {
        var point = form == FirstWrite.Succeed ? "beforeSucceed" : "cluster";
        Hold("a", point);
        Hold("b", "cluster");
        var a = mutant is null
            ? StartWorker("a", "Worker__Slots=1")
            : StartWorker("a", mutant.Program, ["Worker__Slots=1"]);
        var id = await StartAsync(form == FirstWrite.Fail ? "fail a" : "work 100");
        var slow = (await WaitForAsync(id, point)).LeaseToken!.Value;
        if (form != FirstWrite.Renew) Hold("a", "renew");
        if (form == FirstWrite.Progress) Hold("a", "evaluate");
        await SignalAsync("STOP", a);

        var b = StartWorker("b", "Worker__Slots=1");
        await WaitForAsync(id, "cluster", after: slow);
        await SignalAsync("STOP", b);
        var before = await SettledAsync(id);
        await WakeAsync(form, a, point);
        await SaysAsync(
            a, said => said.Contains($"lease {slow} was lost") || said.Contains($"succeeded under lease {slow}\n")
                || said.Contains($"lease {slow} ended"));

        Assert.Equal(before, await RowsAsync(id));
        await Eventually.IsAsync(() => Task.FromResult(LeaseFolders(id)), folders => !folders.Contains($"{slow}"));
        await SignalAsync("CONT", b);
        return id;
    }

    async Task WakeAsync(FirstWrite form, RunningService a, string point)
    {
        if (form == FirstWrite.Release) await SignalAsync("TERM", a);
        if (form is FirstWrite.Progress or FirstWrite.Succeed or FirstWrite.Fail) LetGo("a", point);
        await SignalAsync("CONT", a);
        if (form != FirstWrite.Progress) return;

        var log = Path.Combine(Scripts, "runs-a.log");
        await Eventually.IsAsync(() => File.ReadAllTextAsync(log), said => said.Contains("step 4 in Cluster"));
        LetGo("a", "renew");
        LetGo("a", "evaluate");
    }

    // What a statement of B's that was on its way when B was frozen does, is done soon.
    async Task<string> SettledAsync(JobId id)
    {
        var last = "";
        return await Eventually.IsAsync(() => RowsAsync(id), rows =>
        {
            var same = rows == last;
            last = rows;
            return same;
        });
    }

    // Everything of the job, with the version of its row: a renewal that changes nothing else changes that.
    Task<string> RowsAsync(JobId id) => ScalarAsync<string>("""
        SELECT j.xmin || ' ' || to_jsonb(j)
            || (SELECT jsonb_agg(a ORDER BY token) FROM job_attempts a WHERE a.job_id = j.id)
            || (SELECT jsonb_agg(e ORDER BY id) FROM job_events e WHERE e.job_id = j.id)
            || (SELECT count(*) FROM results r WHERE r.job_id = j.id)
        FROM jobs j
        WHERE public_id = $1
        """, id.Value);

    string[] LeaseFolders(JobId id)
    {
        var folder = Path.GetDirectoryName(Files.JobFolder(id, 1))!;
        return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Select(f => Path.GetFileName(f)!)] : [];
    }
}
