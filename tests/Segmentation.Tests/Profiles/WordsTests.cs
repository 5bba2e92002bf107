using Segmentation.Profiles;

namespace Segmentation.Tests.Profiles;

public sealed class WordsTests
{
    [Fact]
    public void Income_and_spending_score_give_names_of_their_levels()
    {
        var names = Names(["Annual Income (k$)", "Spending_Score"], [[1, 1.6], [1.1, -1.3], [-0.3, 0], [-0.2, 0]]);

        Assert.Equal(
            ["High income, very high spending", "High income, low spending", "Rather low income, average spending",
                "Average income and spending"], names);
    }

    [Fact]
    public void Other_features_are_named_by_the_two_that_stand_out_most() =>
        Assert.Equal(["Low Grocery, high Fresh", "Very high Milk", "Rather low Grocery", "Close to the average"],
            Names(["Fresh", "Milk", "Grocery"],
                [[0.6, 0, -0.9], [0.1, 2, 0.3], [0.1, 0.2, -0.4], [0.1, 0.2, -0.2]]));

    [Fact]
    public void Two_segments_of_one_name_are_told_apart_by_the_feature_that_separates_them_most() =>
        Assert.Equal(["Average income and spending, high Age", "Average income and spending, low Age"],
            Names(["Age", "Income", "Spending score"], [[1.1, 0, 0.1], [-0.9, 0.1, 0]]));

    [Fact]
    public void Three_segments_without_different_words_are_told_apart_by_a_number() =>
        Assert.Equal(["Close to the average, Age about 102", "Close to the average, Age about 100",
            "Close to the average, Age about 98"],
            Names(["Age"], [[0.2], [0], [-0.2]]));

    [Fact]
    public void The_same_words_in_another_order_are_the_same_name() =>
        Assert.Equal(["High Orders, Spend about 106", "High Orders, Spend about 108"],
            Names(["Spend", "Orders"], [[0.6, 0.7], [0.8, 0.7]]));

    [Fact]
    public void A_number_takes_the_place_of_the_word_for_the_same_feature() =>
        Assert.Equal(["Beta about 89", "Beta about 91"], Names(["Beta"], [[-1.1], [-0.9]]));

    [Theory]
    [InlineData(0.1, 0.9, "Champions")]
    [InlineData(0.92, 0.08, "Lost")]
    [InlineData(0.75, 0.75, "At risk")]
    [InlineData(0.12, 0.15, "New or recent")]
    [InlineData(0.7, 0.5, "Needs attention")]
    public void Recency_frequency_and_money_give_the_words_of_the_trade(double recency, double value, string name) =>
        Assert.Equal(name, Rfm([0, 0, 0], [recency, value, value]).Name);

    [Fact]
    public void Medians_in_the_middle_have_no_word_of_the_trade() =>
        Assert.Equal("Close to the average", Rfm([0, 0, 0], [0.5, 0.5, 0.5]).Name);

    [Fact]
    public void Recency_is_told_as_what_it_means() => Assert.Equal(
        ["Bought very lately", "Bought long ago", "Bought rather lately"],
        Names(["Days since last order"], [[-1.6], [0.7], [-0.3]]));

    [Fact]
    public void Days_since_something_else_are_no_purchase() =>
        Assert.Equal(["Low Days since signup"], Names(["Days since signup"], [[-0.7]]));

    [Fact]
    public void A_word_of_the_trade_comes_with_its_plain_reason() => Assert.Equal(
        "20 customers, 10 % of all. Called Champions by the medians: bought 100 days ago (80 % of all customers longer "
        + "ago); Orders 100 (80 % of all customers less); Total Spend 100 (90 % of all customers less).",
        Rfm([0, 0, 0], [0.2, 0.8, 0.9]).Description);

    [Fact]
    public void Highlights_are_ratios_where_one_is_one_and_a_half_times_the_average()
    {
        var segment = Described(["Spend", "Age"], [[11, -4]])[0];

        Assert.Equal(["Spend 2.1 times the average", "Age 0.6 times the average"], segment.Highlights);
        Assert.Equal(
            [new("Spend", FactMeasure.Mean, 210, 100, FactDirection.Above),
                new("Age", FactMeasure.Mean, 60, 100, FactDirection.Below)], segment.Facts);
        Assert.Equal(
            "20 customers, 10 % of all. Spend averages 210 (all customers 100); Age averages 60 (all customers 100).",
            segment.Description);
    }

    [Fact]
    public void Highlights_are_shares_of_the_average_where_none_is_much_larger() => Assert.Equal(
        ["Age 40 % below the average", "Spend 11 % above the average"],
        Described(["Spend", "Age"], [[1.1, -4]])[0].Highlights);

    [Fact]
    public void One_customer_is_not_customers() => Assert.StartsWith(
        "1 customer, 10 % of all.",
        Words.Describe([Segment(1, ["Age"], [0], [0.5]) with { Size = 1 }], Features(["Age"]), None)[0].Description);

    static readonly Pca None = new([], [], []);

    static SegmentProfile Rfm(double[] z, double[] ranks)
    {
        string[] features = ["Recency", "Orders", "Total Spend"];
        return Words.Describe([Segment(1, features, z, ranks)], Features(features), None)[0];
    }

    static string[] Names(string[] features, double[][] z) =>
        [.. Described(features, z).Select(segment => segment.Name)];

    // The mean of all is 100 and the deviation 10, so z = 11 is a mean of 210.
    static SegmentProfile[] Described(string[] features, double[][] z) => Words.Describe(
        [.. z.Select((own, s) => Segment(s + 1, features, own, [.. own.Select(_ => 0.5)]))], Features(features), None);

    static FeatureInfo[] Features(string[] names) =>
        [.. names.Select(name => new FeatureInfo(name, Transform.None, 0, 1, new(100, 10, 0, 95, 100, 105, 400)))];

    static SegmentProfile Segment(int number, string[] features, double[] z, double[] ranks) =>
        HandMade.Segment(number, 20, z) with
        {
            Share = 0.1,
            Features = [.. features.Select((name, j) => new SegmentFeature(
                name, new(100 + (10 * z[j]), 0, 0, 0, 100 + (10 * z[j]), 0, 0), z[j] / 10, z[j], ranks[j]))],
        };
}
