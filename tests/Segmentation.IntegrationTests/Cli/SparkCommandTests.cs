using Segmentation.IntegrationTests.Api;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

public sealed class SparkCommandTests(TwoEngineServer api) : IClassFixture<TwoEngineServer>
{
    static readonly string Mall = Path.Combine(AppContext.BaseDirectory, "data", "Mall_Customers.csv");

    [Fact]
    public async Task A_job_is_sent_to_Spark_and_its_status_says_where_it_ran_and_why()
    {
        var submitted = await RunAsync(
            "submit", Mall, "--engine", "spark", "--clusterer", "mllib", "--k", "5", "--wait");
        Assert.Equal((0, ""), (submitted.ExitCode, submitted.ExitCode == 0 ? "" : submitted.Error));

        var status = await RunAsync("status", submitted.Output.Trim());

        Assert.Contains("engine      spark: asked for\n", status.Output);
        Assert.Contains($"spark page  {TwoEngineServer.Ui}\n", status.Output);
        var job = await api.GetAsync($"/api/v1/jobs/{submitted.Output.Trim()}");
        Assert.Equal("mllib", job.GetProperty("parameters").Text("clusterer"));
    }

    [Fact]
    public async Task Assignments_in_parts_are_downloaded_whole()
    {
        var submitted = await RunAsync("submit", Mall, "--engine", "spark", "--wait", "--quiet");

        var download = await RunAsync("download", submitted.Output.Trim());

        Assert.Equal(0, download.ExitCode);
        Assert.Equal(201, download.Output.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("CustomerID,Gender,Age,Annual Income (k$),Spending Score (1-100),cluster,", download.Output);
    }

    [Fact]
    public async Task Mllib_on_the_local_engine_is_refused_before_anything_is_sent()
    {
        var run = await RunAsync("submit", "nowhere.csv", "--engine", "local", "--clusterer", "mllib");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--clusterer mllib is a part of Spark", run.Error);
    }

    Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.ToEndAsync([.. arguments, "--server", api.Address.GetLeftPart(UriPartial.Authority)]);
}
