using System.Globalization;
using Npgsql;

namespace Segmentation.Benchmarks;

/// <summary>What a service keeps: memory and open files of its processes, connections and rows in the
/// database.</summary>
sealed record Footprint(IReadOnlyList<(string Name, string Value)> Values)
{
    /// <summary>Of the API's process and of the worker that it has started; nothing where the system does not
    /// tell.</summary>
    public static Footprint Of(int api)
    {
        if (!OperatingSystem.IsLinux()) return new([]);

        var worker = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).FirstOrDefault(id => Parent(id) == api);
        List<(string, string)> values = [];
        foreach (var (name, id) in new[] { ("API", api), ("worker", worker) })
        {
            values.Add(($"memory of the {name}", Memory(id)));
            values.Add(($"open files of the {name}", $"{Directory.GetFileSystemEntries($"/proc/{id}/fd").Length}"));
        }

        return new(values);
    }

    public async Task<Footprint> WithTablesAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        List<(string, string)> values = [.. Values];
        await using (var connections = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'segmentation%'"))
            values.Add(("connections to the database", $"{await connections.ExecuteScalarAsync()}"));
        foreach (var table in (string[])[
            "datasets", "jobs", "job_attempts", "job_events", "results", "artifacts", "worker_sessions", "deleted_ids"])
        {
            await using var rows = source.CreateCommand(
                "SELECT format('%s rows, %s', count(*), "
                + $"pg_size_pretty(pg_total_relation_size('{table}'))) FROM {table}");
            values.Add(($"table {table}", (string)(await rows.ExecuteScalarAsync())!));
        }

        return new(values);
    }

    static string Memory(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status")
            .First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return Table.Megabytes(
            double.Parse(line[6..].Replace("kB", ""), NumberStyles.Float, CultureInfo.InvariantCulture) * 1024);
    }

    static int Parent(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;   // it has ended meanwhile
        }
    }
}
