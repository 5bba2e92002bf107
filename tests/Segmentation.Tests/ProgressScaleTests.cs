using Segmentation.Progress;

namespace Segmentation.Tests;

public sealed class ProgressScaleTests
{
    [Fact]
    public void Begins_at_zero_and_ends_at_a_hundred_only_when_finished()
    {
        var scale = new ProgressScale();
        Assert.Equal(0, scale.Percent);
        scale.Apply(new EngineEvent.Progress(Stage.Save, 7, 7, "rows", "done"));
        Assert.Equal(99, scale.Percent);
        scale.Finish();
        Assert.Equal(100, scale.Percent);
    }

    [Fact]
    public void Half_of_a_stage_is_halfway_between_its_start_and_the_next_one()
    {
        var (start, half, next) = (new ProgressScale(), new ProgressScale(), new ProgressScale());
        start.Apply(new EngineEvent.StageStarted(Stage.Cluster));
        half.Apply(new EngineEvent.Progress(Stage.Cluster, 2, 4, "k", "k=4"));
        next.Apply(new EngineEvent.StageStarted(Stage.Evaluate));

        Assert.Equal((start.Percent + next.Percent) / 2, half.Percent, 1e-9);
    }

    [Fact]
    public void Never_falls_within_an_attempt()
    {
        var scale = new ProgressScale();
        scale.Apply(new EngineEvent.Progress(Stage.Cluster, 3, 4, "k", "k=5"));
        var before = scale.Percent;
        scale.Apply(new EngineEvent.Progress(Stage.Cluster, 1, 4, "k", "k=3"));

        Assert.Equal(before, scale.Percent);
        Assert.Equal("k=3", scale.Message);
    }

    [Fact]
    public void An_unknown_total_stays_at_the_start_of_the_stage()
    {
        var (known, unknown) = (new ProgressScale(), new ProgressScale());
        known.Apply(new EngineEvent.StageStarted(Stage.Clean));
        unknown.Apply(new EngineEvent.Progress(Stage.Clean, 5_000, 0, "rows", "5,000 rows"));

        Assert.Equal(known.Percent, unknown.Percent);
        Assert.Equal(5_000, unknown.Done);
    }
}
