using System.Text;
using System.Text.Json;
using Segmentation.Json;

namespace Segmentation.Tests;

public sealed class ResultWriterTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Mall_Customers.csv")]
    [InlineData("customers_3k.csv")]
    public async Task Writes_the_bytes_of_the_serializer(string file)
    {
        var result = await RunAsync(Path.Combine(AppContext.BaseDirectory, "data", file), new());

        Assert.Equal(
            JsonSerializer.Serialize(result, ResultJson.Default.SegmentationResult),
            Encoding.UTF8.GetString(ResultWriter.ToUtf8(result).Span));
    }

    [Fact]
    public async Task Issues_roles_and_texts_that_need_escapes_are_the_same_too()
    {
        var file = Path.Combine(_folder, "odd.csv");
        var rows = Enumerable.Range(0, 60).Select(i => $"Müller <{i}>;{i % 3};{i * i % 17},5;{(i % 7 == 0 ? "?" : "8")}");
        await File.WriteAllLinesAsync(file, ["\"<b>name\"\"</b>\";Größe;=Wert;constant", .. rows, "zu;wenig"]);
        var spec = new SegmentationSpec
        {
            K = 2,
            NInit = 2,
            Roles = new Dictionary<string, ColumnRole> { ["Größe"] = ColumnRole.Feature },
            Cleaning = new() { Missing = MissingPolicy.Median },
        };

        var result = await RunAsync(file, spec);

        Assert.NotEmpty(result.Issues);
        Assert.Equal(
            JsonSerializer.Serialize(result, ResultJson.Default.SegmentationResult),
            Encoding.UTF8.GetString(ResultWriter.ToUtf8(result).Span));
    }

    Task<SegmentationResult> RunAsync(string file, SegmentationSpec spec)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "out")).FullName;
        return new LocalEngine().RunAsync(new(file, "x.csv", folder, spec), new Progress<EngineEvent>(), CancellationToken.None);
    }
}
