using Segmentation.Postgres;

namespace Segmentation.Tests.Postgres;

public sealed class CronTimesTests
{
    [Theory]
    // Europe/Berlin: from 02:00 to 03:00 on 29 March 2026, from 03:00 back to 02:00 on 25 October 2026.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z",
        "2026-03-31T00:30Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z",
        "2026-10-27T01:30Z")]
    [InlineData("0 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:00Z", "2026-10-26T01:00Z",
        "2026-10-27T01:00Z")]
    [InlineData("0 * * * *", "Europe/Berlin", "2026-03-28T23:30Z", "2026-03-29T00:00Z", "2026-03-29T01:00Z",
        "2026-03-29T02:00Z")]
    [InlineData("0 * * * *", "Europe/Berlin", "2026-10-24T23:30Z", "2026-10-25T00:00Z", "2026-10-25T01:00Z",
        "2026-10-25T02:00Z")]
    // America/New_York: from 02:00 to 03:00 on 8 March 2026, from 02:00 back to 01:00 on 1 November 2026.
    [InlineData("15 2 * * *", "America/New_York", "2026-03-07T12:00Z", "2026-03-08T07:00Z", "2026-03-09T06:15Z",
        "2026-03-10T06:15Z")]
    [InlineData("15 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-01T05:15Z", "2026-11-02T06:15Z",
        "2026-11-03T06:15Z")]
    // Half an hour: from 02:00 to 02:30 on 4 October 2026.
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00Z", "2026-10-03T15:30Z", "2026-10-04T15:15Z",
        "2026-10-05T15:15Z")]
    // Over midnight: from 00:00 to 01:00 on 6 September 2026.
    [InlineData("0 0 * * *", "America/Santiago", "2026-09-05T12:00Z", "2026-09-06T04:00Z", "2026-09-07T03:00Z",
        "2026-09-08T03:00Z")]
    public void A_change_of_the_clocks_neither_leaves_a_due_time_out_nor_doubles_it(
        string cron, string zone, string after, params string[] due) =>
        Assert.Equal(due.Select(At), CronTimes.Parse(cron, zone).NextTimes(At(after), due.Length));

    [Theory]
    // 2026-11-21 is a Saturday.
    [InlineData("0 6 * * MON-FRI", "2026-11-23T06:00Z")]
    [InlineData("0 6 * * 1", "2026-11-23T06:00Z")]
    [InlineData("0 6 * * 0", "2026-11-22T06:00Z")]
    [InlineData("0 0 6 ? * 2", "2026-11-23T06:00Z")]
    [InlineData("30 0 6 ? * SUN", "2026-11-22T06:00:30Z")]
    [InlineData("0 0 12 L * ?", "2026-11-30T12:00Z")]
    [InlineData("0 0 0 1 1 ? 2028", "2028-01-01T00:00Z")]
    [InlineData("@daily", "2026-11-22T00:00Z")]
    public void Five_fields_are_read_as_cron_does_and_six_or_seven_as_Quartz_does(string cron, string due) =>
        Assert.Equal(At(due), CronTimes.Parse(cron, "UTC").Next(At("2026-11-21T12:00Z")));

    [Theory]
    [InlineData("every day")]
    [InlineData("")]
    [InlineData("0 25 * * *")]
    [InlineData("0 0 6 ? * 9")]
    [InlineData("0 0 0 30 2 ?")]
    [InlineData("0 6 * *")]
    public void An_expression_that_means_nothing_is_refused_with_what_would_be_understood(string cron)
    {
        var error = Assert.Throws<CronException>(() => CronTimes.Parse(cron, "UTC"));

        Assert.StartsWith($"The expression '{cron}' ", error.Message);
    }

    [Theory]
    [InlineData("Europe/Berlin!")]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    public void A_time_zone_that_is_not_known_is_refused(string zone) => Assert.StartsWith(
        $"The time zone '{zone}' is not known.",
        Assert.Throws<CronException>(() => CronTimes.Parse("0 6 * * *", zone)).Message);

    [Fact]
    public void An_expression_that_is_too_long_is_refused() =>
        Assert.Throws<CronException>(() =>
            CronTimes.Parse($"0 {string.Join(',', Enumerable.Repeat("1", 200))} * * *", "UTC"));

    [Fact]
    public void After_the_last_time_there_is_none() =>
        Assert.Null(CronTimes.Parse("0 0 0 1 1 ? 2026", "UTC").Next(At("2026-06-01T00:00Z")));

    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin")]
    [InlineData("*/20 1-3 * * *", "Europe/Berlin")]
    [InlineData("0 * * * *", "America/New_York")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe")]
    [InlineData("45 1,2,3 * * *", "Europe/Berlin")]
    [InlineData("30 23 * * *", "America/Santiago")]
    [InlineData("*/7 * * * *", "Europe/Berlin")]
    public void The_next_and_the_latest_due_time_are_those_beside_each_moment(string cron, string zone)
    {
        var times = CronTimes.Parse(cron, zone);
        string[] days = [
            "2026-03-07", "2026-03-28", "2026-04-03", "2026-04-04", "2026-10-03", "2026-10-24", "2026-10-31"];
        foreach (var day in days)
        {
            var from = At($"{day}T00:00Z");
            var due = new List<DateTimeOffset>();
            for (var next = times.Next(from.AddDays(-2)); next < from.AddDays(4); next = times.Next(next!.Value))
                due.Add(next!.Value);
            for (var now = from; now < from.AddDays(2); now = now.AddMinutes(10).AddMilliseconds(333))
            {
                Assert.Equal(due.Last(time => time <= now), times.Latest(now));
                Assert.Equal(due.First(time => time > now), times.Next(now));
            }
        }
    }

    [Fact]
    public void A_due_time_is_the_latest_at_its_own_moment()
    {
        var times = CronTimes.Parse("0 6 * * *", "UTC");

        Assert.Equal(At("2026-11-21T06:00Z"), times.Latest(At("2026-11-21T06:00Z")));
        Assert.Equal(At("2026-11-20T06:00Z"), times.Latest(At("2026-11-21T06:00Z").AddTicks(-1)));
    }

    static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
