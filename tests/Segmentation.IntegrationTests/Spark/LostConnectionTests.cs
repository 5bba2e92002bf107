using Segmentation.IntegrationTests.Support;
using Segmentation.Spark.Connect;

namespace Segmentation.IntegrationTests.Spark;

public sealed class LostConnectionTests : ConnectTest
{
    [Fact]
    public async Task A_dropped_stream_goes_on_where_it_was()
    {
        await using var proxy = new CutProxy(ConnectAddress.Parse(Server.Address).Port);
        using var channel = new ConnectChannel(ConnectAddress.Parse($"sc://127.0.0.1:{proxy.Port}"));
        var session = new ConnectSession(channel, Session.Id, "tests");
        var heard = new Heard();
        var running = session.JsonAsync(LongQuery, heard, default);
        await heard.Working;
        var before = heard.All.Count;
        proxy.Cut();

        Assert.Equal(LongAnswer, await running);
        Assert.Equal(2, proxy.Connections);
        Assert.Equal(1, Begun());
        Assert.True(heard.All.Count > before, "No progress was told after the cut.");
    }

    [Fact]
    public async Task A_plan_that_did_not_arrive_is_sent_again_and_run_once()
    {
        await using var proxy = new CutProxy(ConnectAddress.Parse(Server.Address).Port);
        using var channel = new ConnectChannel(ConnectAddress.Parse($"sc://127.0.0.1:{proxy.Port}"));
        var session = new ConnectSession(channel, Session.Id, "tests");
        var running = session.JsonAsync("select 1 as a", null, default);
        await proxy.Connected;
        proxy.Cut();

        Assert.Equal("""[{"a":1}]""", await running);
        Assert.Equal(1, Begun());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var channel = new ConnectChannel(ConnectAddress.Parse($"sc://127.0.0.1:{SparkServer.FreePort()}"));
        var error = await Assert.ThrowsAsync<SparkException>(() =>
            new ConnectSession(channel, Guid.NewGuid(), "tests").VersionAsync(default));

        Assert.True(error.IsUnavailable);
        Assert.Contains("Nothing listens at 127.0.0.1:", error.Message);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_named()
    {
        using var channel = new ConnectChannel(ConnectAddress.Parse("sc://no-such-host.invalid"));
        var error = await Assert.ThrowsAsync<SparkException>(() =>
            new ConnectSession(channel, Guid.NewGuid(), "tests").VersionAsync(default));

        Assert.True(error.IsUnavailable);
        Assert.Contains("no-such-host.invalid", error.Message);
    }
}

/// <summary>On servers of their own.</summary>
public sealed class LostServerTests
{
    [Fact]
    public async Task A_killed_server_is_unavailable_and_a_new_one_does_not_know_the_session()
    {
        var server = await SparkServer.StartAsync();
        var port = ConnectAddress.Parse(server.Address).Port;
        using var channel = new ConnectChannel(ConnectAddress.Parse(server.Address));
        var session = new ConnectSession(channel, Guid.NewGuid(), "tests");
        await using (server)
        {
            // The page that counts them hears of sessions a moment later.
            await session.RunSqlAsync("create temporary view three as select * from range(3)", default);
            await Eventually.IsAsync(server.SessionsAsync, open => open == 1);
            var other = new ConnectSession(channel, Guid.NewGuid(), "tests");
            await other.VersionAsync(default);
            await Eventually.IsAsync(server.SessionsAsync, open => open == 2);
            await other.ReleaseAsync(default);
            await Eventually.IsAsync(server.SessionsAsync, open => open == 1);

            var heard = new Heard();
            var running = session.JsonAsync(ConnectTest.EndlessQuery, heard, default);
            await heard.Working;
            await server.KillAsync();
            Assert.True((await Assert.ThrowsAsync<SparkException>(() => running)).IsUnavailable);
            Assert.True((await Assert.ThrowsAsync<SparkException>(() => session.VersionAsync(default))).IsUnavailable);
        }

        await using var next = await SparkServer.StartAsync(port: port);
        Assert.True((await Assert.ThrowsAsync<SparkException>(() => session.VersionAsync(default))).IsSessionLost);
        var error =
            await Assert.ThrowsAsync<SparkException>(() => session.JsonAsync("select * from three", null, default));
        Assert.True(error.IsSessionLost);
        await session.ReleaseAsync(default);
        var known = new ConnectSession(channel, Guid.NewGuid(), "tests");
        await known.VersionAsync(default);
        await Eventually.IsAsync(next.SessionsAsync, open => open == 1);   // the new one only, and not the lost
    }
}
