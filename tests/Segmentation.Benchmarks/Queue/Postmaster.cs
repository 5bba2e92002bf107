using System.Globalization;

namespace Segmentation.Benchmarks;

/// <summary>Processor time of a PostgreSQL on this machine, with all of its processes; 0 where the system does not
/// tell.</summary>
sealed class Postmaster
{
    const double TicksPerSecond = 100;
    // Fields of /proc/<id>/stat after the name, counted from 0.
    const int Parent = 1;
    const int User = 11;
    const int ChildrenSystem = 14;

    readonly int _id;

    Postmaster(int id) => _id = id;

    /// <summary>So far, in seconds.</summary>
    public double Seconds
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return 0;
            var all = Directory.EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Select(Read);
            return all.Where(process => process.Length > 0 && (process[0] == _id || process[1] == _id))
                .Sum(process => process[2] / TicksPerSecond);
        }
    }

    public static async Task<Postmaster> OfAsync(QueueSchema queue)
    {
        var folder = await queue.AskSqlAsync<string>("SHOW data_directory");
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid"));
        return new(int.Parse(lines[0], CultureInfo.InvariantCulture));
    }

    // Of the server itself also what its processes that have ended took.
    long[] Read(string folder)
    {
        try
        {
            var (stat, id) = (
                File.ReadAllText($"{folder}/stat"), int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var last = id == _id ? ChildrenSystem : User + 1;
            return [id, long.Parse(fields[Parent]), fields[User..(last + 1)].Sum(long.Parse)];
        }
        catch (IOException)
        {
            return [];   // it has ended meanwhile
        }
    }
}
