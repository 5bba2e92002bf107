namespace Segmentation.IntegrationTests.Support;

/// <summary>
/// Tests that start a Spark of their own, after all others: two processors are not enough for it beside a browser.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SparkAlone
{
    public const string Name = "a Spark alone";
}
