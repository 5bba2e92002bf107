using Segmentation.Data;
using Segmentation.Tests.Data;

namespace Segmentation.Tests;

/// <summary>How many rows will be left out, said before the run. By hand, and held against the run itself.</summary>
public sealed class RowForecastTests
{
    // Row 4 lacks both, row 5 has three fields, row 7 a word.
    const string Shared = "a,b\n1,10\n2,20\n3,30\n,\n5,50,5\n6,60\n7,x\n8,80\n,90\n10,100\n11,110\n12,120\n";

    [Fact]
    public void Faults_of_one_column_need_no_second_reading()
    {
        using var file = new CsvFile("a,b\n1,10\n,20\n3,30\nx,40\n5,50\n6,60\n7,70\n8,80\n9,90\n10,100\n11,9\n12,8\n");

        var forecast = RowForecast.Of(null, file.Inspect(), new(), CancellationToken.None)!;

        Assert.Equal((2, 2), (forecast.Least, forecast.Most));
        Assert.Equal(
            [new(IssueCodes.MissingValue, "a", 1), new(IssueCodes.NotANumber, "a", 1)], forecast.Reasons);
    }

    // a: 2 missing; b: 1 missing, 1 word; one row of three fields: from 1 + 2 to 1 + 4.
    [Fact]
    public void Without_the_file_faults_of_two_columns_give_two_bounds()
    {
        using var file = new CsvFile(Shared);

        var forecast = RowForecast.Of(null, file.Inspect(), new(), CancellationToken.None)!;

        Assert.Equal((3, 5), (forecast.Least, forecast.Most));
    }

    // Missing in both is one row: 5 is ragged, 4 and 9 lack a value, 7 has a word.
    [Fact]
    public void With_the_file_the_number_is_exact()
    {
        using var file = new CsvFile(Shared);

        var forecast = RowForecast.Of(file.Path, file.Inspect(), new(), CancellationToken.None)!;

        Assert.Equal((4, 4), (forecast.Least, forecast.Most));
        Assert.Equal(4, forecast.Reasons.Sum(reason => reason.Count));
    }

    [Fact]
    public void Values_that_are_filled_in_leave_no_row_out()
    {
        using var file = new CsvFile(Shared);
        var spec = new SegmentationSpec { Cleaning = new() { Missing = MissingPolicy.Median } };

        var forecast = RowForecast.Of(file.Path, file.Inspect(), spec, CancellationToken.None)!;

        Assert.Equal((2, 2), (forecast.Least, forecast.Most));
    }

    // Every customer stands twice: the second is left out when asked.
    [Fact]
    public void Repeats_count_when_they_are_left_out()
    {
        var path = CsvFile.Fixture("every_customer_twice.csv");
        var info = DatasetReader.Inspect(path, CancellationToken.None);
        var spec = new SegmentationSpec { Cleaning = new() { Duplicates = DuplicatePolicy.First } };

        var forecast = RowForecast.Of(path, info, spec, CancellationToken.None)!;

        Assert.Equal((info.Rows / 2, info.Rows / 2), (forecast.Least, forecast.Most));
        Assert.Null(RowForecast.Of(null, info, spec, CancellationToken.None));
    }

    [Fact]
    public void Too_few_rows_are_refused_before_the_start()
    {
        using var file = new CsvFile("a,b\n1.5,10\n,20\n3.5,30\n,40\n,50\n,60\n,70\n,80\n,90\n,100\n");
        var spec = new SegmentationSpec { Features = ["a", "b"] };

        var refused = Assert.Throws<InvalidDatasetException>(
            () => RowForecast.Of(file.Path, file.Inspect(), spec, CancellationToken.None));

        Assert.Equal(DataErrors.TooFewRows.Code, refused.Code);
    }

    [Theory]
    [InlineData("three_kinds_of_faults.csv")]
    [InlineData("missing_markers.csv")]
    [InlineData("ragged.csv")]
    [InlineData("Mall_Customers.csv")]
    [InlineData("cc_general_like.csv")]
    public void It_is_what_the_run_leaves_out(string name)
    {
        var path = CsvFile.Fixture(name);
        var info = DatasetReader.Inspect(path, CancellationToken.None);
        using var table = DatasetReader.Load(path, new(), null, CancellationToken.None);
        var rows = table.Clean(new(), CancellationToken.None).Rows;

        var forecast = RowForecast.Of(path, info, new(), CancellationToken.None)!;

        Assert.Equal((rows.Excluded, rows.Excluded), (forecast.Least, forecast.Most));
    }
}
