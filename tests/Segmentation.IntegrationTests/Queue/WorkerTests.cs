using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Data;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class WorkerTests : WorkerTest
{
    [Fact]
    public async Task A_file_goes_through_all_stages_to_its_result()
    {
        var mall = await AddFileAsync("Mall_Customers.csv");
        var spec = new SegmentationSpec { Features = ["Annual Income (k$)", "Spending Score (1-100)"] };
        await StartWorkerAsync(new LocalEngine());

        var queued = await Jobs.EnqueueAsync(Some.NewJob(mall.Id, spec), None);
        var job = await WaitForAsync(queued.Job!.Id, j => j.IsFinished);

        var summary = SegmentJob.SummaryOf(job)!;
        Assert.Equal((JobState.Succeeded, 100d, 5, 200L), (job.State, job.Progress, summary.K, summary.Rows));
        Assert.Equal(0.5547, summary.Silhouette, 0.0005);
        Assert.Equal(Enum.GetValues<Stage>(), job.Stages.Select(s => s.Name));
        Assert.All(job.Stages, stage => Assert.Equal(JobState.Succeeded, stage.State));
        var result = (await Results.FindAsync(job.Id, None))!;
        Assert.Equal([81, 39, 35, 23, 22], result.Segments.Select(s => s.Size));
        Assert.Equal(201, File.ReadLines(Files.ResultFile(job, "assignments.csv")!).Count());
        var events = await Events.AfterAsync(job.Id, 0, 1_000, None);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10], events.Where(e => e.Kind == "k").Select(e =>
            e.Data.GetProperty("k").GetInt32()));
        Assert.Equal("done", events[^1].Kind);
    }

    [Fact]
    public async Task Faulty_data_fails_the_job_at_once_in_the_words_of_the_engine()
    {
        var engine = new SteeredEngine((_, _, _) => throw new InvalidDatasetException(
            DataErrors.KTooLarge, "The file has 3 distinct rows; k may be 2.")
        {
            Numbers = new Dictionary<string, long> { ["distinctRows"] = 3 },
        });
        await StartWorkerAsync(engine);

        var job = await WaitForAsync((await EnqueueAsync()).Id, JobState.Failed);

        Assert.Equal((1, 1), (engine.Runs, job.Attempt));
        Assert.Equal(
            ("K_TOO_LARGE", "Too many segments for this data", "The file has 3 distinct rows; k may be 2.", 422),
            (job.Problem!.Code, job.Problem.Title, job.Problem.Detail, job.Problem.Status));
        Assert.Equal(3, job.Problem.Numbers["distinctRows"]);
        await WaitForNoFolderAsync(job.Id);
    }

    [Fact]
    public async Task A_spec_that_cannot_be_read_fails_the_job_at_once()
    {
        var engine = new SteeredEngine((_, _, _) => Task.CompletedTask);
        var id = (await EnqueueAsync()).Id;
        await ExecuteAsync("""UPDATE jobs SET args = '{"k": 51}'""");
        await StartWorkerAsync(engine);

        var job = await WaitForAsync(id, JobState.Failed);

        Assert.Equal(("UNREADABLE_JOB", 1, 0), (job.Problem!.Code, job.Attempt, engine.Runs));
        await WaitForNoFolderAsync(id);
    }

    [Fact]
    public async Task A_file_of_forty_columns_fits_a_small_worker_when_all_but_two_are_ignored()
    {
        const int Rows = 150_000;
        var random = new Random(1);
        var text = new StringBuilder(string.Join(',', Enumerable.Range(1, 40).Select(n => $"c{n}"))).Append('\n');
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < 40; column++)
                text.Append(column == 0 ? "" : ",").Append(random.Next(10, 1_000));
            text.Append('\n');
        }

        var wide = await AddTextAsync("wide.csv", text.ToString());
        var spec = new SegmentationSpec
        {
            K = 2,
            NInit = 1,
            MaxIterations = 5,
            Roles = Enumerable.Range(3, 38).ToDictionary(n => $"c{n}", _ => ColumnRole.Ignored),
        };
        var (all, compared) = (Needed(wide.Info, new()), Needed(wide.Info, spec));
        Assert.True(compared < Small && Small < all, $"{compared} and {all} bytes");
        await StartWorkerAsync(new LocalEngine(), $"MemoryBytes={Small}");

        var queued = await Jobs.EnqueueAsync(Some.NewJob(wide.Id, spec), None);
        var job = await WaitForAsync(queued.Job!.Id, j => j.IsFinished, seconds: 60);

        Assert.Equal((JobState.Succeeded, null), (job.State, job.Problem?.Detail));
        Assert.Equal(["c1", "c2"], (await Results.FindAsync(job.Id, None))!.Features.Select(feature => feature.Name));
    }

    const long Small = 225L << 20;

    static long Needed(DatasetInfo info, SegmentationSpec spec) =>
        EngineChoice.EstimateBytes(info.Bytes, info.Rows, ComparedFeatures.Of(info, spec).Count);

    [Fact]
    public async Task Another_error_is_tried_three_times_and_told_without_its_inside()
    {
        var engine =
            new SteeredEngine((run, _, _) => throw new InvalidOperationException($"broken at {run.OutputFolder}"));
        await StartWorkerAsync(engine);

        var job = await WaitForAsync((await EnqueueAsync()).Id, JobState.Failed);

        Assert.Equal(3, engine.Runs);
        Assert.DoesNotContain(Files.Root, job.Problem!.Detail + job.Message);
        Assert.DoesNotContain("Exception", job.Problem.Detail + job.Message);
        Assert.All(await Jobs.AttemptsAsync(job.Id, None), a =>
            Assert.Contains("InvalidOperationException: broken at", a.Error));
        await WaitForNoFolderAsync(job.Id);
    }

    [Fact]
    public async Task A_running_job_is_canceled_within_three_seconds()
    {
        await StartWorkerAsync(SteeredEngine.Endless);
        var id = (await EnqueueAsync()).Id;
        await WaitForAsync(id, job => job.Progress > 0);

        await Jobs.CancelAsync(id, null, None);

        var canceled = await WaitForAsync(id, JobState.Canceled, seconds: 3);
        Assert.Equal(JobState.Canceled, canceled.Stages[^1].State);
        await WaitForNoFolderAsync(id);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_its_job_back_uncharged_and_another_finishes_it()
    {
        var first = await StartWorkerAsync(SteeredEngine.Endless);
        var id = (await EnqueueAsync()).Id;
        await WaitForAsync(id, job => job.Progress > 0);

        await first.StopAsync();

        var released = (await Jobs.FindAsync(id, None))!;
        Assert.Equal((JobState.Queued, 0), (released.State, released.Attempt));
        Assert.True(HasNoFolder(id));
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM worker_sessions"));
        await StartWorkerAsync(new SteeredEngine((_, _, _) => Task.CompletedTask));
        Assert.Equal(1, (await WaitForAsync(id, JobState.Succeeded)).Attempt);
    }

    [Fact]
    public async Task A_worker_that_stops_after_jobs_has_nothing_to_complain_of()
    {
        using var complaints = new Complaints();
        var worker = await StartWorkerAsync(new SteeredEngine((_, _, _) => Task.CompletedTask));
        worker.Services.GetRequiredService<ILoggerFactory>().AddProvider(complaints);
        foreach (var job in new[] { await EnqueueAsync(), await EnqueueAsync() })
            await WaitForAsync(job.Id, JobState.Succeeded);

        await worker.StopAsync();

        Assert.Empty(complaints.Lines);
    }

    [Fact]
    public async Task A_run_whose_lease_is_lost_ends_and_leaves_nothing()
    {
        var engine = SteeredEngine.Endless;
        await StartWorkerAsync(engine, "Slots=1");
        var id = (await EnqueueAsync()).Id;
        var job = await WaitForAsync(id, j => j.Progress > 0);

        // As if this worker had been away while a sweep and a claim by B took place.
        await ExecuteAsync("""
            UPDATE jobs SET lease_token = nextval('lease_tokens'), worker_session = $1,
                   lease_expires_at = clock_timestamp() + interval '1 minute', progress = 0, message = 'B'
            """, B.Session);

        await WaitForNoFolderAsync(id);
        var now = (await Jobs.FindAsync(id, None))!;
        Assert.Equal((JobState.Running, 0d, "B"), (now.State, now.Progress, now.Message));
        Assert.True(now.LeaseToken > job.LeaseToken);
    }

    [Fact]
    public async Task A_run_that_does_not_move_is_ended_and_tried_again()
    {
        var runs = 0;
        await StartWorkerAsync(
            new SteeredEngine((_, _, ct) =>
                Interlocked.Increment(ref runs) == 1 ? Task.Delay(Timeout.Infinite, ct) : Task.CompletedTask),
            "NoProgress=00:00:01");

        var job = await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);

        Assert.Equal(2, job.Attempt);
        Assert.Contains("NoProgress", (await Jobs.AttemptsAsync(job.Id, None))[0].Error);
    }

    [Fact]
    public async Task A_run_that_does_not_end_when_told_to_takes_the_process_with_it_but_not_the_other_job()
    {
        using var release = new ManualResetEventSlim();
        var deaf = new SteeredEngine((run, events, ct) => run.Spec.Seed == 1
            ? Task.Run(release.Wait, CancellationToken.None)
            : Task.Delay(Timeout.Infinite, ct));
        var worker = await StartWorkerAsync(deaf, "CancelGrace=00:00:01");
        var stopped = worker.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var hung = (await Jobs.EnqueueAsync(Some.NewJob(Dataset, new() { Seed = 1 }), None)).Job!.Id;
        var other = (await EnqueueAsync()).Id;
        await WaitForAsync(other, JobState.Running);
        await WaitForAsync(hung, JobState.Running);

        await Jobs.CancelAsync(hung, null, None);

        await WaitForAsync(hung, JobState.Canceled);
        await Eventually.IsAsync(() => Task.FromResult(stopped.IsCancellationRequested), yes => yes);
        Assert.Equal(70, Environment.ExitCode);
        Environment.ExitCode = 0;   // this process is the test's
        await worker.StopAsync();
        Assert.Equal((JobState.Queued, 0), await StateAsync(other));
        release.Set();
    }

    [Fact]
    public async Task A_job_that_does_not_fit_into_memory_is_refused_with_both_numbers()
    {
        await StartWorkerAsync(SteeredEngine.Endless, "MemoryBytes=1048576");

        var job = await WaitForAsync((await EnqueueAsync()).Id, JobState.Failed);

        Assert.Equal("TOO_LARGE_FOR_LOCAL", job.Problem!.Code);
        Assert.Contains("150 MB", job.Problem.Detail);
        Assert.Contains("1 MB", job.Problem.Detail);
    }

    [Fact]
    public async Task A_job_is_taken_at_once_by_hint_and_a_delayed_one_when_it_is_due()
    {
        await StartWorkerAsync(
            new SteeredEngine((_, _, _) => Task.CompletedTask), "Poll=00:10:00", "UnprovenPoll=00:10:00");
        await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);

        var prompt = await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);
        await ExecuteAsync("ALTER TABLE jobs ALTER run_at SET DEFAULT clock_timestamp() + interval '2 s'");
        var delayed = await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);

        Assert.InRange((prompt.StartedAt!.Value - prompt.CreatedAt).TotalSeconds, 0, 2);
        Assert.InRange((delayed.StartedAt!.Value - delayed.RunAt).TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task A_setting_out_of_range_is_refused_at_start_with_key_value_and_what_is_allowed()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartWorkerAsync(SteeredEngine.Endless, "Renewal=00:00:02", "Slots=0"));

        Assert.Contains("Worker:Renewal is 00:00:02; allowed: 00:00:00.1000000 to 00:00:01.", wrong.Message);
        Assert.Contains("Worker:Slots is 0; allowed: 1 to 64.", wrong.Message);
    }

    async Task<(JobState, int)> StateAsync(JobId id)
    {
        var job = (await Jobs.FindAsync(id, None))!;
        return (job.State, job.Attempt);
    }

    async Task<Postgres.Dataset> AddFileAsync(string name) =>
        await AddTextAsync(name, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "data", name)));

    async Task<Postgres.Dataset> AddTextAsync(string name, string text)
    {
        var upload = Files.NewUpload();
        await File.WriteAllTextAsync(upload, text);
        var info = DatasetReader.Inspect(upload, None);
        return (await Datasets.AddAsync(new(upload, name, Some.Sha256(text), info), None)).Dataset;
    }
}
