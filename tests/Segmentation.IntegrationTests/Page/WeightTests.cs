using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>How much goes over the wire when somebody comes for the first time.</summary>
public sealed class WeightTests(PageService service) : PageTest(service)
{
    const int MostOfHome = 60_000;
    const int MostOfResults = 150_000;   // without the chart libraries, which are kept for good

    [Fact]
    public async Task The_start_is_at_most_60_kB()
    {
        var received = await (await Wire.OfAsync(Page)).OpenAsync("/");

        Assert.Contains(received, each => each.Path == "/js/home/home-page.js");
        AssertAtMost(MostOfHome, "/", received);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(3_000)]
    public async Task Each_view_of_the_results_is_at_most_150_kB_without_the_libraries(int customers)
    {
        var file = customers == 200 ? Data("Mall_Customers.csv") : Some.CustomersFile(Folder, customers);
        var job = await (await (await new HomePage(Page).OpenAsync()).ChooseAsync(file)).StartAsync();
        await job.FinishedAsync();
        await job.SeeSegmentsAsync();
        var links = Page.GetByRole(AriaRole.Navigation, new() { Name = "Results" }).GetByRole(AriaRole.Link);
        var views = await links.EvaluateAllAsync<string[]>("(links) => links.map((link) => link.pathname)");

        Assert.True(views.Length >= 8);
        foreach (var view in views)
        {
            await OpenAsync(Profile);
            var received = await (await Wire.OfAsync(Page)).OpenAsync(view);

            Assert.Contains(received, each => each.Path.EndsWith("/result", StringComparison.Ordinal));
            AssertAtMost(MostOfResults, view, received);
        }
    }

    [Fact]
    public async Task The_library_of_the_charts_is_received_once_for_good()
    {
        var job = await (await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("Mall_Customers.csv")))
            .StartAsync();
        await job.FinishedAsync();
        await job.SeeSegmentsAsync();
        var map = new Uri(Page.Url).AbsolutePath + "/map";
        await OpenAsync(Profile);

        var first = await (await Wire.OfAsync(Page)).OpenAsync(map);
        var second = await (await Wire.OfAsync(Page)).OpenAsync(map);

        Assert.InRange(Of(first), 100_000, 350_000);
        Assert.Equal(0, Of(second));

        static int Of((string Path, int Bytes)[] received) =>
            received.Where(each => each.Path.StartsWith("/vendor/", StringComparison.Ordinal)).Sum(each => each.Bytes);
    }

    static void AssertAtMost(int most, string address, (string Path, int Bytes)[] received)
    {
        var own = received.Where(each => !each.Path.StartsWith("/vendor/", StringComparison.Ordinal)).ToArray();
        var sum = own.Sum(each => each.Bytes);
        var largest = string.Join(", ", own.Take(8).Select(each => $"{each.Path} {each.Bytes}"));
        Assert.True(sum <= most, $"{address}: {sum} bytes in {own.Length} answers, of {most}: {largest}");
    }
}
