using Segmentation.Profiles;

namespace Segmentation.Tests.Profiles;

/// <summary>Small tables like those on which names and sentences once went wrong.</summary>
public sealed class AdviceFileTests
{
    // Two groups of three customers, which alternate.
    static readonly byte[] Halves = [0, 1, 0, 1, 0, 1];

    [Fact]
    public void Standardized_columns_are_told_in_deviations()
    {
        var segments = Beside.Described(
            [new("z_freq", [1, -1, 1, -1, 1, -1]), new("z_age", [1, -1, -1, -1, 1, 1])], Halves);

        Assert.Equal("z_freq 1.0 deviations above the average", segments[0].Highlights[0]);
        Assert.Equal(new("z_freq", FactMeasure.Mean, 1, 0, FactDirection.Above), segments[0].Facts[0]);
    }

    [Fact]
    public void One_amount_in_three_currencies_is_one_word_of_a_name()
    {
        double[] euros = [10, 30, 11, 31, 12, 29];
        var segments = Beside.Described(
            [new("spend_eur", euros), new("spend_usd", [.. euros.Select(euro => euro * 1.1)]),
                new("spend_gbp", [.. euros.Select(euro => euro * 0.86)]),
                new("age", [20, 30, 40, 20, 30, 40])], Halves);

        Assert.Equal(["Low spend_eur", "High spend_eur"], segments.Select(segment => segment.Name));
        Assert.Equal(["spend_eur"], segments[0].Facts.Select(fact => fact.Feature));
    }

    [Fact]
    public void Headers_that_differ_in_their_unit_keep_it()
    {
        var segments = Beside.Described(
            [new("Spend (EUR)", [10, 30, 11, 31, 12, 29]), new("Spend (USD)", [9, 5, 8, 1, 2, 1])], Halves);

        Assert.Equal(["Low Spend (EUR), high Spend (USD)", "High Spend (EUR), low Spend (USD)"],
            segments.Select(segment => segment.Name));
    }

    [Fact]
    public void A_flag_is_told_by_who_has_it()
    {
        var segments = Beside.Described(
            [new("newsletter", [1, 0, 1, 1, 1, 0]), new("has_car", [1, 1, 0, 1, 1, 0])], Halves);

        Assert.Equal(["All have newsletter (66.7 % of all do)"], segments[0].Highlights);
        Assert.Equal("All with newsletter", segments[0].Name);
        Assert.Equal("Fewer with newsletter", segments[1].Name);
    }

    [Fact]
    public void Years_and_latitudes_are_told_by_differences_and_alike_numbers_have_more_digits()
    {
        var segments = Beside.Described(
            [new("Year of birth", [1940, 1980, 1942, 1982, 1941, 1981]),
                new("Latitude", [48.001, 48.001, 48.004, 48.001, 48.004, 48.001])], Halves);

        Assert.Equal(
            ["Year of birth 20 below the average (1941, all 1961)",
                "Latitude 0.001 above the average (48.003, all 48.002)"], segments[0].Highlights);
    }

    [Fact]
    public void One_purchase_is_not_loyal()
    {
        // Medians: 5 days against 50, one order like most, 400 against 100.
        double[] days = [5, 60, 4, 50, 6, 70, 55, 65], orders = [1, 1, 1, 1, 1, 2, 1, 1];
        double[] spend = [400, 90, 410, 100, 390, 80, 110, 95];
        var segments = Beside.Described(
            [new("Recency", days), new("Frequency", orders), new("Spend", spend)], [0, 1, 0, 1, 0, 1, 1, 1]);

        Assert.DoesNotContain(segments[0].Name.Split(',')[0], (string[])["Loyal", "Champions"]);
    }

    [Theory]
    [InlineData(1234.4, "1,234")]
    [InlineData(0.05, "0.05")]
    [InlineData(5.6e-17, "5.6 × 10⁻¹⁷")]
    [InlineData(-2e18, "-2 × 10¹⁸")]
    public void A_number_is_never_written_as_programs_write_it(double value, string text) =>
        Assert.Equal(text, NumberText.Of(value));

    [Fact]
    public void What_rounding_left_of_zero_is_zero()
    {
        var segments = Beside.Described(
            [new("z", [1, -1, 1 + 2e-16, -1, 1, -1]), new("other", [1, 2, 1, 3, 2, 1])], Halves);

        Assert.Contains("(all customers 0)", segments[0].Description, StringComparison.Ordinal);
    }
}
