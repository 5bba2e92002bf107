using System.IO.Compression;
using Segmentation.IntegrationTests.House;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>The part of the protocol that is written here, beside the whole of it inside Spark.</summary>
public sealed class ProtocolTests
{
    static readonly string[] Official =
    [
        "spark/connect/base.proto", "spark/connect/commands.proto", "spark/connect/common.proto",
        "spark/connect/expressions.proto", "spark/connect/ml.proto", "spark/connect/ml_common.proto",
        "spark/connect/relations.proto", "spark/connect/types.proto",
        "google/rpc/status.proto", "google/rpc/error_details.proto",
    ];

    [Fact]
    public async Task Every_number_type_label_and_name_is_Sparks()
    {
        var ours = ProtoText.Declared(Directory.GetFiles(Path.Combine(Repository.Root, "src/Segmentation.Spark/Protos"))
            .Select(File.ReadAllText));
        var theirs = ProtoText.Declared(await OfficialAsync());

        Assert.Equal("oneof rel_type SQL = 10", ours["spark.connect.Relation.sql"]);
        Assert.Equal("1", ours["spark.connect.InterruptRequest.InterruptType.INTERRUPT_TYPE_ALL"]);
        Assert.Equal("single map<string,Literal> = 1", ours["spark.connect.MlParams.params"]);
        Assert.True(theirs.Count > 1000, $"Only {theirs.Count} declarations were found inside Spark.");
        Assert.Empty(ours.Where(one => theirs.GetValueOrDefault(one.Key) != one.Value)
            .Select(one => $"{one.Key}: {one.Value}, Spark's is {theirs.GetValueOrDefault(one.Key, "not there")}"));
    }

    [Theory]
    [InlineData("string query = 1;", "string query = 2;")]
    [InlineData("string query = 1;", "bytes query = 1;")]
    [InlineData("string query = 1;", "repeated string query = 1;")]
    [InlineData("string query = 1;", "optional string query = 1;")]
    [InlineData("string query = 1;", "string text = 1;")]
    [InlineData("string query = 1;", "oneof one { string query = 1; }")]
    [InlineData("A = 0;", "A = 1;")]
    [InlineData("map<string, SQL> m = 7;", "map<string, string> m = 7;")]
    public void A_difference_is_seen(string theirs, string ours)
    {
        const string Text = "syntax = 'proto3'; package p; /* { */ message SQL { string query = 1; "
            + "map<string, SQL> m = 7; // }\n enum E { A = 0; } }";
        Assert.NotEqual(ProtoText.Declared([Text]), ProtoText.Declared([Text.Replace(theirs, ours)]));
    }

    static async Task<List<string>> OfficialAsync()
    {
        var jar = Assert.Single(
            Directory.GetFiles(Path.Combine(SparkHome.Find(), "jars"), "spark-connect_2.13-4.*.jar"));
        using var zip = await ZipFile.OpenReadAsync(jar);
        var texts = new List<string>();
        foreach (var name in Official)
        {
            using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
            texts.Add(await reader.ReadToEndAsync());
        }

        return texts;
    }
}
