using Segmentation.Numerics;

namespace Segmentation.Tests.Choice;

/// <summary>Against scipy.stats.norm.</summary>
public sealed class NormalTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.8, 0.8416212335729143)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-15, -7.941345326170996)]
    public void Quantiles_are_right_to_seven_digits(double p, double z) => Assert.Equal(z, Normal.Quantile(p), 2e-6);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-2.5, 0.006209665325776132)]
    [InlineData(4, 0.9999683287581669)]
    public void Shares_are_right_to_seven_digits(double z, double share) =>
        Assert.Equal(share, Normal.Below(z), 1e-7);

    [Fact]
    public void Equal_values_share_the_mean_of_their_ranks()
    {
        var scores = Normal.Scores([3, 1, 2, 2]);   // ranks 4, 1, 2.5, 2.5 of 5

        Assert.Equal([0.841621, -0.841621, 0, 0], scores.Select(score => Math.Round(score, 6)));
    }

    [Fact]
    public void Draws_have_the_mean_0_and_the_deviation_1()
    {
        var random = new RandomStream(5, 1, 1);
        var moments = FeatureMoments.Of(Enumerable.Range(0, 100_000).Select(_ => Normal.Draw(ref random)).ToArray());

        Assert.Equal(0, moments.Mean, 0.015);        // 4.7 standard errors
        Assert.Equal(1, moments.Deviation, 0.011);
    }
}
