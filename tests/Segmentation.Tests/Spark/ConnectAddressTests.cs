using Segmentation.Spark.Connect;

namespace Segmentation.Tests.Spark;

public sealed class ConnectAddressTests
{
    [Theory]
    [InlineData("sc://spark", "http://spark:15002/")]
    [InlineData("sc://spark:15003", "http://spark:15003/")]
    [InlineData("sc://spark:15003/", "http://spark:15003/")]
    [InlineData("sc://[::1]:15003/;user_id=ann", "http://[::1]:15003/")]
    [InlineData("sc://spark/;use_ssl=true", "https://spark:15002/")]
    [InlineData("sc://spark:443/;use_ssl=false", "http://spark:443/")]
    [InlineData("sc://spark:443/;token=abc", "https://spark/")]
    public void The_address_of_a_server_is_read_as_Sparks_clients_read_it(string text, string uri)
    {
        Assert.Equal(new Uri(uri), ConnectAddress.Parse(text).Uri);
    }

    [Fact]
    public void Parameters_are_percent_decoded()
    {
        var address = ConnectAddress.Parse(
            "sc://spark:1/;token=a%3Bb%3D;user_id=ann%20b;user_agent=me/1;x-cluster-id=7;");

        Assert.Equal("a;b=", address.Token);
        Assert.Equal("ann b", address.UserId);
        Assert.Equal("me/1", address.UserAgent);
        Assert.Equal("7", Assert.Single(address.Headers, header => header.Key == "x-cluster-id").Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("spark:15002")]
    [InlineData("http://spark:15002")]
    [InlineData("sc://")]
    [InlineData("sc://spark:0")]
    [InlineData("sc://spark:99999")]
    [InlineData("sc://ann:secret@spark:15002")]
    [InlineData("sc://spark:15002/database")]
    [InlineData("sc://spark:15002/;use_ssl=yes")]
    [InlineData("sc://spark:15002/;use_ssl=")]
    [InlineData("sc://spark:15002/;use_ssl")]
    [InlineData("sc://spark:15002/;use_ssl=true;use_ssl=true")]
    [InlineData("sc://spark:15002/;token=secret;use_ssl=false")]
    [InlineData("sc://spark:15002/;token=secret%0Ax")]
    [InlineData("sc://spark:15002/;tokn=secret")]
    [InlineData("sc://spark:15002/;token=secret?x")]
    public void Nonsense_is_refused_with_what_is_allowed_and_without_the_token(string text)
    {
        var error = Assert.Throws<FormatException>(() => ConnectAddress.Parse(text));

        Assert.Contains("sc://host:port", error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Fact]
    public void The_token_is_never_shown()
    {
        var address = ConnectAddress.Parse("sc://spark:15003/;token=secret;x-key=hidden;user_id=ann");

        Assert.Equal("sc://spark:15003/;use_ssl=true", address.ToString());
        Assert.Equal("sc://spark:15003/;use_ssl=true", $"{address}");
    }
}
