using System.Text.RegularExpressions;
using Segmentation.Insights;

namespace Segmentation.Tests.Insights;

/// <summary>The rules that come with the program.</summary>
public sealed partial class ActionRulesTests : IDisposable
{
    static readonly ActionRules Actions =
        ActionRules.Read(Path.Combine(AppContext.BaseDirectory, "texts", "actions.en.json"));

    static readonly string[] Rfm = ["Recency", "Frequency", "Spend"];
    static readonly string[] IncomeScore = ["Annual Income (k$)", "Spending Score (1-100)"];
    static readonly string[] IncomeScoreAge = [.. IncomeScore, "Age"];
    static readonly double[] Middle = [0, 0, 0];

    // What each rule asks for: features, deviations from the mean, and for words where the medians stand.
    static readonly (string Rule, string[] Features, double[] Z, double[]? Ranks)[] Cases =
    [
        ("champions", Rfm, Middle, [0.1, 0.9, 0.9]),
        ("loyal", Rfm, Middle, [0.35, 0.75, 0.75]),
        ("new", Rfm, Middle, [0.12, 0.15, 0.15]),
        ("promising", Rfm, Middle, [0.3, 0.45, 0.45]),
        ("needs-attention", Rfm, Middle, [0.65, 0.5, 0.5]),
        ("at-risk", Rfm, Middle, [0.75, 0.75, 0.75]),
        ("once-the-best", Rfm, Middle, [0.92, 0.92, 0.92]),
        ("about-to-leave", Rfm, Middle, [0.55, 0.25, 0.25]),
        ("hibernating", Rfm, Middle, [0.78, 0.25, 0.25]),
        ("lost", Rfm, Middle, [0.92, 0.08, 0.08]),
        ("rich-and-spending", IncomeScore, [1, 1], null),
        ("rich-and-careful", IncomeScore, [1, -1], null),
        ("modest-and-spending", IncomeScore, [-1, 1], null),
        ("modest-and-careful", IncomeScore, [-1, -1], null),
        ("average-and-older", IncomeScoreAge, [0, 0.4, 1], null),
        ("average-and-younger", IncomeScoreAge, [0, 0.4, -1], null),
        ("average-income-and-spending", IncomeScoreAge, [0, -0.4, 0.2], null),
        ("much-and-often", ["Orders", "Revenue"], [0.6, 0.6], null),
        ("much-but-seldom", ["Orders", "Revenue"], [-0.6, 0.6], null),
        ("often-but-little", ["Orders", "Revenue"], [0.6, -0.6], null),
        ("long-ago-and-little", Rfm, [0.6, -0.6, -0.6], [0.5, 0.5, 0.5]),
        ("seldom-and-little", ["Orders", "Revenue"], [-0.6, -0.6], null),
        ("long-ago", ["Days since last order", "Age"], [0.5, 0], null),
        ("spends-much", ["Revenue", "Age"], [0.5, 2], null),
        ("comes-often", ["Orders"], [0.5], null),
        ("high-score", ["Spending Score"], [0.5], null),
        ("spends-little", ["Revenue"], [-0.5], null),
        ("low-score", ["Spending Score"], [-0.5], null),
        ("high-income", ["Income"], [0.5], null),
        ("low-income", ["Income"], [-0.5], null),
        ("recent", ["Recency"], [-0.5], null),
        ("comes-seldom", ["Orders"], [-0.5], null),
        ("older", ["Age"], [0.5], null),
        ("younger", ["Age"], [-0.5], null),
        ("stands-above", ["Pfützen", "Regen"], [0.7, 2.5], null),
        ("stands-below", ["Pfützen", "Regen"], [0.7, -2.5], null),
        ("stands-apart", ["Pfützen"], [0.7], null),
    ];

    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Rules => [.. Cases.Select(each => each.Rule)];

    [Fact]
    public void Every_rule_of_the_file_has_a_case_here() => Assert.Equal(Actions.Ids, Cases.Select(each => each.Rule));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_fires_and_each_of_its_sentences_has_a_number(string rule)
    {
        var (_, features, z, ranks) = Cases.Single(each => each.Rule == rule);
        var result = HandMade.With(features, z, ranks);
        if (rule == "stands-apart") result = WithMedianOfAll(result);

        var action = Assert.Single(Actions.Of(result)).Action;

        Assert.Equal(rule, action?.Rule);
        AssertSound(action!);
    }

    [Fact]
    public void A_text_has_the_numbers_of_the_segment()
    {
        var insight = Assert.Single(Actions.Of(HandMade.With(IncomeScore, [1.25, -1])));

        Assert.Equal((1, "Segment 1", 40, 0.4, "40 customers."),
            (insight.Segment, insight.Name, insight.Size, insight.Share, insight.Who));
        Assert.Equal(
            "They earn more than others and spend less: median Annual Income 113 (all 100), median Spending Score 90 "
            + "(all 100). Ask these 40 what they look for and do not find.", insight.Action!.Text);
    }

    [Fact]
    public void Of_several_features_of_one_meaning_the_one_that_differs_most_speaks() => Assert.Equal(
        "They spend more than others: median Revenue 120 (all 100). Service comes first for these 40.",
        Assert.Single(Actions.Of(HandMade.With(["Total Spend", "Revenue"], [0.6, 2]))).Action!.Text);

    [Fact]
    public void Nothing_is_said_where_nothing_differs() =>
        Assert.Null(Assert.Single(Actions.Of(HandMade.With(["Height", "Weight"], [0.49, -0.49]))).Action);

    [Fact]
    public void A_level_that_the_median_does_not_bear_out_is_not_claimed()
    {
        var result = WithMedianOfAll(HandMade.With(["Revenue"], [0.7]));

        var action = Assert.Single(Actions.Of(result)).Action!;

        Assert.Equal(
            ("stands-apart", "They differ most in Revenue: it averages 107 (all 100)."), (action.Rule, action.Text));
    }

    // Medians as NumPy has them for the segments that scikit-learn finds.
    [Fact]
    public async Task The_mall_has_an_action_for_each_segment()
    {
        var result = await RunAsync("Mall_Customers.csv", new() { K = 5, Features = IncomeScore });

        var insights = Actions.Of(result);

        Assert.Equal(
            ["average-income-and-spending", "rich-and-spending", "rich-and-careful", "modest-and-careful",
                "modest-and-spending"],
            insights.Select(insight => insight.Action!.Rule));
        Assert.Equal(
            [(54.0, 50.0), (79, 83), (85, 16), (25, 17), (24.5, 77)],
            result.Segments.Select(segment => (segment.Features[0].Here.Median, segment.Features[1].Here.Median)));
        Assert.StartsWith(
            "They earn and spend more than others: median Annual Income 79 (all 61.5), "
            + "median Spending Score 83 (all 50).",
            insights[1].Action!.Text);
        Assert.All(insights, insight => AssertSound(insight.Action!));
    }

    [Fact]
    public async Task Customers_with_recency_frequency_and_spend_have_the_actions_of_their_words()
    {
        var result = await RunAsync("customers_3k.csv", new());

        var insights = Actions.Of(result);

        Assert.Equal(
            ["hibernating", "loyal", "loyal", "long-ago", "champions"],
            insights.Select(insight => insight.Action!.Rule));
        Assert.Equal(result.Segments.Select(segment => segment.Description), insights.Select(insight => insight.Who));
        Assert.All(insights, insight => AssertSound(insight.Action!));
    }

    static void AssertSound(InsightAction action)
    {
        Assert.NotEmpty(action.Title);
        Assert.DoesNotContain('{', action.Text + action.Title);
        Assert.DoesNotContain('}', action.Text + action.Title);
        Assert.All(Sentence().Split(action.Text), sentence => Assert.Matches("[0-9]", sentence));
    }

    // As when most customers have the same value and a few have much more.
    static SegmentationResult WithMedianOfAll(SegmentationResult result) => result with
    {
        Segments =
        [
            .. result.Segments.Select(segment => segment with
            {
                Features = [.. segment.Features.Select(each => each with { Here = each.Here with { Median = 100 } })],
            }),
        ],
    };

    Task<SegmentationResult> RunAsync(string file, SegmentationSpec spec) => new LocalEngine().RunAsync(
        new(Path.Combine(AppContext.BaseDirectory, "data", file), file, _folder, spec),
        new Progress<EngineEvent>(), default);

    [GeneratedRegex("(?<=[.!?]) ", RegexOptions.None, 1000)]
    private static partial Regex Sentence();
}
