using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Segmentation.Spark.Connect;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>Workers with a second engine, which comes, goes and leaves things outside its process.</summary>
public sealed class EngineTests : WorkerTest
{
    static readonly EngineHealth Ready = new(true, "4.3.0", "http://spark:4040", null);
    static readonly EngineHealth Away = new(false, null, null, "No answer.");

    readonly SteeredEngine _local = Engine(EngineKind.Local);
    readonly SteeredEngine _spark = Engine(EngineKind.Spark);

    WorkerSessions Sessions => new(Db);

    [Fact]
    public async Task An_engine_is_published_and_given_jobs_only_while_it_is_ready()
    {
        var health = Away;
        _spark.Health = _ => Task.FromResult(health);
        await StartAsync();
        var id = (await EnqueueForSparkAsync()).Id;

        var before = await SessionAsync(session => session.Spark?.Problem == "No answer.");
        await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);
        Assert.Equal([EngineKind.Local], before.Engines);
        Assert.Equal(JobState.Queued, (await Jobs.FindAsync(id, None))!.State);

        health = Ready;
        var job = await WaitForAsync(id, JobState.Succeeded);
        var after = await SessionAsync(session => session.Engines.Contains(EngineKind.Spark));
        Assert.Equal(Ready, after.Spark);
        Assert.Equal("http://spark:4040", job.SparkUi);

        health = Away;
        await SessionAsync(session => !session.Engines.Contains(EngineKind.Spark));
        Assert.Null((await Jobs.FindAsync(id, None))!.SparkUi);
    }

    [Fact]
    public async Task A_job_of_the_local_engine_does_not_wait_for_an_engine_that_hangs()
    {
        var never = new TaskCompletionSource<EngineHealth>();
        _spark.Health = _ => never.Task;
        await StartAsync("EngineCheck=00:00:01");

        await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);

        var session =
            await SessionAsync(session => session.Spark?.Problem is { } problem && problem.Contains("within 3 s"));
        Assert.Equal([EngineKind.Local], session.Engines);
    }

    [Fact]
    public async Task An_engine_whose_answer_breaks_off_is_not_ready_and_does_not_stop_the_worker()
    {
        _spark.Health = _ => throw new IOException("reset at /etc/spark");
        await StartAsync();

        var session = await SessionAsync(
            session => session.Spark?.Problem?.StartsWith("It could not be asked", StringComparison.Ordinal) == true);

        Assert.DoesNotContain("/etc/spark", session.Spark!.Problem);
        await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);
    }

    [Fact]
    public async Task A_row_that_was_lost_is_written_again()
    {
        _spark.Health = _ => Task.FromResult(Ready);
        await StartAsync();
        await SessionAsync(session => session.Engines.Count == 2);

        await ExecuteAsync("DELETE FROM worker_sessions");

        Assert.Equal(Ready, (await SessionAsync(session => session.Engines.Count == 2)).Spark);
    }

    [Fact]
    public async Task Spark_that_goes_away_costs_one_attempt_however_long_it_is_away()
    {
        var (health, runs) = (Ready, 0);
        _spark.Health = _ => Task.FromResult(health);
        _spark.Work = (_, _, _) =>
        {
            if (runs++ > 0) return Task.CompletedTask;
            health = Away;
            throw SparkException.Unavailable("connection refused by 10.0.0.7");
        };
        await StartAsync();
        var id = (await EnqueueForSparkAsync()).Id;

        var waiting = await WaitForAsync(id, job => job is { State: JobState.Queued, Attempt: 1 });
        Assert.Equal("Spark went away. Attempt 1 of 3 failed; the next one follows.", waiting.Message);
        Assert.True(
            waiting.RunAt - waiting.ReadAt > TimeSpan.FromSeconds(5),
            $"Due again at {waiting.RunAt}, asked at {waiting.ReadAt}.");
        await DueNowAsync(waiting);
        await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);
        Assert.Equal((JobState.Queued, 1), ((await Jobs.FindAsync(id, None))!.State, runs));

        health = Ready;
        Assert.Equal(2, (await WaitForAsync(id, JobState.Succeeded)).Attempt);
    }

    [Fact]
    public async Task Errors_of_Spark_are_told_in_words_and_by_class_without_their_inside()
    {
        await ExecuteAsync("ALTER TABLE jobs ALTER max_attempts SET DEFAULT 1");
        _spark.Work = (run, _, _) => throw (run.Spec.Seed switch
        {
            1 => SparkException.Unavailable("connection refused by 10.0.0.7"),
            2 => SparkException.SessionLost(),
            _ => SparkException.Of(
                "UNRESOLVED_COLUMN.WITH_SUGGESTION", "42703", "cannot resolve x at org.apache.spark.Plan"),
        });
        await StartAsync();

        var failed = new List<Job>();
        foreach (var seed in new[] { 1, 2, 3 })
            failed.Add(await WaitForAsync((await EnqueueForSparkAsync(seed)).Id, JobState.Failed));

        Assert.Equal(
            ["SPARK_UNAVAILABLE", "SPARK_UNAVAILABLE", "SPARK_FAILED"], failed.Select(job => job.Problem!.Code));
        Assert.Equal([503, 503, 500], failed.Select(job => job.Problem!.Status));
        Assert.Contains("UNRESOLVED_COLUMN.WITH_SUGGESTION", failed[2].Problem!.Detail);
        Assert.All(failed, job =>
            Assert.DoesNotMatch("org\\.apache|Exception|   at |10\\.0\\.0\\.7", job.Problem!.Detail + job.Message));
        Assert.Contains("org.apache.spark.Plan", Assert.Single(await Jobs.AttemptsAsync(failed[2].Id, None)).Error);
    }

    [Fact]
    public async Task A_run_that_Spark_says_was_interrupted_ends_as_it_was_told_to()
    {
        _spark.Work = async (_, events, ct) =>
        {
            events.Report(new EngineEvent.StageStarted(Stage.Cluster));
            await Task.Delay(Timeout.InfiniteTimeSpan, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw SparkException.Of("OPERATION_CANCELED", "HY008", "the operation was canceled");
        };
        var worker = await StartAsync();
        var (canceled, released) = ((await EnqueueForSparkAsync()).Id, (await EnqueueForSparkAsync()).Id);
        foreach (var id in new[] { canceled, released }) await WaitForAsync(id, job => job.Progress > 0);

        await Jobs.CancelAsync(canceled, null, None);
        await WaitForAsync(canceled, JobState.Canceled);
        await worker.StopAsync();

        Assert.Equal((JobState.Queued, 0),
            ((await Jobs.FindAsync(released, None))!.State, (await Jobs.FindAsync(released, None))!.Attempt));
    }

    [Fact]
    public async Task A_run_that_does_not_end_is_abandoned_before_its_process_ends()
    {
        var never = new TaskCompletionSource();
        _spark.Work = (_, events, _) =>
        {
            events.Report(new EngineEvent.StageStarted(Stage.Cluster));
            return never.Task;
        };
        var worker = await StartWorkerAsync([_local, _spark], "EngineCheck=00:00:00.2", "CancelGrace=00:00:00.5");
        var stopped = worker.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var job = await EnqueueForSparkAsync();
        await WaitForAsync(job.Id, j => j.Progress > 0);

        await Jobs.CancelAsync(job.Id, null, None);

        var token = (await WaitForAsync(job.Id, JobState.Canceled)).LeaseToken!.Value;
        await Eventually.IsAsync(() => Task.FromResult(_spark.Abandoned.ToArray()), keys =>
            keys.Contains(new(job.Id.ToString(), token)));
        await Eventually.IsAsync(() => Task.FromResult(stopped.IsCancellationRequested), yes => yes);
        Environment.ExitCode = 0;   // this process is the test's
        never.SetResult();
    }

    [Fact]
    public async Task What_a_lost_worker_left_is_freed_by_a_worker_with_the_engine_and_by_no_other()
    {
        var job = await EnqueueForSparkAsync();
        var lost = (await Work.ClaimAsync(A, "spark", [], None))!;
        await ExpireAsync(lost);
        await StartWorkerAsync(_local, "EngineCheck=00:00:00.2", "CrashLimit=1");
        await WaitForAsync(job.Id, JobState.Failed);
        Assert.Equal([lost.Token], await ColumnAsync<long>("SELECT token FROM abandoned_runs"));

        await StartAsync();

        await Eventually.IsAsync(() => ScalarAsync<long>("SELECT count(*) FROM abandoned_runs"), count => count == 0);
        Assert.Contains(new RunKey(job.Id.ToString(), lost.Token), _spark.Abandoned);
        Assert.Empty(_local.Abandoned);
    }

    [Fact]
    public async Task An_attempt_begins_when_all_before_it_were_abandoned_also_one_that_was_given_back()
    {
        var tokens = new List<long>();
        _spark.Work = (run, _, _) =>
        {
            Assert.Equal(tokens, _spark.Abandoned.Select(key => key.Token).Distinct().Order());
            Assert.Equal(run.Key.JobId, _spark.Abandoned.Select(key => key.JobId).Distinct().Single());
            return Task.CompletedTask;
        };
        var job = await EnqueueForSparkAsync();
        var first = (await Work.ClaimAsync(A, "spark", [], None))!;
        await Work.ReleaseAsync(first, ProgressReport.Empty, None);
        var second = (await Work.ClaimAsync(A, "spark", [], None))!;
        await Work.FailAsync(second, Some.Crash, ProgressReport.Empty, None);
        tokens.AddRange([first.Token, second.Token]);
        await DueNowAsync(job);

        await StartAsync();

        Assert.Equal(2, (await WaitForAsync(job.Id, JobState.Succeeded)).Attempt);
    }

    [Fact]
    public async Task What_cannot_be_freed_holds_up_neither_the_sweep_nor_the_next_attempt_and_is_tried_again()
    {
        var tries = 0;
        _spark.Abandon = _ => ++tries < 4 ? throw new IOException("no answer") : Task.CompletedTask;
        var job = await EnqueueForSparkAsync();
        await ExpireAsync((await Work.ClaimAsync(A, "spark", [], None))!);

        await StartAsync();

        Assert.Equal(2, (await WaitForAsync(job.Id, JobState.Succeeded)).Attempt);
        await Eventually.IsAsync(() => ScalarAsync<long>("SELECT count(*) FROM abandoned_runs"), count => count == 0);
        Assert.True(tries >= 4);
    }

    [Fact]
    public async Task A_sweep_notes_nothing_for_the_local_engine()
    {
        await ExpireAsync(await EnqueueAndClaimAsync());

        Assert.Single(await Work.SweepAsync(None));

        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM abandoned_runs"));
    }

    [Fact]
    public async Task The_result_says_which_engine_was_chosen_and_why_and_its_name_is_the_jobs()
    {
        RunKey? key = null;
        _spark.Work = (run, _, _) =>
        {
            key = run.Key;
            return Task.CompletedTask;
        };
        await StartAsync();

        var job = await WaitForAsync((await EnqueueForSparkAsync()).Id, JobState.Succeeded);

        Assert.Equal(
            new EngineUse(EngineKind.Spark, EngineKind.Spark, "asked for"),
            (await Results.FindAsync(job.Id, None))!.EngineUse);
        Assert.Equal(new RunKey(job.Id.ToString(), job.LeaseToken!.Value), key);
    }

    static SteeredEngine Engine(EngineKind kind) => new((_, _, _) => Task.CompletedTask) { Kind = kind };

    Task<IHost> StartAsync(string check = "EngineCheck=00:00:00.2") => StartWorkerAsync([_local, _spark], check);

    async Task<Job> EnqueueForSparkAsync(int seed = 42) => (await Jobs.EnqueueAsync(
        SegmentJob.New(
            Dataset, new() { K = 2, Seed = seed, Engine = EngineKind.Spark },
            new(EngineKind.Spark, EngineKind.Spark, "asked for")), None)).Job!;

    async Task<WorkerSession> SessionAsync(Func<WorkerSession, bool> fits) => (await Eventually.IsAsync(
        async () => (await Sessions.LiveAsync(None)).SingleOrDefault(), session =>
            session is not null && fits(session)))!;
}
