using System.Globalization;
using System.Text;
using Segmentation.Data;

namespace Segmentation.Tests.Data;

public sealed class DateFeatureTests
{
    static readonly DateForm DayFirst = new(DateKind.Text, DayFirst: true, AsOf: Days("2026-03-31"));

    [Theory]
    [InlineData("2026-03-31", "2026-03-31")]
    [InlineData(" \"2026-3-1 \"", "2026-03-01")]
    [InlineData("2026/03/01 23:59", "2026-03-01")]
    [InlineData("2026-03-01T23:59:59.5+02:00", "2026-03-01")]
    [InlineData("2026-Mar-01", "2026-03-01")]
    [InlineData("3.4.2026", "2026-04-03")]
    [InlineData("03-04-2026", "2026-04-03")]
    [InlineData("3/13/2026", "2026-03-13")]
    [InlineData("31/12/69", "1969-12-31")]
    [InlineData("31/12/68", "2068-12-31")]
    [InlineData("15. März 2026", "2026-03-15")]
    [InlineData("1 AOÛT 2026", "2026-08-01")]
    [InlineData("1 juin 2026", "2026-06-01")]
    [InlineData("1 juillet 2026", "2026-07-01")]
    [InlineData("5-Dez-25", "2025-12-05")]
    [InlineData("July 4, 2026", "2026-07-04")]
    [InlineData("Oct 4 2026 10:00", "2026-10-04")]
    [InlineData("Mon, 01 Jan 2024", "2024-01-01")]
    [InlineData("Montag, 1. Januar 2024", "2024-01-01")]
    [InlineData("Di., 2.1.2024", "2024-01-02")]
    [InlineData("mardi 5 mars 2024", "2024-03-05")]
    [InlineData("mar 5, 2024", "2024-03-05")]
    [InlineData("Friday, March 1, 2024", "2024-03-01")]
    [InlineData("środa, 3 stycznia 2024", "2024-01-03")]
    [InlineData("Thu 2024-02-29 10:00", "2024-02-29")]
    [InlineData("2026-03", "2026-03-01")]
    [InlineData("29.02.2024", "2024-02-29")]
    [InlineData("1800-01-01", "1800-01-01")]
    [InlineData("2200-12-31", "2200-12-31")]
    public void A_date_is_read_as_days_before_a_day(string cell, string day) =>
        Assert.Equal(Days("2026-03-31") - Days(day), Read(cell, DayFirst));

    [Theory]
    [InlineData("29.02.2025")]
    [InlineData("13.13.2026")]
    [InlineData("0.1.2026")]
    [InlineData("1799-12-31")]
    [InlineData("2201-01-01")]
    [InlineData("2026-03-31x")]
    [InlineData("1 foo 2026")]
    [InlineData("foo, 1.1.2026")]
    [InlineData("n/a")]
    [InlineData("")]
    [InlineData("20260331")]
    public void What_is_no_date_is_missing(string cell) => Assert.True(NotNumber.IsMissing(Read(cell, DayFirst)));

    [Fact]
    public void Whatever_is_recognised_as_a_date_can_be_read()
    {
        string[] forms =
        [
            "2026{0}03{0}31", "31{0}03{0}2026", "03{0}31{0}26", "31{0}Mar{0}2026", "Mar{0}31{0}2026", "2026{0}Mar{0}31",
            "1{0} Okt{0} 2026", "March 31, 2026", "Tue, 31{0}03{0}2026", "Dienstag 31. März 2026", "31 March,2026",
            "2026{0}03",
        ];
        string[] times = ["", " 10:00", "T10:00:00Z", ", 10:00 PM", " 23:59:59+02:00"];
        var cells = forms.SelectMany(form => "-/. ".Select(mark => string.Format(null, form, mark)))
            .SelectMany(day => times.Select(time => day + time)).ToArray();
        var dates = cells.Where(cell => DateText.OrderOf(Encoding.UTF8.GetBytes(cell), out _) is not null).ToArray();
        Assert.True(dates.Length > cells.Length / 2, $"{dates.Length} of {cells.Length}");
        Assert.All(dates, cell => Assert.False(double.IsNaN(Read(cell, DayFirst)), cell));
    }

    [Theory]
    [InlineData("3/4/2026", "2026-03-04")]
    [InlineData("13/4/2026", "2026-04-13")]
    public void The_order_of_the_column_decides_where_both_could_be(string cell, string day) =>
        Assert.Equal(Days("2026-03-31") - Days(day), Read(cell, DayFirst with { DayFirst = false }));

    [Theory]
    [InlineData((int)DateKind.Digits, "19970101", "1997-01-01")]
    [InlineData((int)DateKind.Serial, "45292.75", "2024-01-01")]
    [InlineData((int)DateKind.Seconds, "1706739200", "2024-01-31")]
    [InlineData((int)DateKind.Milliseconds, "1706739200000", "2024-01-31")]
    [InlineData((int)DateKind.Microseconds, "1706739200000000", "2024-01-31")]
    public void Dates_that_are_numbers_are_read_by_their_kind(int kind, string cell, string day) => Assert.Equal(
        Days("2026-03-31") - Days(day), Read(cell, DayFirst with { Kind = (DateKind)kind }));

    [Fact]
    public void Dates_that_are_asked_for_are_a_feature()
    {
        using var table = Load(new() { Dates = Recency("last_seen_ms", "created"), AsOf = new(2025, 1, 1) });
        Assert.Equal(
            ["last_seen_ms (days before 2025-01-01)", "created (days before 2025-01-01)", "age", "income"],
            table.FeatureColumns.Select(column => column.Name));
        var clean = table.Clean(new(), CancellationToken.None);
        Assert.Equal((Days("2025-01-01") - Days("2024-01-31"), Days("2025-01-01") - Days("2024-03-27")),
            (clean.Values[0, 0], clean.Values[0, 1]));
        Assert.Equal(48, clean.Rows.Used);
        Assert.DoesNotContain(table.Issues, issue => issue.Code == IssueCodes.DateColumn);
    }

    [Fact]
    public void Without_a_day_they_count_from_the_day_after_the_last_date_and_beside_the_features_named()
    {
        using var table = Load(new() { Dates = Recency("Created"), Features = ["age"] });
        var column = Assert.Single(table.FeatureColumns, column => column.Name != "age");
        Assert.Matches("^created \\(days before 202[0-9]-[0-9]{2}-[0-9]{2}\\)$", column.Name);
        Assert.Equal(1, table.Clean(new(), CancellationToken.None).Values.Column(0).ToArray().Min());
    }

    [Fact]
    public void Missing_and_unreadable_dates_are_missing_values()
    {
        var text = new StringBuilder("id,joined,spend\n");
        for (var i = 0; i < 20; i++)
            text.Append(
                CultureInfo.InvariantCulture, $"c{i},{(i == 3 ? "" : i == 5 ? "soon" : $"{i + 1}.3.2026")},{i}\n");
        using var file = new CsvFile(text.ToString());
        using var table = file.Load(new() { Dates = Recency("joined") });
        var clean = table.Clean(new(), CancellationToken.None);
        Assert.Equal(
            [new ReasonCount(IssueCodes.MissingValue, "joined (days before 2026-03-21)", 2)], clean.Rows.Reasons);
        Assert.Equal(18, clean.Rows.Used);
    }

    [Fact]
    public void A_column_without_dates_is_refused()
    {
        var refused = Assert.Throws<InvalidDatasetException>(() => Load(new() { Dates = Recency("age") }));
        Assert.Equal(DataErrors.ColumnNotDate.Code, refused.Code);
        Assert.StartsWith("Column \"age\" has no dates", refused.Message);
    }

    static Table Load(SegmentationSpec spec) => DatasetReader.Load(
        CsvFile.Fixture("epoch_milliseconds.csv"), spec, null, CancellationToken.None);

    static Dictionary<string, DateUse> Recency(params string[] names) => names.ToDictionary(
        name => name, _ => DateUse.Recency);

    static double Read(string cell, DateForm form) => DateReader.Read(Encoding.UTF8.GetBytes(cell), form);

    static double Days(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture).DayNumber
        - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
}
