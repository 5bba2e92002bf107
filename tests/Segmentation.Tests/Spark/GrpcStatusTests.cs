using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Protos;

namespace Segmentation.Tests.Spark;

public sealed class GrpcStatusTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("50%25 of%0Aall", "50% of\nall")]
    [InlineData("Stra%C3%9Fe %F0%9F%99%82", "Straße 🙂")]
    [InlineData("100% %zz %4", "100% %zz %4")]
    [InlineData("%", "%")]
    public void The_message_is_percent_decoded(string sent, string message)
    {
        using var response = Answer(("grpc-status", "13"), ("grpc-message", sent));
        Assert.Equal(message, GrpcStatus.Read(response.Headers)!.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Details_are_read_with_and_without_padding(int padding)
    {
        // Texts of three lengths need two, one and no signs of padding.
        var status = new Status { Code = 13, Details = { Any.Pack(Info("VIEW" + new string('X', padding))) } };
        var base64 = Convert.ToBase64String(status.ToByteArray());
        foreach (var sent in (string[])[base64, base64.TrimEnd('=')])
        {
            using var response =
                Answer(("grpc-status", "13"), ("grpc-details", "x"), ("grpc-status-details-bin", sent));
            Assert.Equal("VIEW" + new string('X', padding), GrpcStatus.Read(response.Headers)!.Of("errorClass"));
        }
    }

    [Theory]
    [InlineData("no base64!")]
    [InlineData("////")]
    public void A_status_stands_without_details_that_cannot_be_read(string details)
    {
        using var response =
            Answer(("grpc-status", "14"), ("grpc-message", "away"), ("grpc-status-details-bin", details));
        Assert.Equal(new GrpcStatus(14, "away", null), GrpcStatus.Read(response.Headers));
    }

    [Fact]
    public void Headers_without_a_status_have_none()
    {
        using var response = Answer(("x", "0"));
        Assert.Null(GrpcStatus.Read(response.Headers));
    }

    static ErrorInfo Info(string errorClass) => new() { Metadata = { ["errorClass"] = errorClass } };

    static HttpResponseMessage Answer(params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage();
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
