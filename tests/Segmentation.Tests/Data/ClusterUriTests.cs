namespace Segmentation.Tests.Data;

public sealed class ClusterUriTests
{
    [Theory]
    [InlineData("file:///data/customers.csv", "file:///data/customers.csv")]
    [InlineData("file:/data/customers.csv", "file:///data/customers.csv")]
    [InlineData("FILE://localhost/data//customers/", "file:///data/customers")]
    [InlineData("hdfs://name:8020/shop/2026/", "hdfs://name:8020/shop/2026")]
    [InlineData("hdfs:/shop", "hdfs:///shop")]
    [InlineData("s3a://Bucket", "s3a://Bucket/")]
    [InlineData("file:///data/two words, één.csv", "file:///data/two words, één.csv")]
    public void One_place_has_one_text(string text, string normal) =>
        Assert.Equal(normal, DataUri.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/data/customers.csv")]
    [InlineData("customers.csv")]
    [InlineData("c:/data/customers.csv")]
    [InlineData("file:data")]
    [InlineData("file:///")]
    [InlineData("file://other/data")]
    [InlineData("file:///data/../etc/passwd")]
    [InlineData("file:///data/./x")]
    [InlineData("file:///data/%2e%2e/etc")]
    [InlineData("file:///data/..\\x")]
    [InlineData("file:///data/*.csv")]
    [InlineData("file:///data/{a,b}")]
    [InlineData("file:///data/[ab]")]
    [InlineData("file:///data/a?")]
    [InlineData("file:///data/a#b")]
    [InlineData("file:///data/a\nb")]
    [InlineData("s3a://key:secret@bucket/x")]
    public void What_could_mean_another_place_is_not_taken(string text) =>
        Assert.Throws<FormatException>(() => DataUri.Parse(text));

    [Theory]
    [InlineData("file:///data", "file:///data", true)]
    [InlineData("file:///data/a/b", "file:///data", true)]
    [InlineData("file:///database/a", "file:///data", false)]
    [InlineData("file:///Data/a", "file:///data", false)]
    [InlineData("hdfs:///data/a", "file:///data", false)]
    [InlineData("s3a://bucket/a", "s3a://bucket", true)]
    [InlineData("s3a://bucket2/a", "s3a://bucket", false)]
    [InlineData("s3a://bucket/a", "s3a://bucket/ab", false)]
    public void Within_ends_at_the_border_of_a_name(string text, string root, bool within) =>
        Assert.Equal(within, DataUri.Parse(text).IsWithin(DataUri.Parse(root)));

    [Fact]
    public void Names_parents_and_children()
    {
        var uri = DataUri.Parse("s3a://bucket/shop/2026");
        Assert.Equal(("2026", "s3a://bucket/shop", "s3a://bucket/shop/2026/x"), (
            uri.Name, $"{uri.Parent}", $"{uri.Child("x")}"));
        Assert.Equal(("bucket", null), (uri.Parent!.Parent!.Name, uri.Parent.Parent.Parent));
    }
}
