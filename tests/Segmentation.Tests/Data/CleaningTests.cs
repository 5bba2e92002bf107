using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Tests.Data;

public sealed class CleaningTests
{
    [Fact]
    public void A_row_with_too_few_or_too_many_fields_is_excluded_and_listed()
    {
        using var table = Load("ragged.csv");
        var clean = table.Clean(new(), CancellationToken.None);

        Assert.Equal((5, 3, 2), (clean.Rows.Read, clean.Rows.Used, clean.Rows.Excluded));
        Assert.Equal([3L, 5L], clean.Excluded.Select(row => row.Row));
        Assert.All(clean.Excluded, row => Assert.Equal(IssueCodes.RaggedRow, row.Code));
        Assert.Contains("2 fields", clean.Excluded[0].Message);
        Assert.Equal([0L, 2L, 4L], Enumerable.Range(0, 3).Select(clean.DataRow));
        Assert.Equal([34, 23, 38], clean.Values.Column(0).ToArray());
    }

    [Fact]
    public void Every_fault_is_found_in_one_pass_with_line_column_and_value()
    {
        using var table = Load("three_kinds_of_faults.csv");
        var clean = table.Clean(new(), CancellationToken.None);

        Assert.Equal((40, 35, 5), (clean.Rows.Read, clean.Rows.Used, clean.Rows.Excluded));
        Assert.Equal(
            [
                (3L, "Age", "abc", IssueCodes.NotANumber), (4L, "Spend", "", IssueCodes.MissingValue),
                (5L, "Spend", "1e308", IssueCodes.NotFinite),
                (7L, "Age", "1d", IssueCodes.NotANumber), (8L, "Age", "0x1F", IssueCodes.NotANumber),
            ],
            clean.Excluded.Select(row => (row.Row, row.Column!, row.Value!, row.Code)));
        Assert.Equal(
            "\"Spend\" has \"1e308\", which is beyond 1e150: too large to compute with.", clean.Excluded[2].Message);
        Assert.Equal(
            [
                (IssueCodes.NotANumber, "Age", 3L), (IssueCodes.MissingValues, "Spend", 1L),
                (IssueCodes.NotFinite, "Spend", 2L)],
            table.Issues.Select(issue => (issue.Code, issue.Column!, issue.Count)));
        Assert.Equal([3L, 7L, 8L], table.Issues[0].Examples.Select(example => example.Row));
        Assert.Equal(clean.Rows.Excluded, clean.Rows.Reasons.Sum(reason => reason.Count));
    }

    [Fact]
    public void Missing_values_are_dropped_unless_asked_otherwise()
    {
        using var table = Load("missing_markers.csv");
        var clean = table.Clean(new(), CancellationToken.None);
        Assert.Equal((22, 12, 10, 0), (clean.Rows.Read, clean.Rows.Used, clean.Rows.Excluded, clean.Rows.Imputed));
        Assert.Equal(["", "#N/A", "#VALUE!", "-", "?", "NA", "NULL", "NaN", "None", "n/a"], table.Dialect.Missing);
    }

    [Fact]
    public void Missing_values_can_become_the_median_of_the_others()
    {
        using var table = Load("missing_markers.csv");
        var clean = table.Clean(new() { Missing = MissingPolicy.Median }, CancellationToken.None);

        // Ages present: 34 38 40 41 42 43 44 45 46 47 48 49 50 51, so (44 + 45) / 2; spends: 20 values, (14 + 15) / 2.
        Assert.Equal((22, 22, 0, 10), (clean.Rows.Read, clean.Rows.Used, clean.Rows.Excluded, clean.Rows.Imputed));
        Assert.Equal(44.5, clean.Values[1, 0]);
        Assert.Equal(14.5, clean.Values[4, 1]);
    }

    [Fact]
    public void Cells_that_are_no_numbers_are_not_filled()
    {
        using var table = Load("three_kinds_of_faults.csv");
        var clean = table.Clean(new() { Missing = MissingPolicy.Median }, CancellationToken.None);
        Assert.Equal((36, 4, 1), (clean.Rows.Used, clean.Rows.Excluded, clean.Rows.Imputed));
    }

    [Fact]
    public void Too_few_usable_rows_are_refused_with_what_was_left_out()
    {
        using var file = new CsvFile("a,b\n1,\n2,\n3,4\n5,6\n");
        using var table = file.Load();
        var refused =
            Assert.Throws<InvalidDatasetException>(() => table.Clean(new(), CancellationToken.None));
        Assert.Equal(DataErrors.TooFewRows.Code, refused.Code);
        Assert.Contains("Of 4 data rows 2 can be used", refused.Message);
        Assert.Contains("2 × missing value in \"b\"", refused.Message);
    }

    [Fact]
    public void Details_stop_at_a_thousand_and_counts_do_not()
    {
        var rows = Enumerable.Range(0, 200_000).Select(i => i % 10 == 3 ? $"{i},x{i}\n" : $"{i % 991},{i % 17}\n");
        using var file = new CsvFile("a,b\n" + string.Concat(rows));
        using var table = file.Load();
        var clean = table.Clean(new(), CancellationToken.None);

        Assert.Equal((200_000, 180_000, 20_000), (clean.Rows.Read, clean.Rows.Used, clean.Rows.Excluded));
        Assert.Equal(1_000, clean.Excluded.Count);
        Assert.Equal((9_995L, "x9993"), (clean.Excluded[999].Row, clean.Excluded[999].Value));
        Assert.Equal(20_000, table.Issues.Single(issue => issue.Code == IssueCodes.NotANumber).Count);
        Assert.Equal([5L, 15L, 25L, 35L, 45L],
            table.Issues.Single(issue => issue.Code == IssueCodes.NotANumber).Examples.Select(e => e.Row));
        Assert.Equal(199_999, clean.DataRow(179_999));
        Assert.Equal(4, clean.DataRow(3));
    }

    [Fact]
    public void Ids_are_text_exactly_as_it_stands_there()
    {
        using var file = new CsvFile("CustomerID,Age\n00123,5\n17850.0,6\n9007199254740993,8\nx,\n\"a,b\",9\n");
        using var table = file.Load();
        var clean = table.Clean(new(), CancellationToken.None);
        Assert.Equal(["00123", "9007199254740993", "a,b"], clean.Ids([0, 2, 3]));
    }

    [Fact]
    public void Categories_are_counted_by_segment()
    {
        using var table = Load("Mall_Customers.csv");
        var clean = table.Clean(new(), CancellationToken.None);
        var labels = new byte[200];
        labels.AsSpan(150).Fill(1);
        var gender = Assert.Single(clean.CountCategories(labels, 2, CancellationToken.None));

        Assert.Equal(("Gender", "Female", 112L, "Male", 88L), (
            gender.Column, gender.Values[0].Value, gender.Values[0].PerSegment.Sum(), gender.Values[1].Value,
            gender.Values[1].PerSegment.Sum()));
        Assert.Equal(50, gender.Values.Sum(value => value.PerSegment[1]));
    }

    [Theory]
    [InlineData(new double[] { 3 }, 3)]
    [InlineData(new double[] { 4, 1 }, 2.5)]
    [InlineData(new double[] { 5, 1, 3 }, 3)]
    [InlineData(new double[] { 2, 2, 2, 9, 1, 2 }, 2)]
    [InlineData(new double[] { 8, 7, 6, 5, 4, 3, 2, 1 }, 4.5)]
    public void The_median_is_the_middle(double[] values, double median) =>
        Assert.Equal(median, Quantiles.Of(values, 0.5)[0]);

    static Table Load(string file) => DatasetReader.Load(CsvFile.Fixture(file), new(), null, CancellationToken.None);
}
