using Segmentation.Numerics;

namespace Segmentation.Benchmarks.Advice;

/// <summary>Public sets with the labels of their makers: a column <c>label</c>, all others features.</summary>
static class PublicSets
{
    // Name of the file, the range that is tried, how many groups its makers put in.
    static readonly (string Name, int Largest, int Groups)[] Sets =
    [
        ("sipu_s1", 20, 15), ("sipu_s2", 20, 15), ("sipu_s3", 20, 15), ("sipu_s4", 20, 15), ("sipu_r15", 20, 15),
        ("sipu_a1", 25, 20), ("sipu_a2", 40, 35), ("sipu_a3", 50, 50), ("sipu_d31", 40, 31),
        ("sipu_unbalance", 10, 8), ("fcps_hepta", 10, 7), ("wut_x1", 10, 3), ("wut_x2", 10, 3),
    ];

    public static Table Run(string folder)
    {
        var table = new Table(
            "Public sets with labels", "set", "groups", "range", "claimed", "k", "runner-up", "by silhouette",
            "by Calinski–Harabasz", "by Davies–Bouldin", "by gap", "by knee");
        foreach (var (name, largest, groups) in Sets)
        {
            var path = Path.Combine(folder, name + ".csv");
            if (!File.Exists(path)) continue;
            var judged = Judged.Of(Read(path), groups, [2, largest], withGap: true);
            table.Add(
                name, $"{groups}", $"2 to {largest}", judged.Claimed ? "yes" : "no", $"{judged.K}",
                $"{judged.RunnerUp}", $"{judged.BySilhouette}", $"{judged.ByCalinskiHarabasz}",
                $"{judged.ByDaviesBouldin}", judged.ByGap is { } gap ? $"{gap}" : "–",
                judged.ByKnee is { } knee ? $"{knee}" : "–");
            Console.Error.WriteLine($"{name}: {judged.K} of {groups}");
        }
        return table;
    }

    static Matrix Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var label = Array.IndexOf(lines[0].Split(','), "label");
        return Matrix.FromRows([.. lines.Skip(1).Select(line => (IReadOnlyList<double>)
            [.. line.Split(',').Where((_, column) => column != label).Select(double.Parse)])]);
    }
}
