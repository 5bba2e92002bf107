using System.Net.Http.Json;
using System.Text.Json;
using Segmentation.IntegrationTests.Support;
using Segmentation.Spark.Connect;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>A session on a real server, released with the test.</summary>
public abstract class ConnectTest : IAsyncLifetime
{
    /// <summary>Some seconds of work in many tasks; its answer is the sum of i % 7 below the number of rows.</summary>
    internal const string LongQuery = "select sum(id % 7) as s from range(0, 2000000000, 1, 60)";

    // 285,714,285 whole weeks of 21, and 0 + 1 + 2 + 3 + 4.
    internal const string LongAnswer = """[{"s":5999999995}]""";

    /// <summary>Hours of work, after one task that is done at once.</summary>
    internal const string EndlessQuery =
        "select sum(id % 7) as s from (select id from range(0, 1000, 1, 1) "
        + "union all select id from range(0, 90000000000000, 1, 100))";

    internal SparkServer Server { get; private set; } = null!;

    internal ConnectChannel Channel { get; private set; } = null!;

    internal ConnectSession Session { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Server = await SparkServer.SharedAsync();
        Channel = new ConnectChannel(ConnectAddress.Parse(Server.Address));
        Session = new ConnectSession(Channel, Guid.NewGuid(), "tests");
    }

    public virtual async Task DisposeAsync()
    {
        await Session.ReleaseAsync(default);
        Channel.Dispose();
    }

    /// <summary>Spark jobs of this session that run now.</summary>
    internal async Task<int> RunningJobsAsync()
    {
        using var ui = new HttpClient { BaseAddress = new Uri(Server.UiAddress) };
        var application = (await ui.GetFromJsonAsync<JsonElement>("api/v1/applications"))[0].GetProperty("id")
            .GetString();
        var jobs = await ui.GetFromJsonAsync<JsonElement>($"api/v1/applications/{application}/jobs?status=running");
        return jobs.EnumerateArray()
            .Count(job => job.GetProperty("jobTags").GetRawText().Contains(Session.Id.ToString("D")));
    }

    /// <summary>How many operations of this session Spark has begun.</summary>
    internal int Begun() => Server.Log.Split('\n')
        .Count(line =>
            line.Contains("is created") && line.Contains("ExecuteKey(") && line.Contains(Session.Id.ToString("D")));
}
