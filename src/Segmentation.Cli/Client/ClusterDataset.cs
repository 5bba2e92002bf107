using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Segmentation.Cli;

/// <summary>Data that is already on the server's cluster, named by its URI.</summary>
static class ClusterDataset
{
    const string Inspecting = "inspecting";
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Whether the text begins with a scheme of at least two letters: neither a file name nor a drive
    /// letter.</summary>
    public static bool IsUri(string source) =>
        source.IndexOf(":/", StringComparison.Ordinal) is var at and > 1
            && source[..at].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');

    /// <summary>Creates the dataset and waits until a worker has inspected the data.</summary>
    public static async Task<JsonElement> NameAsync(ServerClient server, string uri, CancellationToken ct)
    {
        using var content = new StringContent(
            new JsonObject { ["uri"] = uri }.ToJsonString(), Encoding.UTF8, "application/json");
        var dataset = await server.PostAsync("api/v1/datasets", content, ct);
        while (JobReport.Text(dataset, "state") == Inspecting)
        {
            await Task.Delay(Pause, ct);
            dataset = await server.GetAsync($"api/v1/datasets/{JobReport.Text(dataset, "id")}", ct);
        }

        return dataset;
    }
}
