using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Protos;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>What may stand before Spark: TLS, tokens, gateways with answers of their own.</summary>
public sealed class GatewayTests
{
    [Fact]
    public async Task The_token_goes_over_TLS_and_HTTP2_with_the_headers_of_the_address()
    {
        using var certificate = Certificate();
        IHeaderDictionary? headers = null;
        var protocol = "";
        await using var gateway = await StartAsync(certificate, context =>
        {
            (headers, protocol) = (context.Request.Headers, context.Request.Protocol);
            return AnswerAsync(context, new AnalyzePlanResponse { SparkVersion = new() { Version = "4.3.0" } });
        });
        using var channel = new ConnectChannel(Address(gateway, ";token=a%20b;x-cluster=7"), certificate);

        Assert.Equal("4.3.0", await new ConnectSession(channel, Guid.NewGuid(), "ann").VersionAsync(default));
        Assert.Equal("HTTP/2", protocol);
        Assert.Equal("Bearer a b", headers!.Authorization);
        Assert.Equal("7", headers["x-cluster"]);
        Assert.Equal("trailers", headers.TE);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var certificate = Certificate();
        await using var gateway = await StartAsync(
            certificate, context => AnswerAsync(context, new AnalyzePlanResponse()));
        using var channel = new ConnectChannel(Address(gateway, ";use_ssl=true"));

        var error = await Assert.ThrowsAsync<SparkException>(() =>
            new ConnectSession(channel, Guid.NewGuid(), "ann").VersionAsync(default));
        Assert.Contains("certificate", error.Message);
    }

    [Fact]
    public async Task A_status_without_an_answer_is_an_error()
    {
        await using var gateway = await StartAsync(null, context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "16";
            context.Response.Headers["grpc-message"] = "Token expired%0Aat org.Example";
            return Task.CompletedTask;
        });
        var error = await FailsAsync(gateway);

        Assert.Equal("Token expired", error.Message);
        Assert.False(error.IsUnavailable);
    }

    [Theory]
    [InlineData(503, true, "HTTP 503")]
    [InlineData(403, false, "refused the token (HTTP 403)")]
    [InlineData(404, false, "no Spark Connect server at this address")]
    [InlineData(200, false, "no Spark Connect server at this address")]
    public async Task An_answer_that_is_not_gRPC_is_told_as_such(int code, bool unavailable, string said)
    {
        await using var gateway = await StartAsync(null, context =>
        {
            context.Response.StatusCode = code;
            return context.Response.WriteAsync("<h1>Hello</h1>");
        });
        var error = await FailsAsync(gateway);

        Assert.Contains(said, error.Message);
        Assert.Equal(unavailable, error.IsUnavailable);
    }

    [Fact]
    public async Task An_answer_that_ends_without_a_status_is_a_lost_connection()
    {
        await using var gateway = await StartAsync(null, async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(GrpcFrame.Pack(new AnalyzePlanResponse()));
        });
        Assert.True((await FailsAsync(gateway)).IsUnavailable);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var gateway = await StartAsync(
            null, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var channel = new ConnectChannel(Address(gateway, ""));
        var error = await Assert.ThrowsAsync<SparkException>(() => channel.CallAsync(
            "Config", new ConfigRequest(), ConfigResponse.Parser, TimeSpan.FromMilliseconds(200), default));

        Assert.True(error.IsUnavailable);
        Assert.Contains("did not answer within", error.Message);
    }

    [Fact]
    public async Task Waiting_for_an_answer_can_be_canceled()
    {
        await using var gateway = await StartAsync(
            null, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var channel = new ConnectChannel(Address(gateway, ""));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.CallAsync(
            "Config", new ConfigRequest(), ConfigResponse.Parser, TimeSpan.FromMinutes(1), cancel.Token));
    }

    static async Task<SparkException> FailsAsync(WebApplication gateway)
    {
        using var channel = new ConnectChannel(Address(gateway, ""));
        return await Assert.ThrowsAsync<SparkException>(() =>
            new ConnectSession(channel, Guid.NewGuid(), "ann").VersionAsync(default));
    }

    static Task AnswerAsync(HttpContext context, IMessage answer)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        context.Response.AppendTrailer("grpc-status", "0");
        return context.Response.Body.WriteAsync(GrpcFrame.Pack(answer)).AsTask();
    }

    static ConnectAddress Address(WebApplication gateway, string settings)
    {
        var bound = new Uri(
            gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return ConnectAddress.Parse($"sc://localhost:{bound.Port}/{settings}");
    }

    static async Task<WebApplication> StartAsync(X509Certificate2? certificate, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var gateway = builder.Build();
        gateway.Run(answer);
        await gateway.StartAsync();
        return gateway;
    }

    static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
