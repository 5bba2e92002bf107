using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>The servers that the other tests lean on.</summary>
[Collection(SparkAlone.Name)]
public sealed class SparkServerTests
{
    [Fact]
    public async Task A_server_comes_up_idle_and_ends_with_its_folder()
    {
        var server = await SparkServer.StartAsync();
        await using (server)
        {
            Assert.Equal(0, await server.RunningJobsAsync());
            Assert.Equal(0, await server.SessionsAsync());
            Assert.True(server.IsRunning);
        }

        Assert.False(server.IsRunning);
    }
}
