using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("api")]
    [InlineData("worker")]
    [InlineData("run")]
    [InlineData("validate")]
    [InlineData("submit")]
    [InlineData("jobs")]
    [InlineData("status")]
    [InlineData("segments")]
    [InlineData("download")]
    [InlineData("cancel")]
    [InlineData("keys")]
    [InlineData("priority")]
    [InlineData("queues")]
    [InlineData("schedules")]
    public async Task The_help_of_a_command_leads_with_examples_of_it(string command)
    {
        var run = await ProgramRun.ToEndAsync([command, "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"Examples:\n", run.Output);
        Assert.Contains($"  segmentation {command}", run.Output);
    }

    [Fact]
    public async Task Without_a_command_it_shows_the_first_steps()
    {
        var run = await ProgramRun.ToEndAsync([]);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Examples:\n  segmentation run customers.csv", run.Output);
    }

    [Fact]
    public async Task The_version_is_three_numbers()
    {
        var run = await ProgramRun.ToEndAsync(["--version"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", run.Output);
    }

    [Fact]
    public async Task An_unknown_command_ends_with_2_and_points_to_the_help()
    {
        var run = await ProgramRun.ToEndAsync(["serv"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("'serv'", run.Error);
        Assert.EndsWith("See: segmentation --help\n", run.Error);
    }
}
