using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class ScheduleTests : QueueTest
{
    Schedules Schedules => new(Db);

    DueSchedules DueSchedules => new(Db, Sender, NullLogger<DueSchedules>.Instance);

    [Fact]
    public async Task A_schedule_keeps_what_was_asked_and_says_when_it_is_due()
    {
        var spec = new SegmentationSpec { K = 3, Features = ["a"] };
        var saved = await Schedules.CreateAsync(Daily() with { Spec = spec, Name = "Nightly", Priority = 2 }, None);

        var schedule = (await Schedules.FindAsync(saved.Schedule!.Id, None))!;
        Assert.Equal((ScheduleOutcome.Saved, "Nightly", Dataset, "30 2 * * *", "Europe/Berlin", 2),
            (
                saved.Outcome,
                schedule.Name, schedule.DatasetId, schedule.Cron, schedule.TimeZone, (int)schedule.Priority));
        Assert.Equal((3, "a"), (schedule.Spec.K!.Value, Assert.Single(schedule.Spec.Features!)));
        var due = schedule.NextDueTimes(3);
        Assert.Equal(schedule.NextDueAt, due[0]);
        Assert.Equal(3, due.Count);
        Assert.Equal(schedule.Id, Assert.Single(await Schedules.ListAsync(None)).Id);
    }

    [Fact]
    public async Task A_schedule_that_means_nothing_or_has_no_dataset_is_not_made()
    {
        await Assert.ThrowsAsync<CronException>(() => Schedules.CreateAsync(Daily() with { Cron = "x" }, None));
        Assert.Equal(
            ScheduleOutcome.NoDataset,
            (await Schedules.CreateAsync(Daily() with { DatasetId = DatasetId.New() }, None)).Outcome);
        Assert.Empty(await Schedules.ListAsync(None));
    }

    [Fact]
    public async Task A_due_time_gives_one_job_like_the_schedule()
    {
        var schedule = await CreateAsync(
            Daily() with { Name = "Nightly", Priority = 2, Spec = new() { K = 3 } }, At("2026-06-01T12:00Z"));

        Assert.Empty(await DueSchedules.FireDueAsync(At("2026-06-02T00:29:59Z"), None));
        var fired = Assert.Single(await DueSchedules.FireDueAsync(At("2026-06-02T00:30:01Z"), None));
        Assert.Empty(await DueSchedules.FireDueAsync(At("2026-06-02T00:30:02Z"), None));

        var job = (await Jobs.FindAsync(fired.Job!.Value, None))!;
        Assert.Equal(("Nightly", 2, 3, Dataset, schedule.Id, JobState.Queued),
            (
                job.Name, (int)job.Priority,
                SegmentJob.SpecOf(job)!.K!.Value, job.DatasetId, job.ScheduleId!.Value, job.State));
        Assert.Equal(["state"], (await Events.AfterAsync(job.Id, 0, 10, None)).Select(e => e.Kind));
        var after = (await Schedules.FindAsync(schedule.Id, None))!;
        Assert.Equal((At("2026-06-02T00:30Z"), job.Id, At("2026-06-03T00:30Z")), (
            after.LastDueAt, after.LastJobId, after.NextDueAt));
        Assert.Equal(job.Id, Assert.Single((await Jobs.ListAsync(new() { ScheduleId = schedule.Id }, None)).Jobs).Id);
        Assert.NotNull(await Work.ClaimAsync(A, "local", [], None));
    }

    [Fact]
    public async Task After_a_time_without_workers_only_the_latest_due_time_has_a_job()
    {
        await CreateAsync(Daily() with { Cron = "0 * * * *" }, At("2026-06-01T12:00Z"));

        var fired = Assert.Single(await DueSchedules.FireDueAsync(At("2026-06-09T07:45Z"), None));

        Assert.Equal(At("2026-06-09T07:00Z"), fired.DueAt);
        Assert.Equal(At("2026-06-09T08:00Z"), Assert.Single(await Schedules.ListAsync(None)).NextDueAt);
    }

    // Each of the five has connections of its own, as workers have.
    [Theory]
    // 02:30 is not there on March 29th: due at 03:00.
    [InlineData("30 2 * * *", "2026-03-27T12:00Z", "2026-03-31T12:00Z", 4)]
    // 02:30 is there twice on October 25th: due the first time.
    [InlineData("30 2 * * *", "2026-10-23T12:00Z", "2026-10-27T12:00Z", 4)]
    [InlineData("0 * * * *", "2026-03-28T12:30Z", "2026-03-29T12:30Z", 24)]
    [InlineData("0 * * * *", "2026-10-24T12:30Z", "2026-10-25T12:30Z", 24)]
    public async Task Five_schedulers_at_once_make_one_job_for_each_due_time_also_when_the_clock_is_set_back(
        string cron, string from, string to, int due)
    {
        await CreateAsync(Daily() with { Cron = cron }, At(from));
        var databases = Enumerable.Range(0, 5)
            .Select(_ => new Database(ConnectionString, workConnections: 2)).ToArray();
        var five = databases.Select(db => new DueSchedules(db, Sender, NullLogger<DueSchedules>.Instance)).ToArray();
        for (var now = At(from); now <= At(to); now = now.AddMinutes(20))
        {
            await Task.WhenAll(five.Select((one, n) => one.FireDueAsync(now.AddSeconds(n), None)));
            if (now.Minute != 40) continue;

            var back = now.AddHours(-3);
            await Task.WhenAll(five.Select(one => one.RealignAsync(back, None)));
            await Task.WhenAll(five.Select(one => one.FireDueAsync(back.AddMinutes(30), None)));
            await Task.WhenAll(five.Select(one => one.RealignAsync(back.AddMinutes(30), None)));
        }

        foreach (var db in databases) await db.DisposeAsync();
        var expected = CronTimes.Parse(cron, "Europe/Berlin").NextTimes(At(from), 100)
            .Where(time => time <= At(to)).ToArray();
        Assert.Equal(due, expected.Length);
        Assert.Equal(
            expected.Select(time => time.UtcDateTime),
            await ColumnAsync<DateTime>("SELECT due_at FROM schedule_fires ORDER BY due_at"));
        Assert.Equal(due, await ScalarAsync<long>(
            "SELECT count(*) FROM jobs j JOIN schedule_fires f ON f.job_id = j.public_id"));
        Assert.Equal(due, await ScalarAsync<long>("SELECT count(*) FROM jobs"));
    }

    [Fact]
    public async Task A_clock_that_was_ahead_leaves_out_no_due_time()
    {
        await CreateAsync(Daily(), At("2026-06-01T12:00Z"));
        Assert.Single(await DueSchedules.FireDueAsync(At("2026-07-01T12:00Z"), None));

        Assert.Equal(1, await DueSchedules.RealignAsync(At("2026-06-01T12:05Z"), None));

        Assert.Equal(
            At("2026-06-02T00:30Z"),
            Assert.Single(await DueSchedules.FireDueAsync(At("2026-06-02T00:31Z"), None)).DueAt);
    }

    [Fact]
    public async Task A_job_and_its_due_time_are_stored_both_or_neither()
    {
        await CreateAsync(Daily(), At("2026-06-01T12:00Z"));
        await ExecuteAsync("ALTER TABLE jobs ADD CONSTRAINT none CHECK (schedule_id IS NULL)");

        await Assert.ThrowsAsync<PostgresException>(() => DueSchedules.FireDueAsync(At("2026-06-02T00:31Z"), None));
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM schedule_fires"));

        await ExecuteAsync("ALTER TABLE jobs DROP CONSTRAINT none");
        Assert.Single(await DueSchedules.FireDueAsync(At("2026-06-02T00:32Z"), None));
    }

    [Fact]
    public async Task A_paused_schedule_is_never_due_and_makes_up_for_nothing_when_it_goes_on()
    {
        var schedule = await CreateAsync(Daily(), At("2026-06-01T12:00Z"));

        var paused = (await Schedules.PauseAsync(schedule.Id, None))!;
        Assert.NotNull(paused.PausedAt);
        Assert.Empty(paused.NextDueTimes(3));
        Assert.Equal(paused.PausedAt, (await Schedules.PauseAsync(schedule.Id, None))!.PausedAt);
        Assert.Empty(await DueSchedules.FireDueAsync(At("2026-06-09T00:31Z"), None));

        var resumed = (await Schedules.ResumeAsync(schedule.Id, None))!;
        Assert.Null(resumed.PausedAt);
        Assert.True(resumed.NextDueAt > await ScalarAsync<DateTime>("SELECT clock_timestamp()"));
        Assert.Null(await Schedules.PauseAsync(ScheduleId.New(), None));
        Assert.Null(await Schedules.ResumeAsync(ScheduleId.New(), None));
    }

    [Fact]
    public async Task A_schedule_is_changed_as_a_whole_and_stays_paused()
    {
        var schedule = await CreateAsync(Daily(), At("2026-06-01T12:00Z"));
        await Schedules.PauseAsync(schedule.Id, None);

        var changed = await Schedules.UpdateAsync(
            schedule.Id, Daily() with { Cron = "0 6 * * MON", TimeZone = "UTC", Name = "Weekly" }, None);

        Assert.Equal((ScheduleOutcome.Saved, "0 6 * * MON", "UTC", "Weekly", null),
            (
                changed.Outcome,
                changed.Schedule!.Cron, changed.Schedule.TimeZone, changed.Schedule.Name, changed.Schedule.NextDueAt));
        Assert.Equal(DayOfWeek.Monday, (await Schedules.ResumeAsync(schedule.Id, None))!.NextDueAt!.Value.DayOfWeek);
        Assert.Equal(ScheduleOutcome.NotFound, (await Schedules.UpdateAsync(ScheduleId.New(), Daily(), None)).Outcome);
        Assert.Equal(ScheduleOutcome.NoDataset,
            (await Schedules.UpdateAsync(schedule.Id, Daily() with { DatasetId = DatasetId.New() }, None)).Outcome);
    }

    [Fact]
    public async Task A_schedule_whose_dataset_was_deleted_pauses_itself_and_says_so()
    {
        var schedule = await CreateAsync(Daily(), At("2026-06-01T12:00Z"));
        Assert.Equal(Deletion.Deleted, await Datasets.DeleteAsync(Dataset, None));

        Assert.Null(Assert.Single(await DueSchedules.FireDueAsync(At("2026-06-02T00:31Z"), None)).Job);

        var paused = (await Schedules.FindAsync(schedule.Id, None))!;
        Assert.NotNull(paused.PausedAt);
        Assert.Contains("dataset was deleted", paused.Problem);
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM jobs"));
    }

    [Fact]
    public async Task A_deleted_schedule_is_gone_and_its_jobs_stay()
    {
        var schedule = await CreateAsync(Daily(), At("2026-06-01T12:00Z"));
        var job = (await DueSchedules.FireDueAsync(At("2026-06-02T00:31Z"), None))[0].Job!.Value;

        Assert.True(await Schedules.DeleteAsync(schedule.Id, None));
        Assert.False(await Schedules.DeleteAsync(schedule.Id, None));

        Assert.Null(await Schedules.FindAsync(schedule.Id, None));
        Assert.NotNull(await Jobs.FindAsync(job, None));
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_read_here_holds_up_no_other()
    {
        var broken = await CreateAsync(Daily(), At("2026-06-01T12:00Z"));
        await ExecuteAsync("UPDATE schedules SET time_zone = 'Mars/Olympus'");
        var good = await CreateAsync(Daily(), At("2026-06-01T12:00Z"));

        Assert.Equal(good.Id, Assert.Single(await DueSchedules.FireDueAsync(At("2026-06-02T00:31Z"), None)).Schedule);
        Assert.Equal(1, await DueSchedules.RealignAsync(At("2026-06-01T12:01Z"), None));
        Assert.NotEqual(broken.Id, good.Id);
    }

    NewSchedule Daily() =>
        new(Dataset, new() { K = 2 }, new(EngineKind.Auto, EngineKind.Local, "it fits"), "30 2 * * *", "Europe/Berlin");

    // As if it had been made then.
    async Task<Schedule> CreateAsync(NewSchedule schedule, DateTimeOffset at)
    {
        var saved = (await Schedules.CreateAsync(schedule, None)).Schedule!;
        var due = CronTimes.Parse(schedule.Cron, schedule.TimeZone).Next(at)!.Value;
        await ExecuteAsync("UPDATE schedules SET next_due_at = $1 WHERE id = $2", due.UtcDateTime, saved.Id.Value);
        return saved;
    }

    static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
