using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Files over the limit, with a limit of 2 MB.</summary>
public sealed class UploadLimitTests(UploadLimitTests.Small api) : IClassFixture<UploadLimitTests.Small>
{
    const int Limit = 2 << 20;

    public sealed class Small : ApiServer
    {
        protected override bool WithWorker => false;

        protected override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?> { ["Limits:UploadBytes"] = $"{Limit}" };
    }

    [Theory]
    [InlineData("/api/v1/datasets")]
    [InlineData("/api/v1/datasets:validate")]
    [InlineData("/upload")]
    [InlineData("/validate-file")]
    public async Task A_file_over_the_limit_is_413_with_both_sizes_and_leaves_nothing(string path)
    {
        var before = (await api.CountAsync("datasets"), api.FileCount());

        var response = await api.UploadAsync(new byte[20 << 20], path: path);

        var problem = await response.ProblemAsync(413, "FILE_TOO_LARGE");
        Assert.StartsWith("File is too large (max 2 MB)", problem.Text("error"));
        Assert.Equal(Limit, problem.Number("limitBytes"));
        Assert.InRange(problem.Number("sizeBytes"), 20 << 20, (20 << 20) + 1_000);
        Assert.Equal(before, (await api.CountAsync("datasets"), api.FileCount()));
    }

    [Fact]
    public async Task A_file_of_unknown_length_is_413_as_soon_as_it_is_over_the_limit()
    {
        var before = api.FileCount();
        using var request = ApiServer.Request(HttpMethod.Post, "/api/v1/datasets?fileName=a.csv");
        request.Content = new StreamContent(new MemoryStream(new byte[20 << 20]));
        request.Content.Headers.ContentType = new("text/csv");
        request.Headers.TransferEncodingChunked = true;

        var problem = await (await api.Client.SendAsync(request)).ProblemAsync(413, "FILE_TOO_LARGE");

        Assert.True(problem.Number("sizeBytes") > Limit);
        Assert.Equal(before, api.FileCount());
    }

    [Fact]
    public async Task A_client_that_announces_too_much_is_answered_before_it_has_sent_it()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(api.Address.Host, api.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /upload HTTP/1.1\r\nHost: {api.Address.Authority}\r\nContent-Type: multipart/form-data; "
            + $"boundary=b\r\nContent-Length: 5000000000\r\n\r\n--b\r\n"));
        var begun = Stopwatch.GetTimestamp();

        var line = await new StreamReader(stream).ReadLineAsync();

        Assert.Equal("HTTP/1.1 413 Payload Too Large", line);
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_limit_stands_where_it_is_set_and_nowhere_else()
    {
        var limits = await api.GetAsync("/api/v1/limits");

        Assert.Equal((Limit, "2 MB"), ((int)limits.Number("uploadBytes"), limits.Text("uploadText")));
    }

    [Fact]
    public async Task A_file_just_under_the_limit_is_taken()
    {
        var row = new string('1', 99) + "\n";
        var csv = "A,B\n" + string.Concat(
            Enumerable.Range(0, 30_000).Select(i => $"{i * 7919L % 9973},0.{row.AsSpan(0, 80)}{i * i % 977}\n"));

        var response = await api.UploadAsync(csv[..(csv.LastIndexOf('\n', Limit - 1) + 1)]);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_request_body_over_its_limit_is_413()
    {
        var response = await api.Client.PostAsync(
            "/api/v1/jobs",
            new StringContent($"{{\"name\":\"{new string('x', 3 << 20)}\"}}", Encoding.UTF8, "application/json"));

        await response.ProblemAsync(413, "REQUEST_TOO_LARGE");
    }
}
