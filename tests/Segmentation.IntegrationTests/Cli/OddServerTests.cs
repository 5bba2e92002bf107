using System.Net;
using System.Net.Sockets;
using System.Text;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

/// <summary>What answers is broken or something else: the command ends with a sentence, never with a stack.</summary>
public sealed class OddServerTests
{
    [Theory]
    [InlineData("download", "The connection to SERVER broke before the answer was complete. Try again.\n")]
    [InlineData("status", "The connection to SERVER broke before the answer was complete. Try again.\n")]
    public async Task An_answer_that_breaks_off_ends_with_4(string command, string sentence)
    {
        var (run, server) = await RunAsync(
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"id\":", command, "job_01JD8XAMPLE0000000000000000");

        Assert.Equal((4, sentence.Replace("SERVER", server)), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Another_kind_of_server_is_said_to_be_one()
    {
        var (run, server) = await RunAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "jobs");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal($"{server} answers, but is not a segmentation server. Give another address "
            + "with --server or SEGMENTATION_SERVER.\n", run.Error);
    }

    // Answers one request with these bytes and hangs up.
    static async Task<(ProgramRun Run, string Server)> RunAsync(string answer, params string[] command)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = $"http://{listener.LocalEndpoint}";
        var answering = AnswerAsync(listener, answer);
        var run = await ProgramRun.ToEndAsync([.. command, "--server", server]);
        await answering;
        return (run, server);
    }

    static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
