using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>The servers that the other tests lean on.</summary>
[Collection(SparkProcess.OneAtATime)]
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

    [Fact]
    public async Task A_cluster_has_two_workers_and_one_when_one_is_killed()
    {
        await using var cluster = await SparkCluster.StartAsync();
        Assert.Equal(2, await cluster.AliveWorkersAsync());
        await cluster.KillWorkerAsync(0);
        await Eventually.IsAsync(cluster.AliveWorkersAsync, alive => alive == 1);
        Assert.True(cluster.Server.IsRunning);
    }
}
