using Segmentation.Numerics;
using Segmentation.Spark.Stages;

namespace Segmentation.Tests.Spark;

public sealed class NearestCentresTests
{
    static readonly Matrix Centres = Matrix.FromRows([[0], [10]]);

    // (distance to the other centre - distance to the own) / 2: 4, 1, 0.1 and 1.
    static readonly Matrix Rows = Matrix.FromRows([[1], [4], [4.9], [6]]);

    [Theory]
    [InlineData(0.05, 0)]
    [InlineData(0.5, 0.25)]
    [InlineData(1, 0.75)]
    [InlineData(4, 1)]
    public void Rows_are_near_a_border_as_far_as_centres_may_move(double bound, double share) =>
        Assert.Equal(share, NearestCentres.ShareWithin(bound, Rows, Centres));

    [Fact]
    public void Of_equally_near_centres_the_first_is_taken()
    {
        var (labels, distances) = NearestCentres.Of(Matrix.FromRows([[5], [7], [3]]), Centres);

        Assert.Equal<byte>([0, 1, 0], labels);
        Assert.Equal<float>([5, 3, 3], distances);
    }
}
