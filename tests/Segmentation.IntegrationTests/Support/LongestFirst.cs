using Segmentation.IntegrationTests.Page;
using Segmentation.IntegrationTests.Support;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer(LongestFirst.Name, "Segmentation.IntegrationTests")]

namespace Segmentation.IntegrationTests.Support;

/// <summary>The page tests run one after the other and take longest: the run ends with them unless they begin
/// first.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    internal const string Name = "Segmentation.IntegrationTests.Support.LongestFirst";

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => collection.DisplayName == PageTests.Name);
}
