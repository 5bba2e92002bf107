using Segmentation.Profiles;

namespace Segmentation.Tests.Profiles;

public sealed class WordsTests
{
    [Fact]
    public void Income_and_spending_score_give_names_of_their_levels()
    {
        var names = Names(["Annual Income (k$)", "Spending_Score"], [[1, 1.2], [1.1, -1.3], [-0.2, 0]]);

        Assert.Equal(["High income, high spending", "High income, low spending", "Average income and spending"], names);
    }

    [Fact]
    public void Other_features_are_named_by_the_two_that_stand_out_most() =>
        Assert.Equal(["Low Grocery, high Fresh", "High Milk", "Close to the average"],
            Names(["Fresh", "Milk", "Grocery"], [[0.6, 0, -0.9], [0.1, 2, 0.3], [0.1, 0.2, -0.4]]));

    [Fact]
    public void Two_segments_of_one_level_are_told_apart_by_the_feature_that_separates_them_most() =>
        Assert.Equal(["Average income and spending, higher Age", "Average income and spending, lower Age"],
            Names(["Age", "Income", "Spending score"], [[1.1, 0, 0.1], [-0.9, 0.1, 0]]));

    [Fact]
    public void Three_segments_of_one_level_are_told_apart_by_a_number() =>
        Assert.Equal(["Close to the average, Age about 104", "Close to the average, Age about 100",
            "Close to the average, Age about 96"],
            Names(["Age"], [[0.4], [0], [-0.4]]));

    [Theory]
    [InlineData(0.1, 0.9, "Champions")]
    [InlineData(0.92, 0.08, "Lost")]
    [InlineData(0.75, 0.75, "At risk")]
    [InlineData(0.12, 0.2, "New or recent")]
    public void Recency_frequency_and_money_give_the_words_of_the_trade(double recency, double value, string name)
    {
        var segment = Segment(1, ["Recency", "Orders", "Total Spend"], [0, 0, 0], [recency, value, value]);

        Assert.Equal(name, SegmentNames.Give([segment], All(3))[0].Name);
    }

    [Fact]
    public void A_segment_far_from_every_word_is_named_by_its_levels()
    {
        var segment = Segment(1, ["Recency", "Frequency", "Monetary"], [-1, 0, 0], [0.0, 0.5, 0.5]);

        Assert.Equal("Low Recency", SegmentNames.Give([segment], All(3))[0].Name);
    }

    [Fact]
    public void A_highlight_gives_the_ratio_from_one_and_a_half_times_the_average()
    {
        var segment = Words.Describe([Segment(1, ["Spend", "Age"], [11, -4], [0.5, 0.5])], All(2))[0];

        Assert.Equal(["Spend 2.1x the average", "Age 40 % below the average"], segment.Highlights);
        Assert.Equal(
            "20 customers, 10 % of all. Spend averages 210 (all customers 100); Age averages 60 (all customers 100).",
            segment.Description);
    }

    // The mean of all is 100 and the deviation 10, so z = 11 is a mean of 210.
    static string[] Names(string[] features, double[][] z) =>
        [.. SegmentNames.Give([.. z.Select((own, s) => Segment(s + 1, features, own, own.Select(_ => 0.5).ToArray()))],
            All(features.Length)).Select(name => name.Name)];

    static Distribution[] All(int features) =>
        [.. Enumerable.Repeat(new Distribution(100, 10, 0, 0, 100, 0, 0), features)];

    static SegmentProfile Segment(int number, string[] features, double[] z, double[] ranks) => new()
    {
        Number = number,
        Name = "",
        Description = "",
        Highlights = [],
        Size = 20,
        Share = 0.1,
        Silhouette = 0,
        WithinSs = 0,
        MeanDistance = 0,
        ScaledCentre = z,
        ComponentCentre = z,
        Features = [.. features.Select((name, j) => new SegmentFeature(
            name, new(100 + (10 * z[j]), 0, 0, 0, 0, 0, 0), z[j] / 10, z[j], ranks[j]))],
    };
}
