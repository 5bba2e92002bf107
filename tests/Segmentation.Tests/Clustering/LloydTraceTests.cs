using Segmentation.Clustering;

namespace Segmentation.Tests.Clustering;

/// <summary>Which steps of a long fit are kept.</summary>
public sealed class LloydTraceTests
{
    [Theory]
    [InlineData(5, 2, 29)]
    [InlineData(50, 30, 10)]
    [InlineData(50, 100, 9)]
    public void Of_many_steps_the_first_ones_every_nth_and_the_last_are_kept(int k, int d, int most)
    {
        var trace = new LloydTrace(k, d);
        for (var iteration = 1; iteration <= 300; iteration++)
        {
            trace.Add(1, new int[k], new double[k * d], new double[k * d]);

            int[] kept = [.. trace.Steps.Select(step => step.Iteration)];
            Assert.InRange(kept.Length, Math.Min(iteration, most / 2), most);
            Assert.Equal((1, iteration), (kept[0], kept[^1]));
            Assert.Equal(kept.Distinct().Order(), kept);
            var first = Math.Min(iteration, (most * 2 / 3) - 1);
            Assert.Equal(Enumerable.Range(1, first), kept[..first]);
            // Past the first ones, all but the last are equally far apart.
            var later = kept.SkipLast(1).Where(each => each > most * 2 / 3).ToArray();
            Assert.True(later.Zip(later.Skip(1), (a, b) => b - a).Distinct().Count() <= 1);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void Fewer_steps_still_begin_and_end_alike(int most)
    {
        var steps = Enumerable.Range(1, 29).Select(i => FitStep.Of(i, 0, [1], [0.0], [0.0])).ToArray();

        var kept = LloydTrace.Thin(steps, most);

        Assert.InRange(kept.Length, 2, most);
        Assert.Equal((1, 29), (kept[0].Iteration, kept[^1].Iteration));
    }
}
