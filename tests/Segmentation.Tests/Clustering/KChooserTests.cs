using Segmentation.Clustering;
using Segmentation.Data;

namespace Segmentation.Tests.Clustering;

public sealed class KChooserTests
{
    [Fact]
    public void Mall_by_income_and_score_has_five_segments()
    {
        var choice = Choose(Reference.Load("mall_customers_2d").Scaled, new());

        Assert.Equal(5, choice.Sweep.Chosen);
        Assert.Equal(5, choice.Sweep.Recommended);
        Assert.Equal(0.5547, choice.Silhouette.Mean, 0.0005);
        Assert.Equal([81, 39, 35, 23, 22], choice.Fit.Sums.Sizes);
    }

    [Fact]
    public void Mall_with_age_too_has_six()
    {
        var choice = Choose(Reference.Load("mall_customers_3d").Scaled, new());

        Assert.Equal(6, choice.Sweep.Chosen);
        Assert.Equal(0.4274, choice.Silhouette.Mean, 0.0005);
        Assert.Equal([45, 39, 38, 33, 24, 21], choice.Fit.Sums.Sizes);
    }
    static KChoice Choose(Matrix scaled, SegmentationSpec spec) =>
        KChooser.Choose(scaled, spec, new Progress<EngineEvent>(), default);
}
