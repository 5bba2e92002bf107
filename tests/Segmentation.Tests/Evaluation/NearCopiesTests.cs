using Segmentation.Evaluation;

namespace Segmentation.Tests.Evaluation;

public sealed class NearCopiesTests
{
    [Fact]
    public void Features_of_a_correlation_above_95_hundredths_are_one_group_whatever_its_sign() =>
        Assert.Equal(["0 2 3"], Groups([[1], [0.2, 1], [0.96, 0.95, 1], [-0.99, 0, -0.94, 1], [0, 0.95, 0, 0, 1]]));

    [Fact]
    public void Groups_that_a_later_feature_ties_are_one() =>
        Assert.Equal(["0 1 2"], Groups([[1], [0.9, 1], [0.97, 0.97, 1]]));

    [Fact]
    public void A_correlation_that_is_not_known_ties_nothing() => Assert.Empty(Groups([[1], [double.NaN, 1]]));

    // Given below the diagonal.
    static IEnumerable<string> Groups(double[][] half) =>
        NearCopies.Groups(half).Select(group => string.Join(' ', group));
}
