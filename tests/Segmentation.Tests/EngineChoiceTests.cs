namespace Segmentation.Tests;

public sealed class EngineChoiceTests
{
    const long Mb = 1 << 20;
    static readonly WorkerAbility Small = new(1000 * Mb, HasSpark: false);
    static readonly WorkerAbility WithSpark = new(1000 * Mb, HasSpark: true);

    [Fact]
    public void A_million_rows_of_four_features_need_the_file_64_million_bytes_and_the_runtime() =>
        Assert.Equal(28_000_000 + 64_000_000 + (150 * Mb), EngineChoice.EstimateBytes(28_000_000, 1_000_000, 4));

    [Fact]
    public void Auto_is_local_up_to_half_of_the_memory_of_a_worker() =>
        Assert.Equal(new EngineUse(EngineKind.Auto, EngineKind.Local, "needs about 500 MB of 1000 MB"),
            Used(EngineKind.Auto, 500 * Mb, Small));

    [Fact]
    public void Auto_is_Spark_above_half_of_the_memory_if_a_worker_has_it() =>
        Assert.Equal(EngineKind.Spark, Used(EngineKind.Auto, 501 * Mb, WithSpark).Used);

    [Fact]
    public void Auto_without_Spark_refuses_a_file_that_is_too_large_with_both_numbers()
    {
        var refused = Assert.IsType<EngineDecision.Refuse>(EngineChoice.Decide(EngineKind.Auto, 501 * Mb, [Small]));

        Assert.Equal(
            (EngineRefusal.TooLargeForLocal, 501 * Mb, 500 * Mb), (refused.Why, refused.Needed, refused.Available));
        Assert.StartsWith(
            "The file needs about 501 MB of memory; the largest worker may use 500 MB for it.", refused.Reason);
    }

    [Fact]
    public void Local_may_take_all_of_the_memory() =>
        Assert.Equal(EngineKind.Local, Used(EngineKind.Local, 1000 * Mb, Small).Used);

    [Fact]
    public void Local_beyond_the_memory_of_every_worker_is_refused() =>
        Assert.IsType<EngineDecision.Refuse>(EngineChoice.Decide(EngineKind.Local, 1001 * Mb, [Small]));

    [Fact]
    public void Mllib_takes_Spark_however_small_the_file_is()
    {
        var use = Assert.IsType<EngineDecision.Run>(
            EngineChoice.Decide(EngineKind.Auto, Mb, [Small, WithSpark], Clusterer.Mllib)).Engine;

        Assert.Equal((EngineKind.Auto, EngineKind.Spark), (use.Requested, use.Used));
        Assert.Contains("mllib", use.Reason);
        Assert.Equal(EngineRefusal.Unavailable,
            Assert.IsType<EngineDecision.Refuse>(
                EngineChoice.Decide(EngineKind.Auto, Mb, [Small], Clusterer.Mllib)).Why);
    }

    [Fact]
    public void Spark_without_a_worker_that_has_it_is_unavailable() =>
        Assert.Equal(EngineRefusal.Unavailable,
            Assert.IsType<EngineDecision.Refuse>(EngineChoice.Decide(EngineKind.Spark, Mb, [Small])).Why);

    [Fact]
    public void With_no_worker_known_auto_means_local() =>
        Assert.Equal(EngineKind.Local, Used(EngineKind.Auto, long.MaxValue / 2).Used);

    [Fact]
    public void Sizes_are_said_in_whole_megabytes_and_tenths_of_gigabytes() =>
        Assert.Equal(("40 MB", "6 GB", "1.5 GB"),
            (EngineChoice.Size(40 * Mb), EngineChoice.Size(6144 * Mb), EngineChoice.Size(1536 * Mb)));

    static EngineUse Used(EngineKind asked, long needed, params WorkerAbility[] workers) =>
        Assert.IsType<EngineDecision.Run>(EngineChoice.Decide(asked, needed, workers)).Engine;
}
