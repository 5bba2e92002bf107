using System.Text.Json;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

/// <summary>Keys as an operator makes them, on the machine of a running service and of one that is stopped.</summary>
public sealed class KeyCommandTests : IDisposable
{
    readonly TestFolder _folder = new();

    string Data => _folder["data"];

    [Fact]
    public async Task Keys_are_made_used_listed_and_revoked_beside_a_running_service()
    {
        await using var service = await RunningService.StartAsync(["serve", "--port", "0", "--data", Data]);
        var made = await RunAsync("create", "nightly", "--scope", "read-write", "--max-open-jobs", "2");
        Assert.Equal(0, made.ExitCode);
        Assert.Matches("^seg_[A-Za-z0-9_-]{43}\n$", made.Output);
        Assert.Contains("not shown again", made.Error);
        var secret = made.Output.Trim();

        var refused = await Eventually.IsAsync(() => JobsAsync(service, null), run => run.ExitCode != 0);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("--api-key or SEGMENTATION_API_KEY", refused.Error);
        Assert.Equal(0, (await JobsAsync(service, secret)).ExitCode);
        Assert.Equal(
            0, (await ProgramRun.ToEndAsync(["jobs", "--server", Address(service), "--api-key", secret])).ExitCode);

        var list = await RunAsync("list");
        Assert.Matches(
            $@"nightly +read-write +{secret[..12]} +0 +2 "
            + @"+\d{4}-\d\d-\d\d \d\d:\d\d +\d{4}-\d\d-\d\d \d\d:\d\d +in use +key_",
            list.Output);
        Assert.DoesNotContain(secret, list.Output);

        Assert.Equal((0, "revoked\n"),
            ((await RunAsync("revoke", "nightly")).ExitCode, (await RunAsync("revoke", "nightly")).Output));
        await Eventually.IsAsync(() => JobsAsync(service, secret), run => run.ExitCode == 2);
    }

    [Fact]
    public async Task A_key_can_be_made_before_the_first_start_of_a_service_that_asks_everybody()
    {
        var key = JsonSerializer.Deserialize<JsonElement>(
            (await RunAsync("create", "me", "--scope", "admin", "--json")).Output);
        Assert.Equal("admin", key.GetProperty("key").GetProperty("scope").GetString());

        await using var service = await RunningService.StartAsync(
            ["serve", "--port", "0", "--data", Data], new() { ["SEGMENTATION_Api__Keys"] = "required" });

        Assert.Equal(2, (await JobsAsync(service, null)).ExitCode);
        Assert.Equal(0, (await JobsAsync(service, key.GetProperty("secret").GetString())).ExitCode);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("revoke", "me")]
    public async Task Where_no_service_has_been_nothing_is_made_to_look_for_keys(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"no database of a service in {Data}", run.Error);
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData("Must be", "create", "a", "--scope", "write")]
    [InlineData("--scope", "create", "a")]
    [InlineData("allowed: 1 to 1000000", "create", "a", "--scope", "read", "--max-open-jobs", "0")]
    [InlineData("1 to 100 characters", "create", "  ", "--scope", "read")]
    public async Task A_wrong_call_ends_with_2_and_says_what_is_allowed(string sentence, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told_with_4()
    {
        var run = await ProgramRun.ToEndAsync(
            ["keys", "list", "--connection", "Host=127.0.0.1;Port=1;Username=u;Database=d"]);

        Assert.Equal((4, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("The database cannot be used:", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    public void Dispose() => _folder.Dispose();

    Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.ToEndAsync(["keys", .. arguments, "--data", Data]);

    static string Address(RunningService service) => service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    static Task<ProgramRun> JobsAsync(RunningService service, string? key) => ProgramRun.ToEndAsync(
        ["jobs", "--server", Address(service)], key is null ? null : new() { ["SEGMENTATION_API_KEY"] = key });
}
