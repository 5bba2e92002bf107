using Segmentation.Data;

namespace Segmentation.Tests.Data;

public sealed class FeatureMeaningTests
{
    [Theory]
    [InlineData("Recency", Meaning.Recency)]
    [InlineData("days_since_last_purchase", Meaning.Recency)]
    [InlineData("Days Since Order", Meaning.Recency)]
    [InlineData("Freq", Meaning.Frequency)]
    [InlineData("Number of Orders", Meaning.Frequency)]
    [InlineData("TotalSpend", Meaning.Monetary)]
    [InlineData("total_spent (EUR)", Meaning.Monetary)]
    [InlineData("spend2023", Meaning.Monetary)]
    [InlineData("Sales", Meaning.Monetary)]
    [InlineData("RFMMonetary", Meaning.Monetary)]
    [InlineData("Annual Income (k$)", Meaning.Income)]
    [InlineData("AnnualIncome", Meaning.Income)]
    [InlineData("Spending Score (1-100)", Meaning.SpendingScore)]
    [InlineData("Score", Meaning.Other)]
    [InlineData("Age", Meaning.Age)]
    [InlineData("customer_age", Meaning.Age)]
    [InlineData("Average", Meaning.Other)]
    [InlineData("Fresh", Meaning.Other)]
    [InlineData("", Meaning.Other)]
    public void A_header_means_what_its_words_say(string header, Meaning meaning) =>
        Assert.Equal(meaning, FeatureMeaning.Of(header));

    [Theory]
    [InlineData("CustomerID", "customer id")]
    [InlineData("customer_id", "customer id")]
    [InlineData("RFMScore", "rfm score")]
    [InlineData("Spend2023", "spend2023")]
    [InlineData("größe-Müller", "größe müller")]
    [InlineData("  ", "")]
    public void A_header_is_cut_into_words(string header, string words) =>
        Assert.Equal(words, string.Join(' ', HeaderWords.Split(header, char.IsLetterOrDigit)));
}
