namespace Segmentation.Benchmarks;

/// <summary>Other queues on PostgreSQL, from npm, in versions that are pinned beside the script that runs
/// them.</summary>
static class Peers
{
    public static readonly string[] Names = ["pg-boss", "graphile-worker"];

    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "peers");

    /// <summary>The same cycle of jobs that do nothing; null when the peer cannot be had, and why is said.</summary>
    public static async Task<Rates?> RunAsync(string peer, string connectionString, int jobs, int atOnce)
    {
        try
        {
            if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
                await Measured.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], Folder);
            var run = await Measured.RunAsync(
                "node", [Path.Combine(Folder, "queues.mjs"), peer, Uri(connectionString), $"{jobs}", $"{atOnce}"],
                Folder);
            return new(
                jobs / run.Json().GetProperty("enqueue").GetDouble(),
                jobs / run.Json().GetProperty("finish").GetDouble());
        }
        catch (Exception missing) when (missing is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await Console.Error.WriteLineAsync($"{peer} was not measured: {missing.Message}");
            return null;
        }
    }

    static string Uri(string connectionString)
    {
        var to = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        return $"postgres://{to.Username}:{System.Uri.EscapeDataString(to.Password!)}"
            + $"@{to.Host}:{to.Port}/{to.Database}";
    }
}
