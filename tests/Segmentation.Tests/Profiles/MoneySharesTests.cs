using Segmentation.Output;
using Segmentation.Profiles;

namespace Segmentation.Tests.Profiles;

public sealed class MoneySharesTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // 8 customers: three with 100 + 140 + 160 = 400, five with 5 × 20 = 100.
    static readonly double[] Spend = [100, 140, 160, 20, 20, 20, 20, 20];
    static readonly byte[] Labels = [0, 0, 0, 1, 1, 1, 1, 1];

    [Fact]
    public void Each_segment_has_its_sum_and_its_share_of_all_money()
    {
        var money = Filled(("Age", [30, 31, 32, 50, 51, 52, 53, 54]), ("Spend ($)", Spend));

        Assert.Equal(new("Spend ($)", "$", 400, 0.8), money[0]);
        Assert.Equal(new("Spend ($)", "$", 100, 0.2), money[1]);
    }

    [Fact]
    public void The_unit_of_the_cells_stands_where_the_header_has_none()
    {
        ColumnInfo[] columns =
        [
            new() { Index = 0, Name = "Spend", Type = ColumnType.Number, Role = ColumnRole.Feature, Reason = "",
                ReasonText = "", Unit = "€" },
        ];

        var segments = MoneyShares.WithUnits(Segments(("Spend", Spend)), columns);

        Assert.Equal(["€", "€"], segments.Select(segment => segment.Money!.Unit));
        Assert.Equal(
            "37.5 % of the customers bring 80 % of the revenue (Spend €400).", MoneyShares.Sentence(segments[0]));
    }

    [Theory]
    [InlineData("Average spend")]
    [InlineData("Spend per visit")]
    [InlineData("Spending score")]
    [InlineData("Income")]
    [InlineData("Visits")]
    public void What_does_not_add_up_to_revenue_is_no_money(string header) =>
        Assert.All(Filled((header, Spend)), Assert.Null);

    [Fact]
    public void Columns_with_less_than_nothing_or_scaled_before_are_no_money()
    {
        Assert.All(Filled(("Spend", [.. Spend.Select(value => value - 30)])), Assert.Null);
        Assert.All(Filled(("Spend", [.. Spend.Select(value => value / 160)])), Assert.Null);
    }

    [Fact]
    public void Of_several_columns_only_one_of_all_money_counts()
    {
        Assert.All(Filled(("Wine sales", Spend), ("Meat sales", Spend)), Assert.Null);
        Assert.All(
            Filled(("Wine sales", Spend), ("Total spend", Spend)), money => Assert.Equal("Total spend", money!.Column));
    }

    [Fact]
    public void A_file_without_money_has_no_sentence_about_it() =>
        Assert.Null(MoneyShares.Sentence(Segments(("Visits", Spend))[0]));

    [Fact]
    public void The_table_of_segments_has_the_money()
    {
        Reports.Profiles(Segments(("Spend", Spend))).Write(_folder, "profiles.csv");

        var lines = File.ReadAllLines(Path.Combine(_folder, "profiles.csv"));
        Assert.Contains(",mean_distance,revenue_sum,revenue_share,Spend mean,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",400,0.8,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",100,0.2,", lines[2], StringComparison.Ordinal);
    }

    static SegmentMoney?[] Filled(params (string Name, double[] Values)[] columns) =>
        [.. Segments(columns).Select(segment => segment.Money)];

    static SegmentProfile[] Segments(params (string Name, double[] Values)[] columns)
    {
        var (segments, features, _) =
            Beside.Profiles([.. columns.Select(each => new Column(each.Name, each.Values))], Labels);
        return MoneyShares.Fill(segments, features);
    }
}
