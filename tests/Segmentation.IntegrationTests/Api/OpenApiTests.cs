using System.Diagnostics;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

[Collection(ApiGroup.Name)]
public sealed class OpenApiTests(ApiServer api)
{
    [Fact]
    public async Task The_document_has_no_error_and_no_warning_of_Spectral()
    {
        var folder = Directory.CreateTempSubdirectory("openapi");
        try
        {
            var document = Path.Combine(folder.FullName, "v1.json");
            await File.WriteAllTextAsync(document, await api.Client.GetStringAsync("/openapi/v1.json"));
            var rules = Path.Combine(folder.FullName, ".spectral.yaml");
            await File.WriteAllTextAsync(rules, "extends: [\"spectral:oas\"]\n");

            var (code, output) = await RunAsync(
                Spectral(), "lint", document, "--ruleset", rules, "--fail-severity", "hint");

            Assert.True(code == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_a_description_and_every_parameter_too()
    {
        var document = await api.GetAsync("/openapi/v1.json");

        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(operation => ($"{operation.Name} {path.Name}", operation.Value))).ToArray();
        Assert.All(operations, operation => Assert.All(["operationId", "summary", "description"],
            name => Assert.False(string.IsNullOrEmpty(operation.Value.Text(name)), operation.Item1)));
        Assert.All(
            operations.SelectMany(o => o.Value.TryGetProperty("parameters", out var parameters)
                ? [.. parameters.EnumerateArray()] : Array.Empty<JsonElement>()),
            parameter => Assert.NotEmpty(parameter.Text("description")));
    }

    [Fact]
    public async Task The_eleven_addresses_of_the_seed_are_in_the_document()
    {
        var paths = (await api.GetAsync("/openapi/v1.json")).GetProperty("paths").Names();

        Assert.Subset(paths.ToHashSet(), new HashSet<string>([
            "/health", "/upload", "/segmentation-start", "/job-status/{id}", "/segmentation-results/{id}",
            "/download-results/{id}",
            "/jobs", "/segment-summary/{id}", "/segment-metrics/{id}", "/validate-file", "/sample-data"]));
    }

    [Theory]
    [InlineData("getAnimation", "animation")]
    [InlineData("getChecks", "checks")]
    [InlineData("getDistributions", "distributions?bins=4")]
    [InlineData("getEfficiency", "efficiency")]
    [InlineData("getInsights", "insights")]
    [InlineData("getKFit", "k-sweep/5")]
    [InlineData("getProjection", "projection")]
    [InlineData("getSilhouette", "silhouette")]
    public async Task An_example_of_a_result_is_one_that_the_address_gives(string operation, string address)
    {
        var document = await api.GetAsync("/openapi/v1.json");
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Single(each => each.Value.TryGetProperty("operationId", out var id) && id.GetString() == operation).Value;
        var job = await api.SucceededAsync(Csv.Mall);

        var answer = await api.GetAsync($"/api/v1/jobs/{job}/{address}");

        var example = described.GetProperty("responses").GetProperty("200").GetProperty("content")
            .GetProperty("application/json").GetProperty("example");
        Assert.Null(Difference(example, answer, operation));
    }

    [Fact]
    public async Task The_page_to_try_it_is_served_with_all_it_needs()
    {
        var page = await api.Client.GetStringAsync("/swagger/index.html");

        Assert.DoesNotContain("https://", page);
        foreach (var file in new[] { "swagger-ui.css", "swagger-ui-bundle.js", "index.js" })
            Assert.True((await api.Client.GetAsync($"/swagger/{file}")).IsSuccessStatusCode, file);
    }

    // The first place where the names or kinds differ. Each entry of a list is like some entry of the other.
    static string? Difference(JsonElement example, JsonElement answer, string path) => (example, answer) switch
    {
        ({ ValueKind: JsonValueKind.Null }, _) or (_, { ValueKind: JsonValueKind.Null }) => null,
        ({ ValueKind: JsonValueKind.Object }, { ValueKind: JsonValueKind.Object }) =>
            !example.Names().Order().SequenceEqual(answer.Names().Order())
                ? $"{path} has {string.Join(' ', example.Names())}, not {string.Join(' ', answer.Names())}"
                : example.EnumerateObject().Select(each =>
                    Difference(each.Value, answer.GetProperty(each.Name), $"{path}.{each.Name}"))
                    .FirstOrDefault(found => found is not null),
        ({ ValueKind: JsonValueKind.Array }, { ValueKind: JsonValueKind.Array }) => example.EnumerateArray()
            .Select(one => answer.EnumerateArray().Select(other => Difference(one, other, path + "[]")).ToArray())
            .FirstOrDefault(found => found.Length > 0 && found.All(each => each is not null))?[0],
        _ => IsBoolean(example) == IsBoolean(answer) && (IsBoolean(example) || example.ValueKind == answer.ValueKind)
            ? null : $"{path} is {example}, not {answer}",
    };

    static bool IsBoolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    static string Spectral()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "node_modules", ".bin", "spectral") is var path && File.Exists(path))
                return path;
        throw new FileNotFoundException("spectral is missing: run  npm ci  in the repository's root.");
    }

    static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
