using System.Text.Json;
using Segmentation.Postgres;
using Segmentation.Worker;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>Jobs of another kind than the product's own, through the queue and the worker's runner.</summary>
public sealed class KindTests : WorkerTest
{
    const string ThreeLines = """{"lines": 3}""";

    WorkerSessions Sessions => new(Db);

    [Fact]
    public async Task A_job_of_an_unknown_kind_stays_queued_and_says_so_until_a_worker_that_knows_it_takes_it()
    {
        await StartWorkerAsync(new SteeredEngine((_, _, _) => Task.CompletedTask));
        var unknown = await EnqueueLinesAsync(ThreeLines);
        var segment = await EnqueueAsync();
        await WaitForAsync(segment.Id, JobState.Succeeded);

        Assert.Equal(JobState.Queued, (await Jobs.FindAsync(unknown.Id, None))!.State);
        var position = (await Jobs.PositionAsync(unknown.Id, None))!;
        Assert.Equal((0, LineWork.Word, null), (position.Ahead, position.UnknownKind, position.EtaSeconds));

        await StartWorkerAsync(new LineWork());
        await WaitForAsync(unknown.Id, JobState.Succeeded);
        var kinds = (await Sessions.LiveAsync(None)).Select(session => string.Join(' ', session.Kinds.Order()));
        Assert.Equal(["lines segment", "segment"], kinds.Order());
    }

    [Fact]
    public async Task Without_any_worker_it_is_not_said_that_none_knows_the_kind()
    {
        var job = await EnqueueLinesAsync(ThreeLines);

        Assert.Null((await Jobs.PositionAsync(job.Id, None))!.UnknownKind);
    }

    [Fact]
    public async Task Jobs_that_no_worker_takes_are_not_ahead_of_one_that_will_be_taken()
    {
        await Sessions.RegisterAsync(Some.Session(A), None);
        await EnqueueLinesAsync(ThreeLines);
        var segment = await EnqueueAsync();

        Assert.Equal(0, (await Jobs.PositionAsync(segment.Id, None))!.Ahead);

        await Sessions.RegisterAsync(Some.Session(Worker("b") with { Kinds = [LineWork.Word] }), None);
        Assert.Equal(1, (await Jobs.PositionAsync(segment.Id, None))!.Ahead);
    }

    [Fact]
    public async Task A_worker_goes_on_when_a_crashed_job_of_a_kind_it_does_not_know_waits()
    {
        var knows = Worker("knows") with { Kinds = [LineWork.Word] };
        var crashed = await EnqueueLinesAsync(ThreeLines);
        await ExpireAsync((await Work.ClaimAsync(knows, "local", [], None))!);
        await Work.SweepAsync(None);
        await ExecuteAsync("UPDATE jobs SET run_at = clock_timestamp() - interval '11 s' WHERE id = $1", crashed.Key);
        foreach (var worker in new[] { A, knows }) await Sessions.RegisterAsync(Some.Session(worker), None);
        await EnqueueAsync();

        Assert.NotNull(await Work.ClaimAsync(A, "local", held: [4711], None));
        Assert.Null(await Work.ClaimAsync(knows, "local", held: [4712], None));
        Assert.Equal(crashed.Id, (await Work.ClaimAsync(knows, "local", held: [], None))!.Job.Id);
    }

    [Fact]
    public async Task Another_kind_succeeds_with_its_summary_its_files_and_its_progress()
    {
        await StartWorkerAsync(new LineWork());

        var job = await WaitForAsync((await EnqueueLinesAsync(ThreeLines)).Id, j => j.IsFinished);

        Assert.Equal((JobState.Succeeded, LineWork.Word, 100d), (job.State, job.Kind, job.Progress));
        Assert.Equal(3, JsonDocument.Parse(job.Summary!).RootElement.GetProperty("written").GetInt32());
        Assert.Equal(["1", "2", "3"], await File.ReadAllLinesAsync(Files.ResultFile(job, "lines.txt")!));
        Assert.Equal(
            ["lines.txt 6 3"], await ColumnAsync<string>("SELECT concat_ws(' ', name, bytes, rows) FROM artifacts"));
        Assert.Null(await Results.FindAsync(job.Id, None));
        Assert.Equal(
            [(Stage.Save, JobState.Succeeded, 3L, 3L)], job.Stages.Select(s => (s.Name, s.State, s.Done, s.Total)));
        Assert.Equal("Numbered by hand.", Assert.Single(job.Warnings).Message);
        var events = await Events.AfterAsync(job.Id, 0, 100, None);
        Assert.Equal(["state", "state", "stage", "warning", "stage", "state", "done"], events.Select(e => e.Kind));
        Assert.Null(SegmentJob.SpecOf(job));
        Assert.Null(SegmentJob.SummaryOf(job));
    }

    [Fact]
    public async Task Another_kind_is_canceled_while_it_runs_and_leaves_nothing()
    {
        await StartWorkerAsync(new LineWork());
        var id = (await EnqueueLinesAsync("""{"lines": -1}""")).Id;
        await WaitForAsync(id, job => job.Progress > 0);

        await Jobs.CancelAsync(id, null, None);

        Assert.Equal(JobState.Canceled, (await WaitForAsync(id, JobState.Canceled, seconds: 3)).Stages[^1].State);
        await WaitForNoFolderAsync(id);
    }

    [Fact]
    public async Task Another_kind_fails_in_its_own_words_or_after_three_attempts_or_because_nobody_can_read_it()
    {
        await StartWorkerAsync(new LineWork());
        var refused = (await EnqueueLinesAsync("""{"lines": 1000}""")).Id;
        var broken = (await EnqueueLinesAsync("""{"lines": 13}""")).Id;
        var unreadable = (await EnqueueLinesAsync("""{"lines": "three"}""")).Id;

        var (first, second, third) = (
            await WaitForAsync(refused, JobState.Failed), await WaitForAsync(broken, JobState.Failed),
            await WaitForAsync(unreadable, JobState.Failed));

        Assert.Equal(("TOO_MANY_LINES", "At most 100.", 1), (first.Problem!.Code, first.Problem.Detail, first.Attempt));
        Assert.Equal(("INTERNAL", 3), (second.Problem!.Code, second.Attempt));
        Assert.Equal(("UNREADABLE_JOB", 1), (third.Problem!.Code, third.Attempt));
    }

    [Fact]
    public async Task A_retry_is_of_the_same_kind_with_the_same_spec()
    {
        var job = await EnqueueLinesAsync(ThreeLines);
        await Jobs.CancelAsync(job.Id, null, None);

        var retry = (await Jobs.RetryAsync(job.Id, null, null, None))!.Job!;

        Assert.Equal((LineWork.Word, ThreeLines), (retry.Kind, retry.Spec));
    }

    async Task<Job> EnqueueLinesAsync(string spec) => (await Jobs.EnqueueAsync(
        new(LineWork.Word, Dataset, spec, new(EngineKind.Local, EngineKind.Local, "asked for")), None)).Job!;
}

/// <summary>Writes numbered lines: below 0 without an end, 13 by accident not, above 100 never.</summary>
sealed class LineWork : IJobWork
{
    public const string Word = "lines";
    static readonly ErrorCode TooManyLines = new(
        "TOO_MANY_LINES", 422, "Too many lines", "More lines than there may be.", "Ask for fewer.");

    public string Kind => Word;

    public async Task<JobResult> RunAsync(JobRun run, CancellationToken ct)
    {
        var lines = RowJson.Read<LineSpec>(run.Job.Spec).Lines;
        if (lines > 100) throw new InvalidDatasetException(TooManyLines, "At most 100.");

        run.Events.Report(new EngineEvent.StageStarted(Stage.Save));
        run.Events.Report(new EngineEvent.Warning(new()
        {
            Severity = Severity.Info,
            Code = "BY_HAND",
            Count = 1,
            Message = "Numbered by hand.",
        }));
        var file = Path.Combine(run.Folder, "lines.txt");
        for (var line = 1; line != lines + 1; line++)
        {
            if (line == 13) throw new InvalidOperationException("Thirteen.");
            await File.AppendAllTextAsync(file, $"{line % 10}\n", ct);
            run.Events.Report(new EngineEvent.Progress(Stage.Save, line, lines, "lines", "Writing"));
            if (lines < 0) await Task.Delay(Timeout.Infinite, ct);
        }

        return new($$"""{"written": {{lines}}}""", [new("lines.txt", new FileInfo(file).Length, lines)]);
    }

    sealed record LineSpec(int Lines);
}
